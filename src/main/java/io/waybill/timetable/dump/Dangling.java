package io.waybill.timetable.dump;

/** What to do with a dump in which a record refers to one that is not there. */
public enum Dangling {
    /** The whole dump is refused. */
    REFUSE,
    /** The record is left out and reported, with all that refer to it. */
    LEAVE_OUT
}
