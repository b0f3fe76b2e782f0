package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** Writes CSV for spreadsheets: RFC 4180, UTF-8 with byte order mark, every cell quoted and {@link SpreadsheetCells#safe safe}. */
public final class CsvLines {
    private static final int BUFFER = 64 * 1024;
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    private final CSVPrinter printer;

    /**
     * @param out where they go; closed by the caller
     * @throws IOException when it cannot be written to
     */
    public CsvLines(OutputStream out) throws IOException {
        Writer text = new BufferedWriter(
                new OutputStreamWriter(out, UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)), BUFFER);
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
     * Passes on what is still in the buffer.
     *
     * @throws IOException when it cannot be written
     */
    public void flush() throws IOException {
        printer.flush();
    }
}
