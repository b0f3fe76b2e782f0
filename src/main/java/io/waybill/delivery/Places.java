package io.waybill.delivery;

import io.waybill.format.Position;

/** Finds the places of a drop's records, and of their fields, for messages. */
public interface Places {
    /**
     * The place of a record or of one of its fields.
     *
     * @param offset of the record, as its {@link Row} says
     * @param field as the drop calls it; null for the record as a whole
     */
    Position of(long offset, String field);
}
