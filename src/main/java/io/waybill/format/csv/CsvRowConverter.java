package io.waybill.format.csv;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.dataformat.csv.CsvRecordConverter;
import org.apache.commons.csv.CSVRecord;

/**
 * Makes a {@link CsvRow} of a row that was just parsed, in a route (Camel CSV's {@code recordConverterRef}) or without
 * one ({@link CsvRows}). The parser only knows the line on which the row ends; subtracting the line breaks within its
 * cells gives the line on which it begins.
 */
public final class CsvRowConverter implements CsvRecordConverter<CsvRow> {
    @Override
    public CsvRow convertRecord(CSVRecord parsed) {
        List<String> cells = new ArrayList<>(parsed.size());
        long breaks = 0;
        for (String cell : parsed) {
            cells.add(cell);
            breaks += lineBreaks(cell);
        }
        return new CsvRow(parsed.getParser().getCurrentLineNumber() - breaks, cells);
    }

    /** Counts line breaks; CRLF is one, and so is a single CR or LF. */
    private static long lineBreaks(String cell) {
        long breaks = 0;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '\r' || c == '\n' && (i == 0 || cell.charAt(i - 1) != '\r')) {
                breaks++;
            }
        }
        return breaks;
    }
}
