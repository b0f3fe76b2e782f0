package io.waybill.timetable.permission;

import static java.util.Objects.requireNonNull;

/**
 * A permission to deliver: this user may edit this subject.
 *
 * @param line line of the permissions file from which it comes
 * @param subjectKey key of the subject in the reference
 * @param subjectPath its path there
 * @param userPath path of the user
 * @param data the user's data, the same in every grant of that user; null when the file has none
 */
public record Grant(long line, String subjectKey, String subjectPath, String userPath, String data) {
    public Grant {
        requireNonNull(subjectKey, "subjectKey");
        requireNonNull(subjectPath, "subjectPath");
        requireNonNull(userPath, "userPath");
    }
}
