package io.waybill.delivery.value;

import java.util.Locale;

/** boolean; also accepts 1, 0 and the words that PostgreSQL accepts. */
record BooleanEncoder() implements ValueEncoder {
    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        out.fixed(truth(value) ? 1 : 0, 1);
    }

    private static boolean truth(Object value) throws BadValue {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Long || value instanceof String) {
            switch (value.toString().toLowerCase(Locale.ROOT)) {
                case "true", "t", "yes", "y", "on", "1" -> {
                    return true;
                }
                case "false", "f", "no", "n", "off", "0" -> {
                    return false;
                }
                default -> throw new BadValue("not-a-truth-value", "true or false");
            }
        }
        throw new BadValue("not-a-truth-value", "true or false");
    }
}
