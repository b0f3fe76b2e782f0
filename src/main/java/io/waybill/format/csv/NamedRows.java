package io.waybill.format.csv;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a CSV file with a header, row by row. Columns may stand in any order, among others, and differ in capitals.
 */
public final class NamedRows implements Iterator<NamedRow>, Closeable {
    private final CsvDialect dialect;
    private final CsvRows rows;
    private final int width;
    private final Map<String, Integer> columns;

    private NamedRows(CsvDialect dialect, CsvRows rows, CsvRow header, Map<String, Integer> columns) {
        this.dialect = dialect;
        this.rows = rows;
        this.width = header.cells().size();
        this.columns = columns;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param name the file as its owner knows it, for messages
     * @param needed the columns that it has to have
     * @throws BrokenFileException when it has no header, or lacks a column or has it twice; with all of them
     * @throws IOException when it cannot be read
     */
    public static NamedRows open(Path file, String name, List<String> needed) throws IOException {
        CsvDialect dialect = CsvDialect.of(file);
        CsvRows rows = CsvRows.open(file, name, dialect);
        try {
            if (!rows.hasNext()) {
                throw new BrokenFileException(Fault.ofFile(
                        Position.of(name),
                        "no-header",
                        "an empty file",
                        "a header with " + String.join(", ", needed),
                        "Check whether the file was saved completely."));
            }
            CsvRow header = rows.next();
            return new NamedRows(dialect, rows, header, columns(name, header, needed));
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private static Map<String, Integer> columns(String name, CsvRow header, List<String> needed) {
        header.requireCells(name);
        Faults faults = new Faults();
        Map<String, Integer> columns = new HashMap<>();
        List<String> keys = needed.stream().map(NamedRows::key).toList();
        for (int i = 0; i < header.cells().size(); i++) {
            String column = header.cells().get(i).strip();
            if (columns.putIfAbsent(key(column), i) != null && keys.contains(key(column))) {
                faults.add(fault(name, header, column, "the column twice"));
            }
        }
        for (String column : needed) {
            if (!columns.containsKey(key(column))) {
                faults.add(fault(name, header, column, "no such column"));
            }
        }
        faults.throwIfAny();
        return columns;
    }

    private static String key(String column) {
        return column.toLowerCase(Locale.ROOT);
    }

    private static Fault fault(String name, CsvRow header, String column, String found) {
        return new Fault(
                Position.ofLine(name, header.line()),
                null,
                column,
                "columns",
                found,
                "it once in the header",
                "Export the table again with all its columns.");
    }

    /** How many columns the header has. */
    public int width() {
        return width;
    }

    /** How it is read: its encoding may be a guess. */
    public CsvDialect dialect() {
        return dialect;
    }

    /** @throws BrokenFileException at the end of the file, with all its faults */
    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public NamedRow next() {
        return new NamedRow(columns, width, rows.next());
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
