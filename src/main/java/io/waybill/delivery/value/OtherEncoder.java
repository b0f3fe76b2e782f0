package io.waybill.delivery.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Types that only the server can read: staged as text, which the stage then lets the server validate and cast. */
record OtherEncoder() implements ValueEncoder {
    @Override
    public void encode(Object value, CopyRows out) throws BadValue {
        if (value instanceof String
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof BigDecimal
                || value instanceof Boolean) {
            out.text(value.toString());
        } else {
            throw new BadValue("wrong-type", "text");
        }
    }
}
