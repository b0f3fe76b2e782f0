package io.waybill.delivery.value;

/**
 * timestamp with and without time zone, ISO 8601. With a time zone, the offset is required: without it the meaning
 * would depend on a setting of the server. Without a time zone, an offset is refused: PostgreSQL would silently ignore
 * it.
 */
record TimestampEncoder(boolean withZone) implements ValueEncoder {
    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        if (!(value instanceof String text)) {
            throw bad();
        }
        int separator = IsoTime.DATE_LENGTH;
        if (text.length() <= separator
                || text.charAt(separator) != 'T' && text.charAt(separator) != ' '
                || !IsoTime.isDate(text)) {
            throw bad();
        }
        int end = IsoTime.endOfTime(text, separator + 1);
        if (end < 0) {
            throw bad();
        }
        if (withZone ? !IsoTime.isOffset(text, end) : end != text.length()) {
            throw bad();
        }
        long micros = IsoTime.dayOf(text) * IsoTime.MICROS_OF_DAY + IsoTime.microsOf(text, separator + 1, end);
        out.fixed(withZone ? micros - IsoTime.microsOfOffset(text, end) : micros, Long.BYTES);
    }

    private BadValue bad() {
        return withZone
                ? new BadValue(
                        "not-a-timestamp", "a date and time that exist, with an offset, such as 2024-02-29T09:30:00Z")
                : new BadValue(
                        "not-a-timestamp",
                        "a date and time that exist, without an offset, such as 2024-02-29T09:30:00");
    }
}
