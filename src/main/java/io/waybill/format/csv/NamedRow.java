package io.waybill.format.csv;

import java.util.Locale;
import java.util.Map;

/** One row of a CSV file whose cells are asked for by the names of their columns. */
public final class NamedRow {
    private final Map<String, Integer> columns;
    private final int width;
    private final CsvRow row;

    /** @param width how many cells the header has */
    NamedRow(Map<String, Integer> columns, int width, CsvRow row) {
        this.columns = columns;
        this.width = width;
        this.row = row;
    }

    /** Whether it has as many cells as the header. If not, its cells may belong to other columns. */
    public boolean fitsHeader() {
        return row.cells().size() == width;
    }

    /** How many cells it has. */
    public int width() {
        return row.cells().size();
    }

    /** The 1-based line on which it begins. */
    public long line() {
        return row.line();
    }

    /** The cell of a column; {@code ""} when the row is too short, null when the file has no such column. */
    public String cell(String column) {
        Integer number = columns.get(column.toLowerCase(Locale.ROOT));
        return number == null ? null : row.cell(number);
    }
}
