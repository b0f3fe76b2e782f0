package io.waybill.merlin.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Numbers and JSON values as Python prints them. */
final class PythonText {
    private static final int MOST_DIGITS = 17;
    /** Python writes an exponent from this many digits on, and below one ten-thousandth. */
    private static final int LONGEST_INTEGER = 16;

    private static final int SMALLEST_FRACTION = -4;

    private PythonText() {}

    /** A float: {@code 1.0}, {@code 0.5}, {@code 1e-05}, {@code 1e+16}. */
    static String of(double number) {
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(number).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        String sign = number < 0 ? "-" : "";
        if (exponent >= SMALLEST_FRACTION && exponent < LONGEST_INTEGER) {
            String plain = shortest.abs().toPlainString();
            return sign + plain + (plain.indexOf('.') < 0 ? ".0" : "");
        }
        return sign + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e"
                + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** The fewest digits that identify this number. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == number) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS));
    }

    /** A JSON value: {@code 3} and {@code 3.0} stay different, booleans and null are spelt as in Python. */
    static String of(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "True" : "False";
        }
        if (value.isNull()) {
            return "None";
        }
        return value.isFloatingPointNumber() ? of(value.doubleValue()) : value.asText();
    }

    /** The difference of two JSON numbers as Python computes it: exact for two integers, otherwise in floating point. */
    static String difference(JsonNode minuend, JsonNode subtrahend) {
        return isWhole(minuend) && isWhole(subtrahend)
                ? whole(minuend).subtract(whole(subtrahend)).toString()
                : of(minuend.doubleValue() - subtrahend.doubleValue());
    }

    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() || value.isBoolean();
    }

    private static BigInteger whole(JsonNode value) {
        return value.isBoolean() ? value.booleanValue() ? BigInteger.ONE : BigInteger.ZERO : value.bigIntegerValue();
    }
}
