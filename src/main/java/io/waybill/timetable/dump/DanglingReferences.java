package io.waybill.timetable.dump;

/** What to do with a dump in which a record refers to one that does not exist. */
public enum DanglingReferences {
    /** The whole dump is refused. */
    REFUSE,
    /** The record is left out and reported, together with all records that refer to it. */
    LEAVE_OUT
}
