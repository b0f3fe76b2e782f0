package io.waybill.format.csv;

import java.util.List;

/**
 * One row of a CSV file.
 *
 * @param line 1-based line on which the row begins; a quoted cell may extend over several lines
 * @param cells at least one; none is null, an empty cell is {@code ""}
 */
public record CsvRow(long line, List<String> cells) {
    public CsvRow {
        cells = List.copyOf(cells);
    }

    /** The cell in this 0-based column; {@code ""} if the row is too short. */
    public String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    /** Whether all cells are empty or white space. */
    public boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }
}
