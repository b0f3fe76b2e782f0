package io.waybill.lino.migration.expression;

import java.util.List;
import java.util.Map;

/** A function with its arguments. */
record Call(Function function, List<Node> arguments, ValueType type) implements Node {
    static Call of(Function function, List<Node> arguments) {
        return new Call(function, arguments, function.type(arguments));
    }

    @Override
    public Object value(Map<String, Object> row) {
        return function.value(arguments, row);
    }
}
