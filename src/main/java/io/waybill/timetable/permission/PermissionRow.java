package io.waybill.timetable.permission;

import static java.util.Objects.requireNonNull;

/**
 * One row of a permissions CSV: this user may edit this subject.
 *
 * @param line 1-based line on which it begins
 * @param subject path of the subject, as it stands in the file
 * @param user path of the user, without outer white space
 * @param data the user's data (feed salt, student info), verbatim; null when the file has no such column
 * @param rejectId the reject as which this row was written to an error folder; null when it was not
 * @param decision what a person answered to that reject; null when nothing
 */
public record PermissionRow(long line, String subject, String user, String data, Long rejectId, String decision) {
    public PermissionRow {
        requireNonNull(subject, "subject");
        requireNonNull(user, "user");
    }
}
