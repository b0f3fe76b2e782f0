package io.waybill.reject;

import java.util.List;

/**
 * A row that a waybill delivered or left out on purpose. If it was a reject before, that reject is closed.
 *
 * @param keyCells the cells that identify the row
 * @param returned the id of the reject that the row came back as; null when it did not come from an error folder, or the file no longer says
 * @param dropped whether a person decided to leave it out
 */
public record AnsweredRow(List<String> keyCells, Long returned, boolean dropped) {
    public AnsweredRow {
        keyCells = List.copyOf(keyCells);
    }
}
