package io.waybill.lino.migration.expression;

import java.util.Map;

/** {@code condition ? one : other}; only the one that is chosen is worked out. */
record Choice(Node condition, Node one, Node other) implements Node {
    @Override
    public ValueType type() {
        return one.type().or(other.type());
    }

    @Override
    public Object value(Map<String, Object> row) {
        return (Values.truth(condition.value(row)) ? one : other).value(row);
    }
}
