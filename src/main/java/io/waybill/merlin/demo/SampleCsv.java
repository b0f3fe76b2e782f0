package io.waybill.merlin.demo;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes a CSV file in a dialect of other programs. */
final class SampleCsv implements Closeable {
    private static final int BUFFER = 64 * 1024;

    private final CSVPrinter printer;

    /**
     * A file with a header.
     *
     * @param head the start of the file: a byte order mark, or {@code ""}
     */
    SampleCsv(Path file, Charset charset, String head, char delimiter, String... header) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), charset), BUFFER);
        text.write(head);
        printer = new CSVPrinter(
                text, CSVFormat.EXCEL.builder().setDelimiter(delimiter).get());
        printer.printRecord((Object[]) header);
    }

    void row(Object... cells) throws IOException {
        printer.printRecord(cells);
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
