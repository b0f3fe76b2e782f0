package io.waybill.lino.repair;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Position;
import io.waybill.match.Candidate;
import io.waybill.reject.RejectedRow;
import java.util.List;

/**
 * A selected row that could not be restored.
 *
 * @param place its pass, its file and its line
 * @param table in dump and target
 * @param key as text; null when it has none
 * @param reason why
 * @param column which one; several are separated by commas
 * @param found what it has there; null when there is nothing to show
 * @param expected what was expected, as a phrase
 * @param other key of another row that has what may occur only once; null for none
 * @param parent table of the row that it refers to and that does not exist; null for none
 * @param columns names of the row's columns
 * @param cells its values as text, one for each; null for none
 */
record RepairError(
        RowNumber place,
        String table,
        String key,
        Reason reason,
        String column,
        String found,
        String expected,
        String other,
        String parent,
        List<String> columns,
        List<String> cells) {
    RepairError {
        requireNonNull(place, "place");
        requireNonNull(reason, "reason");
    }

    /** As a reject. */
    RejectedRow reject(Position at, List<Candidate> candidates) {
        return new RejectedRow(
                table,
                columns,
                cells.stream().map(cell -> cell == null ? "" : cell).toList(),
                List.of(table, key == null ? "" : key),
                List.of(table, column, found == null ? "" : found),
                at,
                reason.rule(),
                "Row " + key + " of " + table + ", column " + column + ": found "
                        + (found == null ? "nothing" : "'" + found + "'") + ", expected " + expected + ".",
                candidates,
                null);
    }
}
