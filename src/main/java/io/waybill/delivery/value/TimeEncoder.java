package io.waybill.delivery.value;

/** time without time zone: {@code 09:30}, {@code 09:30:00.25}. */
record TimeEncoder() implements ValueEncoder {
    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        if (!(value instanceof String text) || IsoTime.endOfTime(text, 0) != text.length()) {
            throw new BadValue("not-a-time", "a time of day, such as 09:30:00");
        }
        out.fixed(IsoTime.microsOf(text, 0, text.length()), Long.BYTES);
    }
}
