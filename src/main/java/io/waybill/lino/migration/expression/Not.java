package io.waybill.lino.migration.expression;

import java.util.Map;

/** {@code not}. */
record Not(Node condition) implements Node {
    @Override
    public ValueType type() {
        return ValueType.BOOLEAN;
    }

    @Override
    public Object value(Map<String, Object> row) {
        return !Values.truth(condition.value(row));
    }
}
