package io.waybill.lino.migration.expression;

import java.util.List;
import java.util.Map;

/** {@code value in (one, other, …)}. */
record Containment(Node sought, List<Node> members) implements Node {
    @Override
    public ValueType type() {
        return ValueType.BOOLEAN;
    }

    @Override
    public Object value(Map<String, Object> row) {
        Object value = sought.value(row);
        for (Node member : members) {
            if (Values.equal(value, member.value(row))) {
                return true;
            }
        }
        return false;
    }
}
