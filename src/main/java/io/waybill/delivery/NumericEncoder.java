package io.waybill.delivery;

import java.math.BigDecimal;
import java.math.BigInteger;

/** numeric: a value that the database would have to round is refused, not rounded. */
record NumericEncoder(int precision, int scale) implements ValueEncoder {
    /** What a numeric without limits can hold. */
    private static final int MOST_WHOLE_DIGITS = 131_072;

    private static final int MOST_DECIMALS = 16_383;

    @Override
    public void encode(Object value, CopyText out) throws BadValue {
        BigDecimal number = decimal(value);
        int decimals = Math.max(
                0, number.signum() == 0 ? 0 : number.stripTrailingZeros().scale());
        long wholeDigits = number.signum() == 0 ? 0 : number.precision() - (long) number.scale();
        long mostWhole = precision == 0 ? MOST_WHOLE_DIGITS : precision - scale;
        int mostDecimals = precision == 0 ? MOST_DECIMALS : scale;
        if (wholeDigits > mostWhole || number.scale() > MOST_DECIMALS && decimals > mostDecimals) {
            throw new BadValue("out-of-range", expected());
        }
        if (decimals > mostDecimals) {
            throw new BadValue("too-many-decimals", expected());
        }
        out.plain(number.toString());
    }

    private BigDecimal decimal(Object value) throws BadValue {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        if (value instanceof String text && text.length() <= MOST_WHOLE_DIGITS) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                throw new BadValue("not-a-number", expected());
            }
        }
        throw new BadValue("not-a-number", expected());
    }

    private String expected() {
        return precision == 0
                ? "a number"
                : "a number with at most " + (precision - scale) + " digits before and " + scale + " after the point";
    }
}
