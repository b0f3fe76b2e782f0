package io.waybill.delivery;

/** time without time zone: {@code 09:30}, {@code 09:30:00.25}. */
record TimeEncoder() implements ValueEncoder {
    @Override
    public void encode(Object value, CopyText out) throws BadValue {
        if (!(value instanceof String text) || IsoTime.endOfTime(text, 0) != text.length()) {
            throw new BadValue("not-a-time", "a time of day, as 09:30:00");
        }
        out.plain(text);
    }
}
