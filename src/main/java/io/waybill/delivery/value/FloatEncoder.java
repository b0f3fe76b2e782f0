package io.waybill.delivery.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** real and double precision. */
record FloatEncoder(boolean single) implements ValueEncoder {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,6})?");
    private static final Pattern NOT_ZERO = Pattern.compile("[1-9]");
    private static final int LONGEST = 1_000;

    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        String text = text(value);
        if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
            write(Double.parseDouble(text), out);
            return;
        }
        if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
            throw new BadValue("not-a-number", "a number");
        }
        double number = single ? Float.parseFloat(text) : Double.parseDouble(text);
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        String digits = exponent < 0 ? text : text.substring(0, exponent);
        if (Double.isInfinite(number) || number == 0 && NOT_ZERO.matcher(digits).find()) {
            throw new BadValue(
                    "out-of-range",
                    single ? "a number within the range of real" : "a number within the range of double precision");
        }
        write(number, out);
    }

    private void write(double number, CopyRows out) {
        if (single) {
            out.fixed(Float.floatToIntBits((float) number), Float.BYTES);
        } else {
            out.fixed(Double.doubleToLongBits(number), Double.BYTES);
        }
    }

    private static String text(Object value) throws BadValue {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Long || value instanceof BigInteger || value instanceof BigDecimal) {
            return value.toString();
        }
        throw new BadValue("not-a-number", "a number");
    }
}
