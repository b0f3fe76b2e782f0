package io.waybill.delivery;

/**
 * One desired row on its way to the stage.
 *
 * @param offset byte offset of its record in the drop, for messages
 * @param values one per column of the table's {@link TableSpec}, in that order: {@code String}, {@code Long},
 *     {@code BigInteger}, {@code BigDecimal}, {@code Boolean}, null for SQL NULL, or {@link #ABSENT} when the record does not
 *     have the field
 */
public record Row(long offset, Object[] values) {
    /** Marks a field that the record does not have: an insert takes the default, an update keeps the old value. */
    public static final Object ABSENT = new Object() {
        @Override
        public String toString() {
            return "absent";
        }
    };
}
