package io.waybill.format.csv;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
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

    /**
     * Refuses a header that is a whole line in one cell.
     *
     * @param file as its owner knows it
     * @throws BrokenFileException when it {@linkplain #isWholeLine looks like one}
     */
    public void requireCells(String file) {
        if (isWholeLine()) {
            throw new BrokenFileException(
                    Fault.ofFile(
                            Position.ofLine(file, line),
                            "whole-line-quoted",
                            "the whole line in one cell: " + cells.get(0),
                            "a cell for each column",
                            "The line is in quotes as a whole, or its cells are separated by another character than the file's"
                                    + " delimiter. Save the sheet again as CSV (UTF-8), with quotes around cells, not around lines."));
        }
    }

    /** Whether all cells are empty or white space. */
    public boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }
}
