package io.waybill.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.Tally;
import java.util.List;

/**
 * What a waybill found and did.
 *
 * @param counts of records, one per subject and origin
 * @param notices what an operator should know although nothing was refused
 * @param rejects how many records were not delivered, by reason
 * @param checks conditions on the data that were checked after applying
 * @param comparison what the target had before and after; null when there is none
 * @param files that belong to the waybill
 */
public record Results(
        List<Tally> counts,
        List<Notice> notices,
        List<RejectCount> rejects,
        List<CheckLine> checks,
        JsonNode comparison,
        List<FileEntry> files) {
    /**
     * Rejects of one kind.
     *
     * @param kind what the rows are
     * @param rule the rule they broke
     * @param state {@code open}, {@code solved}, {@code dropped} or {@code reported}
     */
    public record RejectCount(String kind, String rule, String state, long count) {}

    /**
     * What one of the feed's checks found.
     *
     * @param error whether the delivery is rolled back when the check finds something; otherwise it is only a warning
     * @param sentence what to tell the operator in that case
     * @param rows how many rows the check found
     * @param examples the first of them
     * @param failure why the check could not be run; empty when it was
     */
    public record CheckLine(
            String name,
            boolean error,
            String sentence,
            long rows,
            List<String> examples,
            long milliseconds,
            String failure) {
        private CheckLine withoutExamples() {
            return new CheckLine(name, error, sentence, rows, List.of(), milliseconds, failure);
        }

        /** Whether it ran and found nothing. */
        public boolean passed() {
            return rows == 0 && failure.isEmpty();
        }
    }

    Results withoutExamples() {
        return new Results(
                counts,
                notices,
                rejects,
                checks.stream().map(CheckLine::withoutExamples).toList(),
                comparison,
                files);
    }

    /** Records that were not delivered, over all subjects. */
    public long rejected() {
        return counts.stream().mapToLong(Tally::rejected).sum();
    }

    /** Counts of the records of the drop, or of the rows that were carried over. */
    public List<Tally> counts(Tally.Origin origin) {
        return counts.stream().filter(tally -> tally.origin() == origin).toList();
    }
}
