package io.waybill.format.csv;

import io.waybill.format.BrokenFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the rows of a CSV file in any dialect, one after the other, leaving out blank lines. A route gets the same rows
 * from {@link CsvText} through Camel CSV.
 */
public final class CsvRows implements Iterator<CsvRow>, Closeable {
    private static final CSVFormat FORMAT = CSVFormat.EXCEL
            .builder()
            .setDelimiter(CsvText.SEPARATOR)
            .setIgnoreEmptyLines(true)
            .get();

    private final CsvText text;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final CsvRowConverter converter = new CsvRowConverter();

    private CsvRows(CsvText text) throws IOException {
        this.text = text;
        this.parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get();
        this.records = parser.iterator();
    }

    /**
     * Opens a file. Its faults are thrown when its end is reached.
     *
     * @param name the file as its owner knows it, for messages
     * @throws IOException when it cannot be read
     */
    public static CsvRows open(Path file, String name) throws IOException {
        return open(file, name, CsvDialect.of(file));
    }

    /**
     * Opens a file in a known dialect. Its faults are thrown when its end is reached.
     *
     * @param name the file as its owner knows it, for messages
     * @throws IOException when it cannot be read
     */
    public static CsvRows open(Path file, String name, CsvDialect dialect) throws IOException {
        CsvText text = CsvText.open(file, name, dialect);
        try {
            return new CsvRows(text);
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /**
     * Reads all rows of a small file.
     *
     * @throws BrokenFileException with all its faults
     * @throws IOException when it cannot be read
     */
    public static List<CsvRow> read(Path file, String name) throws IOException {
        try (CsvRows rows = open(file, name)) {
            List<CsvRow> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            return all;
        }
    }

    /**
     * Reads all rows of a small stream, e.g. standard input. It has to be read twice and is therefore copied to a
     * temporary file that only this account can read.
     *
     * @param dialect gets how it is written
     * @throws BrokenFileException with all its faults
     * @throws IOException when it cannot be read or copied
     */
    public static List<CsvRow> read(InputStream in, String name, Consumer<CsvDialect> dialect) throws IOException {
        Path kept = Files.createTempFile("waybill-", ".csv");
        try {
            // Into the existing file, because a new one could be read by others.
            try (OutputStream out = Files.newOutputStream(kept)) {
                in.transferTo(out);
            }
            dialect.accept(CsvDialect.of(kept));
            return read(kept, name);
        } finally {
            Files.delete(kept);
        }
    }

    /** @throws BrokenFileException at the end of the file, with all its faults */
    @Override
    public boolean hasNext() {
        return records.hasNext();
    }

    @Override
    public CsvRow next() {
        return converter.convertRecord(records.next());
    }

    /** How many bytes of the file have been read so far. */
    public long bytesRead() {
        return text.bytesRead();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
