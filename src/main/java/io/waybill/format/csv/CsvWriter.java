package io.waybill.format.csv;

import io.waybill.format.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a CSV file for spreadsheets, as {@link CsvLines} are. The file appears whole or not at all, readable by this account only. */
public final class CsvWriter implements Closeable {
    private final WholeFile file;
    private final CsvLines lines;

    /**
     * @param target path of the file; its folder must exist
     * @throws IOException when it cannot be begun
     */
    public CsvWriter(Path target) throws IOException {
        this.file = new WholeFile(target);
        this.lines = new CsvLines(file.out());
    }

    /** @throws IOException when it cannot be written */
    public void row(List<String> cells) throws IOException {
        lines.row(cells);
    }

    /**
     * Makes the file appear under its name, replacing an older one.
     *
     * @throws IOException when it cannot be written
     */
    public void commit() throws IOException {
        lines.flush();
        file.commit();
    }

    /** Closes the file; without a {@link #commit} before, nothing is left of it. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
