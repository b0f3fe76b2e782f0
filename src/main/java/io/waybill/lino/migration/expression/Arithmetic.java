package io.waybill.lino.migration.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;

/**
 * Addition, subtraction, multiplication and division of exact numbers; {@code +} also joins two texts, and makes a point in time of a date
 * and a time. With null the result is null.
 */
record Arithmetic(char operator, Node left, Node right, ValueType type) implements Node {
    /** Digits of a quotient that has no end. */
    private static final MathContext ENDLESS = new MathContext(34, RoundingMode.HALF_EVEN);

    /** The type is worked out once: asking down a long row of operators for each of them would take ever longer. */
    static Arithmetic of(char operator, Node left, Node right) {
        return new Arithmetic(operator, left, right, type(operator, left.type(), right.type()));
    }

    private static ValueType type(char operator, ValueType left, ValueType right) {
        if (operator != '+') {
            return ValueType.NUMBER;
        }
        if (left == ValueType.DATE && right == ValueType.TIME) {
            return ValueType.TIMESTAMP;
        }
        return left == right ? left : ValueType.ANY;
    }

    /** Whether values of two types can be added. */
    static boolean canAdd(ValueType one, ValueType other) {
        return one.canBe(ValueType.NUMBER) && other.canBe(ValueType.NUMBER)
                || one.canBe(ValueType.TEXT) && other.canBe(ValueType.TEXT)
                || one.canBe(ValueType.DATE) && other.canBe(ValueType.TIME);
    }

    @Override
    public Object value(Map<String, Object> row) {
        Object one = left.value(row);
        Object other = right.value(row);
        if (one == null || other == null) {
            return null;
        }
        return switch (operator) {
            case '+' -> sum(one, other);
            case '-' -> number(one, other, Values.number(one).subtract(Values.number(other)));
            case '*' -> number(one, other, Values.number(one).multiply(Values.number(other)));
            default -> quotient(one, other);
        };
    }

    private static Object sum(Object one, Object other) {
        if (one instanceof String text && other instanceof String more) {
            return Values.joined(text, more);
        }
        if (one instanceof LocalDate date && other instanceof LocalTime time) {
            return date.atTime(time);
        }
        // A text beside a number may be meant as either.
        if (one instanceof String || other instanceof String) {
            throw new EvaluationException(
                    "text-and-number",
                    Values.shown(one) + " + " + Values.shown(other),
                    "two numbers or two texts: number(…) makes a number of a text, text(…) a text of anything");
        }
        return number(one, other, Values.number(one).add(Values.number(other)));
    }

    private static Object quotient(Object one, Object other) {
        BigDecimal dividend = Values.number(one);
        BigDecimal divisor = Values.number(other);
        if (divisor.signum() == 0) {
            throw new EvaluationException("division-by-zero", Values.shown(one) + " / 0", "a divisor other than 0");
        }
        BigDecimal result;
        try {
            result = dividend.divide(divisor);
        } catch (ArithmeticException endless) {
            result = dividend.divide(divisor, ENDLESS);
        }
        return number(one, other, result);
    }

    /** Whole numbers give whole numbers where they can. */
    private static Object number(Object one, Object other, BigDecimal result) {
        return Values.number(result, Values.isWhole(one) && Values.isWhole(other));
    }
}
