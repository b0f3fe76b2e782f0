package io.waybill.lino.migration.expression;

import java.util.Map;

/** A number with the other sign. */
record Negative(Node number) implements Node {
    @Override
    public ValueType type() {
        return ValueType.NUMBER;
    }

    @Override
    public Object value(Map<String, Object> row) {
        Object value = number.value(row);
        return value == null ? null : Values.number(Values.number(value).negate(), Values.isWhole(value));
    }
}
