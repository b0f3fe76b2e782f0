package io.waybill.delivery.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** numeric: a value that the database would have to round is refused, not rounded. */
record NumericEncoder(int precision, int scale) implements ValueEncoder {
    /** What a numeric without limits can hold. */
    private static final int MOST_WHOLE_DIGITS = 131_072;

    private static final int MOST_DECIMALS = 16_383;

    private static final int GROUP = 4;
    private static final int HEAD = 4;
    private static final int NEGATIVE = 0x4000;

    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
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
        write(number.scale() > MOST_DECIMALS ? number.setScale(decimals) : number, out);
    }

    /**
     * PostgreSQL's binary form: the number of groups of four digits, the weight of the first, the sign, the decimals
     * shown, the groups.
     */
    private static void write(BigDecimal number, CopyRows out) {
        int shown = Math.max(0, number.scale());
        int groupsBehind = (shown + GROUP - 1) / GROUP;
        String digits =
                number.abs().setScale(groupsBehind * GROUP).unscaledValue().toString();
        int missing = Math.floorMod(-digits.length(), GROUP);
        int groups = (digits.length() + missing) / GROUP;
        int[] value = new int[HEAD + (number.signum() == 0 ? 0 : groups)];
        value[0] = value.length - HEAD;
        value[1] = number.signum() == 0 ? 0 : groups - groupsBehind - 1;
        value[2] = number.signum() < 0 ? NEGATIVE : 0;
        value[3] = shown;
        for (int group = 0; group < value.length - HEAD; group++) {
            int end = (group + 1) * GROUP - missing;
            value[HEAD + group] = Integer.parseInt(digits, Math.max(0, end - GROUP), end, 10);
        }
        out.shorts(value);
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
