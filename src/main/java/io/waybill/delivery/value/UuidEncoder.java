package io.waybill.delivery.value;

import java.util.regex.Pattern;

/** uuid, with or without its hyphens. */
record UuidEncoder() implements ValueEncoder {
    private static final Pattern UUID = Pattern.compile(
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}");

    private static final int HALF = 16;

    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        if (!(value instanceof String text) || !UUID.matcher(text).matches()) {
            throw new BadValue("not-a-uuid", "a UUID, such as 123e4567-e89b-12d3-a456-426614174000");
        }
        String digits = text.replace("-", "");
        out.fixed(Long.parseUnsignedLong(digits, 0, HALF, 16), Long.parseUnsignedLong(digits, HALF, 2 * HALF, 16));
    }
}
