package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

/**
 * One row of a permissions file.
 *
 * @param line 1-based line on which it starts
 * @param subject fullpath of what may be edited
 * @param user fullpath of who may
 * @param data the user's data, verbatim; empty when the row does not say
 */
record MergeRow(long line, String subject, String user, String data) {
    MergeRow {
        requireNonNull(subject, "subject");
        requireNonNull(user, "user");
        requireNonNull(data, "data");
    }
}
