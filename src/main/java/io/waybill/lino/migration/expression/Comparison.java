package io.waybill.lino.migration.expression;

import java.util.Map;

/** A comparison of two values. What is null is neither less nor greater than anything. */
record Comparison(Operator operator, Node left, Node right) implements Node {
    /** How two values are compared. */
    enum Operator {
        EQUAL("=="),
        UNEQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        boolean ordered() {
            return this != EQUAL && this != UNEQUAL;
        }
    }

    @Override
    public ValueType type() {
        return ValueType.BOOLEAN;
    }

    @Override
    public Object value(Map<String, Object> row) {
        Object one = left.value(row);
        Object other = right.value(row);
        if (!operator.ordered()) {
            return Values.equal(one, other) == (operator == Operator.EQUAL);
        }
        if (one == null || other == null) {
            return false;
        }
        int order = Values.order(one, other);
        return switch (operator) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }
}
