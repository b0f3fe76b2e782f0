package io.waybill.lino.migration.expression;

import java.util.Map;

/** {@code and} and {@code or}; the second part is worked out only where it matters. */
record Logic(boolean and, Node left, Node right) implements Node {
    @Override
    public ValueType type() {
        return ValueType.BOOLEAN;
    }

    @Override
    public Object value(Map<String, Object> row) {
        boolean first = Values.truth(left.value(row));
        return first == and ? Values.truth(right.value(row)) : first;
    }
}
