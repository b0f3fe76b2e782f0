package io.waybill.delivery.value;

/** date: a day that exists, in the form {@code 2024-02-29}. */
record DateEncoder() implements ValueEncoder {
    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        if (!(value instanceof String text) || text.length() != IsoTime.DATE_LENGTH || !IsoTime.isDate(text)) {
            throw new BadValue("not-a-date", "a date that exists, such as 2024-02-29");
        }
        out.fixed(IsoTime.dayOf(text), Integer.BYTES);
    }
}
