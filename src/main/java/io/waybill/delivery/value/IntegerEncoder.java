package io.waybill.delivery.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * smallint, integer, bigint: whole numbers, also as text.
 *
 * @param size in bytes
 */
record IntegerEncoder(int size) implements ValueEncoder {
    private static final int MOST_DIGITS = 20;

    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        out.fixed(number(value), size);
    }

    private long least() {
        return Long.MIN_VALUE >> Long.SIZE - 8 * size;
    }

    private long most() {
        return Long.MAX_VALUE >> Long.SIZE - 8 * size;
    }

    private long number(Object value) throws BadValue {
        if (value instanceof Long number) {
            return inRange(number);
        }
        if (value instanceof BigInteger number) {
            return inRange(number);
        }
        if (value instanceof BigDecimal decimal) {
            // The difference first: 1e999999999 must not be written out.
            if (decimal.precision() - (long) decimal.scale() > MOST_DIGITS) {
                throw outOfRange();
            }
            if (decimal.signum() != 0 && decimal.stripTrailingZeros().scale() > 0) {
                throw wrongType();
            }
            return inRange(decimal.toBigInteger());
        }
        if (value instanceof String text && isWholeNumber(text)) {
            return inRange(new BigInteger(text.charAt(0) == '+' ? text.substring(1) : text));
        }
        throw wrongType();
    }

    private static boolean isWholeNumber(String text) {
        int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        if (text.length() == start || text.length() > 1_000) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private long inRange(BigInteger number) throws BadValue {
        if (number.bitLength() > 63) {
            throw outOfRange();
        }
        return inRange(number.longValue());
    }

    private long inRange(long number) throws BadValue {
        if (number < least() || number > most()) {
            throw outOfRange();
        }
        return number;
    }

    private BadValue outOfRange() {
        return new BadValue("out-of-range", "a whole number from " + least() + " to " + most());
    }

    private BadValue wrongType() {
        return new BadValue("not-a-whole-number", "a whole number from " + least() + " to " + most());
    }
}
