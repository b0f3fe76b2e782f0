package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.format.WholeFile;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * Writes a CSV file for spreadsheets: RFC 4180, UTF-8 with byte order mark, every cell quoted and
 * {@link SpreadsheetCells#safe safe}. The file appears whole or not at all, readable by this account only.
 */
public final class CsvWriter implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    private final WholeFile file;
    private final CSVPrinter printer;

    /**
     * @param target path of the file; its folder must exist
     * @throws IOException when it cannot be begun
     */
    public CsvWriter(Path target) throws IOException {
        this.file = new WholeFile(target);
        Writer text = new BufferedWriter(
                new OutputStreamWriter(file.out(), UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)),
                BUFFER);
        text.write('\uFEFF');
        this.printer = new CSVPrinter(text, FORMAT);
    }

    /** @throws IOException when it cannot be written */
    public void row(List<String> cells) throws IOException {
        for (String cell : cells) {
            printer.print(SpreadsheetCells.safe(cell));
        }
        printer.println();
    }

    /**
     * Makes the file appear under its name, replacing an older one.
     *
     * @throws IOException when it cannot be written
     */
    public void commit() throws IOException {
        printer.flush();
        file.commit();
    }

    /** Closes the file; without a {@link #commit} before, nothing is left of it. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
