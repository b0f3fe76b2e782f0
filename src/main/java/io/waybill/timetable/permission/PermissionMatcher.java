package io.waybill.timetable.permission;

import static java.util.Objects.requireNonNull;

import io.waybill.format.csv.CsvRow;
import io.waybill.match.Decisions;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.ReferenceIndex;
import io.waybill.match.Renames;
import io.waybill.timetable.SubjectRule;
import io.waybill.timetable.UserRule;
import java.util.Collection;
import java.util.function.UnaryOperator;

/**
 * Finds for each row of a permissions file the subject it speaks of. A person's answer in the file comes first; then the
 * subject's exact path; then what was decided about the same row before (a row decided to be dropped is dropped even if its
 * subject is there); then the renames of whole subtrees. Rows that remain are rejected, with candidates.
 */
public final class PermissionMatcher {
    /** What the rejects of permissions files are called in the ledger. */
    public static final String KIND = "grant";

    /** Rule of rows whose subject is not there. */
    public static final String NOT_FOUND = "subject-not-found";

    private final ReferenceIndex reference;
    private final SubjectRule subjects;
    private final Decisions decisions;
    private final Renames renames;
    private final UserRule users;
    private final UnaryOperator<String> fullNames;

    /** As the other constructor, where the full names of the subjects in the file are not known. */
    public PermissionMatcher(
            ReferenceIndex reference, SubjectRule subjects, Decisions decisions, Renames renames, UserRule users) {
        this(reference, subjects, decisions, renames, users, path -> null);
    }

    /**
     * @param reference what may be granted on; see {@link #index}
     * @param subjects which of it are subjects
     * @param decisions what was decided before about rows with these key cells: subject, user
     * @param users which paths are users
     * @param fullNames the full name that a subject path of the file has where the file comes from; gives null when not known
     */
    public PermissionMatcher(
            ReferenceIndex reference,
            SubjectRule subjects,
            Decisions decisions,
            Renames renames,
            UserRule users,
            UnaryOperator<String> fullNames) {
        this.reference = requireNonNull(reference, "reference");
        this.subjects = requireNonNull(subjects, "subjects");
        this.decisions = requireNonNull(decisions, "decisions");
        this.renames = requireNonNull(renames, "renames");
        this.users = requireNonNull(users, "users");
        this.fullNames = requireNonNull(fullNames, "fullNames");
    }

    /** An index of these Things in which subjects rank before others. */
    public static ReferenceIndex index(Collection<ReferenceEntry> things, SubjectRule subjects) {
        return ReferenceIndex.of(things, subjects::isSubject);
    }

    /**
     * Matches all rows of a file.
     *
     * @param file its name, for messages
     */
    public Matched match(String file, PermissionRows rows) {
        PermissionMatching matching =
                new PermissionMatching(file, reference, subjects, decisions, renames, users, fullNames);
        for (PermissionRow row : rows.rows()) {
            matching.row(row);
        }
        for (CsvRow row : rows.tooShort()) {
            matching.tooShort(row);
        }
        return matching.result();
    }
}
