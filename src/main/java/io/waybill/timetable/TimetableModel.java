package io.waybill.timetable;

/** The kinds of record that a Timetable dump holds. */
public enum TimetableModel {
    /** A node of the one tree of triposes, parts, subjects, modules and users. */
    THING,
    /** A series of events. */
    EVENT_SOURCE,
    EVENT,
    /** Joins a series to a module (its home) or to a user (their calendar). */
    EVENT_SOURCE_TAG,
    /** Joins a single event to a Thing. */
    EVENT_TAG,
    /** Joins two Things: a grant, a link, a disabled subject. */
    THING_TAG,
    /** A short-lived edit lock. */
    THING_LOCK
}
