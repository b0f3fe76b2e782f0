package io.waybill.timetable.permission;

import static java.util.Objects.requireNonNull;

/**
 * One row of a permissions CSV: this user may edit this subject.
 *
 * @param line 1-based line on which it begins
 * @param subject path of the subject, as in the file
 * @param user path of the user, without surrounding white space
 * @param data the user's data (feed salt, student information), unchanged; null when the file has no such column
 * @param rejectId number of the reject that this row comes from; null when it does not come from an error folder
 * @param decision a person's answer to that reject; null when there is none
 */
public record PermissionRow(long line, String subject, String user, String data, Long rejectId, String decision) {
    public PermissionRow {
        requireNonNull(subject, "subject");
        requireNonNull(user, "user");
    }
}
