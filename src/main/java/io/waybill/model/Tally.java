package io.waybill.model;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Outcomes of the records of one kind on one waybill. The counts balance:
 * {@code read = inserted + updated + retired + deletedByKey + unchanged + filtered + rejected}.
 *
 * @param subject the model or table, e.g. {@code timetables.event}
 * @param origin where the records were read
 * @param read records read
 * @param inserted rows the target did not have
 * @param updated rows that differed
 * @param retired rows ended or flagged because the drop said so
 * @param deletedByKey rows deleted because the drop named them for deletion
 * @param unchanged rows the target had already, equal in every column of the drop
 * @param filtered records left out on purpose
 * @param rejected records that could not be delivered
 * @param removed rows of the target that the drop no longer has (mirror policy); no record was read for them
 */
public record Tally(
        String subject,
        Origin origin,
        long read,
        long inserted,
        long updated,
        long retired,
        long deletedByKey,
        long unchanged,
        long filtered,
        long rejected,
        long removed) {
    /** Where the records of a tally were read. */
    public enum Origin {
        /** in the dropped file */
        DROP,
        /** in the target: rows that a refresh carries over */
        TARGET
    }

    public Tally {
        requireNonNull(subject, "subject");
        requireNonNull(origin, "origin");
    }

    /** What a delivery does to rows of the target; the other outcomes leave them as they are. */
    public static final Set<String> CHANGES = Set.of("inserted", "updated", "retired", "deleted", "removed");

    /** Whether every record read is counted exactly once. */
    public boolean balances() {
        return read == inserted + updated + retired + deletedByKey + unchanged + filtered + rejected;
    }

    /** Those of tallies that count anything; all of them when none does. */
    public static List<Tally> counting(List<Tally> tallies) {
        List<Tally> counting = tallies.stream()
                .filter(each -> each.byWord().values().stream().anyMatch(count -> count > 0))
                .toList();
        return counting.isEmpty() ? tallies : counting;
    }

    /**
     * The sum of several tallies, with the origin of the first.
     *
     * @param tallies at least one
     */
    public static Tally sum(List<Tally> tallies) {
        Tally sum = new Tally("in all", tallies.get(0).origin(), 0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (Tally each : tallies) {
            sum = new Tally(
                    sum.subject,
                    sum.origin,
                    sum.read + each.read,
                    sum.inserted + each.inserted,
                    sum.updated + each.updated,
                    sum.retired + each.retired,
                    sum.deletedByKey + each.deletedByKey,
                    sum.unchanged + each.unchanged,
                    sum.filtered + each.filtered,
                    sum.rejected + each.rejected,
                    sum.removed + each.removed);
        }
        return sum;
    }

    /** The counts by name, in the order in which people and programs see them. */
    public Map<String, Long> byWord() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("read", read);
        counts.put("inserted", inserted);
        counts.put("updated", updated);
        counts.put("retired", retired);
        counts.put("deleted", deletedByKey);
        counts.put("unchanged", unchanged);
        counts.put("filtered", filtered);
        counts.put("rejected", rejected);
        counts.put("removed", removed);
        return counts;
    }
}
