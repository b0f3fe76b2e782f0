package io.waybill.delivery.value;

/** text, varchar, char: accepts only text, because a number would have lost its leading zeros. */
record TextEncoder(int maxLength) implements ValueEncoder {
    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        if (!(value instanceof String text)) {
            throw new BadValue("not-text", maxLength == 0 ? "text" : "text of at most " + maxLength + " characters");
        }
        int characters = out.text(text);
        if (maxLength > 0 && characters > maxLength) {
            throw new BadValue(
                    "value-too-long", "text of at most " + maxLength + " characters (this has " + characters + ")");
        }
    }
}
