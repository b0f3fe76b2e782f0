package io.waybill.lino.migration.expression;

import java.util.Map;

/** A part of a compiled expression. */
interface Node {
    /** What it gives, as far as its text says. */
    ValueType type();

    /**
     * Its value for a row.
     *
     * @param row values by column
     * @return null when it has none
     * @throws EvaluationException when the values do not go together
     */
    Object value(Map<String, Object> row);
}
