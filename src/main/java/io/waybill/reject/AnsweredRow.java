package io.waybill.reject;

import java.util.List;

/**
 * A row that a waybill delivered or left out on purpose. If it was a reject before, that reject is closed.
 *
 * @param keyCells the cells by which the same row is known again
 * @param returned the reject as which it was written to an error folder; null when it was not, or nobody knows any more
 * @param dropped whether a person decided that it is not wanted
 */
public record AnsweredRow(List<String> keyCells, Long returned, boolean dropped) {
    public AnsweredRow {
        keyCells = List.copyOf(keyCells);
    }
}
