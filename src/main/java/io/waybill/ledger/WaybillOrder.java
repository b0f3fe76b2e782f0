package io.waybill.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * In which order waybills are listed; those that are alike in the order of their numbers, which is reversed with it.
 *
 * @param column whose values decide
 * @param descending whether the largest value comes first
 */
public record WaybillOrder(Column column, boolean descending) {
    /** The latest first. */
    public static final WaybillOrder LATEST = new WaybillOrder(Column.NUMBER, true);

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
        TOOK("w.took"),
        READ("w.all_read"),
        INSERTED("w.all_inserted"),
        UPDATED("w.all_updated"),
        DELETED("w.all_deleted"),
        UNCHANGED("w.all_unchanged"),
        FILTERED("w.all_filtered"),
        REJECTED("w.all_rejected");

        private final String key;

        Column(String key) {
            this.key = key;
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

        /** Whether it is a number or a time: people want to see the largest first. */
        public boolean figure() {
            return this == NUMBER || compareTo(TOOK) >= 0;
        }
    }

    /** A query with its order filled in; nothing of it comes from a request. */
    String in(String sql) {
        return sql.replace("{key}", column.key).replace("{direction}", descending ? "DESC" : "ASC");
    }
}
