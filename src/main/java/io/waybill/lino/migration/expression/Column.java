package io.waybill.lino.migration.expression;

import io.waybill.format.lino.UnusableValue;
import java.util.Map;

/** The value of a column; null when the row says nothing of it. */
record Column(String name) implements Node {
    @Override
    public ValueType type() {
        return ValueType.ANY;
    }

    @Override
    public Object value(Map<String, Object> row) {
        Object value = row.get(name);
        if (value instanceof UnusableValue unusable) {
            throw new EvaluationException(unusable.rule(), unusable.found(), unusable.expected());
        }
        return value;
    }
}
