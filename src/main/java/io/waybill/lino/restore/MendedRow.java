package io.waybill.lino.restore;

import io.waybill.format.Position;
import io.waybill.match.Decision;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.ReturnedRow;
import java.util.List;
import java.util.Locale;

/**
 * A rejected row that is to be delivered, or left out for good.
 *
 * @param number of the row in its drop
 * @param table of the target
 * @param header names of its cells, in lower case
 * @param cells its values; an empty one is none
 * @param reject the number of its reject; null when the file no longer has it
 * @param dropped whether somebody has decided to leave it out
 * @param waited whether it is not in the file, and comes because it waited for a row of it
 * @param at its place: in the file, or, of a row that waited, in its dump
 */
record MendedRow(
        long number,
        String table,
        List<String> header,
        List<String> cells,
        Long reject,
        boolean dropped,
        boolean waited,
        Position at) {
    /** A row of a {@code rejects.csv}. */
    static MendedRow of(ReturnedRow row, List<String> header, String fileName) {
        return new MendedRow(
                row.line(),
                row.kind(),
                header,
                row.cells(),
                row.reject(),
                isDropped(row),
                false,
                Position.ofLine(fileName, row.line()));
    }

    /** A row that waited for one of the file. */
    static MendedRow of(RejectedRow row, Long reject, long number) {
        return new MendedRow(
                number,
                row.kind(),
                row.header().stream()
                        .map(column -> column.toLowerCase(Locale.ROOT))
                        .toList(),
                row.cells(),
                reject,
                false,
                true,
                row.at());
    }

    /** Whether somebody has decided to leave a row out. */
    static boolean isDropped(ReturnedRow row) {
        return row.decision() != null && Decision.isDrop(row.decision());
    }

    boolean has(String column) {
        return header.contains(column.toLowerCase(Locale.ROOT));
    }

    /** The value of a column; empty where the row has none. */
    String cell(String column) {
        int index = header.indexOf(column.toLowerCase(Locale.ROOT));
        return index < 0 ? "" : cells.get(index);
    }

    /** @param key names of the columns that identify the row */
    AnsweredRow answered(List<String> key) {
        return new AnsweredRow(key.stream().map(this::cell).toList(), reject, dropped);
    }
}
