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

    /**
     * Whether the row is one cell that looks like a whole line: the file was saved with quotes around each line, or its cells are
     * separated by another character than was expected.
     */
    public boolean isWholeLine() {
        return cells.size() == 1 && cells.get(0).chars().anyMatch(c -> ",;\t|".indexOf(c) >= 0);
    }

    /** Whether all cells are empty or white space. */
    public boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }
}
