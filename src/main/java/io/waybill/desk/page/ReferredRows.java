package io.waybill.desk.page;

import io.waybill.delivery.naming.ReferredRow;
import java.util.Map;

/**
 * What values of rejects refer to: their cells, their candidates, and what people have answered.
 *
 * @param rows by the value and where it stands; without values that refer to nothing that is there
 */
record ReferredRows(Map<Place, ReferredRow> rows) {
    /** For somebody who sees no values. */
    static final ReferredRows NONE = new ReferredRows(Map.of());

    ReferredRows {
        rows = Map.copyOf(rows);
    }

    /**
     * Where a value stands.
     *
     * @param reject number of the reject
     * @param column of the row; empty for candidates and answers
     */
    record Place(long reject, String column, String value) {}

    /** What a cell refers to; null for nothing that is there. */
    ReferredRow cell(long reject, String column, String value) {
        return rows.get(new Place(reject, column, value));
    }

    /** What a candidate or an answer refers to; null for nothing that is there. */
    ReferredRow answer(long reject, String value) {
        return value == null ? null : rows.get(new Place(reject, "", value));
    }
}
