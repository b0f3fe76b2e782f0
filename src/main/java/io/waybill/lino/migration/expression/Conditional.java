package io.waybill.lino.migration.expression;

import java.util.Map;

/** {@code condition ? one : other}; only the one that is chosen is worked out. */
record Conditional(Node condition, Node one, Node other, ValueType type) implements Node {
    static Conditional of(Node condition, Node one, Node other) {
        return new Conditional(condition, one, other, one.type().or(other.type()));
    }

    @Override
    public Object value(Map<String, Object> row) {
        return (Values.truth(condition.value(row)) ? one : other).value(row);
    }
}
