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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Finds the subject of each row of a permissions file. A person's decision in the file comes first; then the exact path
 * of the subject; then what was decided about the same row before (a row that was to be dropped is dropped even if its
 * subject exists); then the renames of whole subtrees. The remaining rows are rejected, with candidates.
 */
public final class PermissionMatcher {
    /** The kind of permission rejects in the ledger. */
    public static final String KIND = "grant";

    /** Rule of rows whose subject does not exist. */
    public static final String NOT_FOUND = "subject-not-found";

    /** Rule of rows whose data is not JSON and would be stored. */
    static final String DATA_NOT_JSON = "data-not-json";

    private final ReferenceIndex reference;
    private final SubjectRule subjects;
    private final Decisions decisions;
    private final Renames renames;
    private final UserRule users;
    private final UnaryOperator<String> fullNames;
    private final Predicate<String> storesData;

    /** As the other constructor, when the full names of the subjects in the file are not known. */
    public PermissionMatcher(
            ReferenceIndex reference, SubjectRule subjects, Decisions decisions, Renames renames, UserRule users) {
        this(reference, subjects, decisions, renames, users, path -> null, path -> false);
    }

    /**
     * @param reference the Things that permissions may refer to; see {@link #index}
     * @param subjects which of them are subjects
     * @param decisions earlier decisions about rows with these key cells: subject, user
     * @param users which paths are users
     * @param fullNames returns the full name of a subject path in the system that the file comes from; null when not
     *     known
     * @param storesData whether a row's data would be stored with the user of this path; then it has to be JSON
     */
    public PermissionMatcher(
            ReferenceIndex reference,
            SubjectRule subjects,
            Decisions decisions,
            Renames renames,
            UserRule users,
            UnaryOperator<String> fullNames,
            Predicate<String> storesData) {
        this.reference = requireNonNull(reference, "reference");
        this.subjects = requireNonNull(subjects, "subjects");
        this.decisions = requireNonNull(decisions, "decisions");
        this.renames = requireNonNull(renames, "renames");
        this.users = requireNonNull(users, "users");
        this.fullNames = requireNonNull(fullNames, "fullNames");
        this.storesData = requireNonNull(storesData, "storesData");
    }

    /** An index of these Things that ranks subjects before others. */
    public static ReferenceIndex index(Collection<ReferenceEntry> things, SubjectRule subjects) {
        return ReferenceIndex.of(things, subjects::isSubject);
    }

    /**
     * Matches all rows of a file.
     *
     * @param file its name, for messages
     */
    public MatchedPermissions match(String file, PermissionRows rows) {
        PermissionMatching matching =
                new PermissionMatching(file, reference, subjects, decisions, renames, users, fullNames, storesData);
        for (PermissionRow row : rows.rows()) {
            matching.row(row);
        }
        for (CsvRow row : rows.tooShort()) {
            matching.tooShort(row);
        }
        return matching.result();
    }
}
