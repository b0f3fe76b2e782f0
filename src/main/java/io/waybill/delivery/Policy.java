package io.waybill.delivery;

/** What a feed may do to one table (design, section 1). */
public enum Policy {
    /** insert, update and delete: afterwards the table equals the stage */
    MIRROR,
    /** insert and update, never delete */
    UPSERT,
    /** insert missing rows only */
    INSERT,
    /** insert and update; rows that are missing are ended or flagged, never deleted */
    RETIRE
}
