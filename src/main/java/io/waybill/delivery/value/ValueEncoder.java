package io.waybill.delivery.value;

import io.waybill.delivery.shape.ColumnShape;

/**
 * Writes values of one column for COPY, and finds those that the column cannot hold, so that COPY never fails on a row.
 */
public interface ValueEncoder {
    /**
     * Writes one value.
     *
     * @param value neither null nor {@link io.waybill.delivery.Row#ABSENT}
     * @throws BadValue when the column cannot hold it; the caller cuts off what was written until then
     */
    void encode(Object value, CopyRows out) throws BadValue;

    /** What writes the values of a column. */
    static ValueEncoder of(ColumnShape column) {
        return switch (column.kind()) {
            case SMALLINT -> new IntegerEncoder(Short.BYTES);
            case INTEGER -> new IntegerEncoder(Integer.BYTES);
            case BIGINT -> new IntegerEncoder(Long.BYTES);
            case NUMERIC -> new NumericEncoder(column.precision(), column.scale());
            case REAL -> new FloatEncoder(true);
            case DOUBLE -> new FloatEncoder(false);
            case BOOLEAN -> new BooleanEncoder();
            case TEXT -> new TextEncoder(column.maxLength());
            case DATE -> new DateEncoder();
            case TIME -> new TimeEncoder();
            case TIMESTAMP -> new TimestampEncoder(false);
            case TIMESTAMP_WITH_ZONE -> new TimestampEncoder(true);
            case UUID -> new UuidEncoder();
            case JSON -> new JsonEncoder(false);
            case JSONB -> new JsonEncoder(true);
            case OTHER -> new OtherEncoder();
        };
    }
}
