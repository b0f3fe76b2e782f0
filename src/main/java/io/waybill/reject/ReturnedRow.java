package io.waybill.reject;

import java.util.List;

/**
 * A row of a {@code rejects.csv} that came back.
 *
 * @param line 1-based line on which it begins in that file
 * @param reject the number of its reject; null when the file no longer has it
 * @param kind of its reject; empty when the file no longer has it
 * @param rule that it failed; empty when the file no longer has it
 * @param cells the row itself, perhaps mended, one cell for each column of {@link RejectsFile#header}
 * @param decision that a person wrote; null for none
 */
public record ReturnedRow(long line, Long reject, String kind, String rule, List<String> cells, String decision) {
    public ReturnedRow {
        cells = List.copyOf(cells);
    }
}
