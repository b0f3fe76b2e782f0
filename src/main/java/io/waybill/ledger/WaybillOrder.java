package io.waybill.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * In which order waybills are listed; those that are alike, the latest first.
 *
 * @param column whose values decide
 * @param descending whether the largest value comes first
 */
public record WaybillOrder(Column column, boolean descending) {
    /** The latest first. */
    public static final WaybillOrder LATEST = new WaybillOrder(Column.NUMBER, true);

    private static final String COUNTED =
            "LEFT JOIN (SELECT waybill, sum({count})::bigint AS amount FROM waybill.counts"
                    + " WHERE {count} > 0{which} GROUP BY waybill) AS counted ON counted.waybill = w.number";
    /** Waiting for people is not part of the time that a waybill took. */
    private static final String WAITED = "LEFT JOIN (SELECT h.waybill, sum(coalesce(n.at, now()) - h.at) AS waited"
            + " FROM waybill.steps AS h LEFT JOIN waybill.steps AS n ON n.waybill = h.waybill AND n.ordinal = h.ordinal + 1"
            + " WHERE h.state = 'held' GROUP BY h.waybill) AS held ON held.waybill = w.number";

    private static final String FOUND = "coalesce(counted.amount, 0)";
    /** What was refused has changed nothing, whatever its plan counts. */
    private static final String DONE =
            "CASE WHEN w.state IN ('refused', 'failed') THEN 0 ELSE coalesce(counted.amount, 0) END";

    public WaybillOrder {
        requireNonNull(column, "column");
    }

    /** A column of the list. */
    public enum Column {
        NUMBER("w.number"),
        STATE("w.state"),
        FEED("w.system || '/' || w.feed"),
        FILE("lower(w.file_name)"),
        BY("lower(w.requested_by)"),
        TOOK("coalesce(w.finished_at, now()) - w.claimed_at - coalesce(held.waited, interval '0')"),
        READ(FOUND, "\"read\"", " AND origin = 'drop'"),
        INSERTED(DONE, "inserted"),
        UPDATED(DONE, "updated"),
        DELETED(DONE, "retired + deleted_by_key + removed"),
        UNCHANGED(DONE, "unchanged"),
        FILTERED(FOUND, "filtered"),
        REJECTED(FOUND, "rejected");

        private final String key;
        private final String count;
        private final String which;

        Column(String key) {
            this(key, null);
        }

        Column(String key, String count) {
            this(key, count, "");
        }

        Column(String key, String count, String which) {
            this.key = key;
            this.count = count;
            this.which = which;
        }

        /** The word for it in an address: {@code rejected}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The column with this word; empty when there is none. */
        public static Optional<Column> ofWord(String word) {
            for (Column column : values()) {
                if (column.word().equals(word)) {
                    return Optional.of(column);
                }
            }
            return Optional.empty();
        }

        /** Whether it is a number or a time, of which people want to see the largest first. */
        public boolean figure() {
            return count != null || this == NUMBER || this == TOOK;
        }
    }

    private String join() {
        if (column == Column.TOOK) {
            return WAITED;
        }
        return column.count == null
                ? ""
                : COUNTED.replace("{count}", column.count).replace("{which}", column.which);
    }

    /** A query with its order filled in; nothing of it comes from a request. */
    String in(String sql) {
        return sql.replace("{key}", column.key)
                .replace("{join}", join())
                .replace("{direction}", descending ? "DESC" : "ASC");
    }
}
