package io.waybill.timetable;

import io.waybill.format.Faults;
import io.waybill.match.Candidate;
import java.util.List;

/**
 * What became of a permissions file.
 *
 * @param rows rows read
 * @param newUsers users made
 * @param newGrants grants made
 * @param existingGrants rows whose grant the reference has already
 * @param duplicates rows that say what an earlier one says
 * @param rootMade whether the thing above all users had to be made
 * @param unmatched subjects that are not in the reference, in the order of their paths
 * @param usersWithout users of whose grants none could be matched; they were not made
 * @param rejects rows left out for another reason than their subject, and data that was not used
 * @param warnings grants that were made although something is odd about them
 */
public record MergeReport(
        long rows,
        long newUsers,
        long newGrants,
        long existingGrants,
        long duplicates,
        boolean rootMade,
        List<Unmatched> unmatched,
        List<String> usersWithout,
        Faults rejects,
        Faults warnings) {
    /**
     * A subject that is not in the reference.
     *
     * @param subject its path
     * @param holders who would have got a grant on it, with the line of the row
     * @param candidates what may have been meant, best first
     */
    public record Unmatched(String subject, List<Holder> holders, List<Candidate> candidates) {}

    /** Who would have got a grant. */
    public record Holder(String user, long line) {}

    public MergeReport {
        unmatched = List.copyOf(unmatched);
        usersWithout = List.copyOf(usersWithout);
    }

    /** Whether every row was delivered. */
    public boolean complete() {
        return unmatched.isEmpty() && rejects.isEmpty();
    }
}
