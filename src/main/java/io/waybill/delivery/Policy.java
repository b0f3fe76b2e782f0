package io.waybill.delivery;

/** What a feed may do to one table. */
public enum Policy {
    /** insert, update and delete: afterwards the table holds exactly the staged rows */
    MIRROR,
    /** insert and update, never delete */
    UPSERT,
    /** insert missing rows only; rows that are there stay as they are */
    INSERT,
    /** insert and update; rows that the drop no longer has are ended or flagged, never deleted */
    RETIRE
}
