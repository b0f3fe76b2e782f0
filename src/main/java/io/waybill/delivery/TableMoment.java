package io.waybill.delivery;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of tables at one moment, as far as it takes to find out later whether anybody has written to them since: how many there are,
 * and which of them may be new. PostgreSQL notes the writing transaction in each row. Whatever is written after the moment is written by
 * a transaction that was not over then, so no such row is older than the oldest of these; the number of all rows tells what was deleted.
 * Locks on rows are no change.
 */
final class TableMoment {
    private static final String OLDEST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::xid::text";

    private final String oldest;
    private final Map<DeliveryTable, Rows> tables;

    private TableMoment(String oldest, Map<DeliveryTable, Rows> tables) {
        this.oldest = oldest;
        this.tables = tables;
    }

    /**
     * The rows of one table.
     *
     * @param all how many
     * @param recent sum over those that the oldest running transaction or a later one has written, by transaction and place
     */
    private record Rows(long all, String recent) {}

    /** The present moment. The caller's transaction must not have written to the tables. */
    static TableMoment now(DeliverySession session, Collection<DeliveryTable> tables) {
        String oldest = session.query(OLDEST, row -> row.getString(1)).get(0);
        Map<DeliveryTable, Rows> rows = new LinkedHashMap<>();
        tables.forEach(table -> rows.put(table, rows(session, table, oldest)));
        return new TableMoment(oldest, rows);
    }

    /** Whether a table has changed since. The caller's transaction must not have written to the tables. */
    boolean isOver(DeliverySession session) {
        return tables.entrySet().stream()
                .anyMatch(table -> !table.getValue().equals(rows(session, table.getKey(), oldest)));
    }

    private static Rows rows(DeliverySession session, DeliveryTable table, String oldest) {
        return session.query(
                        table.template("rows-recent.sql").sql(),
                        row -> new Rows(row.getLong("rows"), row.getString("recent")),
                        oldest)
                .get(0);
    }
}
