package io.waybill.lino.migration.expression;

import java.util.Map;

/** A value that is the same for each row. */
record Constant(Object constant, ValueType type) implements Node {
    @Override
    public Object value(Map<String, Object> row) {
        return constant;
    }
}
