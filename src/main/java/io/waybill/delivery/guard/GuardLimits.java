package io.waybill.delivery.guard;

import java.util.HashMap;
import java.util.Map;

/**
 * The limits of one feed, as its mapping file sets them under {@code guards}; what it leaves out is as {@link #DEFAULT} has it.
 *
 * @param smallTable shares say nothing of a table with fewer rows than this, nor of a file with fewer records
 * @param few shares of rejects and of references say nothing below so many
 * @param inserts of the rows that the table has
 * @param updates of the rows that the table has
 * @param retirements of the rows that the table has
 * @param deletes of the rows that the table has
 * @param rejects of the records of one kind
 * @param unmatched references that found nothing, of all of one kind
 * @param shrinkage records fewer than in the file that was delivered last
 * @param tables other limits for single tables, by their names in the mapping file
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
    /** What holds where a mapping file says nothing. */
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

    /** Limits of one table; null where those of the feed hold. */
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

    /** Those of one table. */
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
