package io.waybill.delivery.guard;

import java.util.HashMap;
import java.util.Map;

/**
 * The limits of one feed, as set in its mapping file under {@code guards}; {@link #DEFAULT} fills in what it leaves
 * out.
 *
 * @param smallTable shares do not apply to a table with fewer rows than this, nor to a file with fewer records
 * @param few shares of rejects and of references do not apply below this number
 * @param inserts of rows, as a share of those in the table
 * @param updates of rows, as a share of those in the table
 * @param retirements of rows, as a share of those in the table
 * @param deletes of rows, as a share of those in the table
 * @param rejects as a share of the records of one kind
 * @param unmatched references that found nothing, as a share of those of one kind
 * @param shrinkage how many records fewer than in the file that was delivered last
 * @param tables different limits for single tables, by their names in the mapping file
 */
public record GuardLimits(
        Long smallTable,
        Long few,
        Limit inserts,
        Limit updates,
        Limit retirements,
        Limit deletes,
        Limit rejects,
        Limit unmatched,
        Limit shrinkage,
        Map<String, TableLimits> tables) {
    /** The limits that apply if a mapping file sets none. */
    public static final GuardLimits DEFAULT = new GuardLimits(
            100L,
            10L,
            Limit.percent(50),
            Limit.percent(40),
            Limit.percent(30),
            Limit.percent(30),
            Limit.percent(30),
            Limit.percent(30),
            Limit.percent(30),
            Map.of());

    /** Limits of one table; null where those of the feed apply. */
    public record TableLimits(Limit inserts, Limit updates, Limit retirements, Limit deletes) {}

    /** The same, with the defaults in place of what is null. */
    public GuardLimits complete() {
        return new GuardLimits(
                or(smallTable, DEFAULT.smallTable),
                or(few, DEFAULT.few),
                or(inserts, DEFAULT.inserts),
                or(updates, DEFAULT.updates),
                or(retirements, DEFAULT.retirements),
                or(deletes, DEFAULT.deletes),
                or(rejects, DEFAULT.rejects),
                or(unmatched, DEFAULT.unmatched),
                or(shrinkage, DEFAULT.shrinkage),
                tables == null ? Map.of() : new HashMap<>(tables));
    }

    /** The limits that apply to one table. */
    TableLimits of(String table) {
        TableLimits own = tables.getOrDefault(table, new TableLimits(null, null, null, null));
        return new TableLimits(
                or(own.inserts, inserts),
                or(own.updates, updates),
                or(own.retirements, retirements),
                or(own.deletes, deletes));
    }

    private static <T> T or(T value, T fallback) {
        return value == null ? fallback : value;
    }
}
