package io.waybill.reject;

import java.util.List;

/**
 * A row of a {@code rejects.csv} that came back.
 *
 * @param line 1-based line on which it begins in that file
 * @param reject the number of its reject; null when the file does not tell it any more
 * @param kind what the row is, as its reject said; empty when the file does not tell it any more
 * @param rule the rule that it broke; empty when the file does not tell it any more
 * @param cells the row itself, perhaps mended, one cell per column of {@link RejectsFile#header}
 * @param decision what a person wrote; null when nothing
 */
public record ReturnedRow(long line, Long reject, String kind, String rule, List<String> cells, String decision) {
    public ReturnedRow {
        cells = List.copyOf(cells);
    }
}
