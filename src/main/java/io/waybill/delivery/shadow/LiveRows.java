package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Finds what others write to live tables between two moments of one transaction, without keeping anybody waiting: every version of a row
 * carries the number of the transaction that wrote it.
 *
 * <p>At the first moment the oldest transaction that has not ended gives a horizon. Rows written before the horizon are counted. Of the
 * few written since, place and writer are noted: these may have been committed already. Whatever is committed later was written by a
 * transaction at or after the horizon (so were the parts of a transaction, whose numbers come after its own). Hence at the second moment
 * fewer rows from before the horizon, or other ones since, are exactly what was written in between.
 */
public final class LiveRows {
    private final DeliverySession session;
    private final TableSet tables;
    private final String seen;
    private final Function<String, List<String>> keys;
    private final Map<Integer, Count> noted = new HashMap<>();
    private String horizon;

    /** Rows of a table written before and since the horizon. */
    private record Count(long before, long since) {}

    /**
     * @param workSchema a schema for a working table; dropping it is up to the caller
     * @param keys of a table's name, the columns of its primary key
     */
    public LiveRows(DeliverySession session, TableSet tables, String workSchema, Function<String, List<String>> keys) {
        this.session = session;
        this.tables = tables;
        this.seen = TableSet.in(workSchema, "waybill_seen");
        this.keys = keys;
    }

    /** The first moment. Right after it the tables may be compared with what is desired. */
    public void note() {
        horizon = session.query(SqlTemplate.load(LiveRows.class, "horizon.sql").sql(), row -> row.getString(1))
                .get(0);
        session.run(SqlTemplate.load(LiveRows.class, "seen-rows.sql")
                .withSql("seen", List.of(seen))
                .withSql("selects", each("seen-table.sql"))
                .sql());
        Map<Integer, Long> since = new HashMap<>();
        session.query(
                SqlTemplate.load(LiveRows.class, "seen-counts.sql")
                        .withSql("seen", List.of(seen))
                        .sql(),
                row -> since.put(row.getInt("number"), row.getLong("rows")));
        count().forEach((number, count) -> noted.put(number, new Count(count.before, since.getOrDefault(number, 0L))));
    }

    /** Whether the tables had any row at the first moment. */
    boolean anyNoted() {
        return noted.values().stream().anyMatch(count -> count.before + count.since > 0);
    }

    /**
     * The second moment; may be repeated. Exact if nobody can write to the tables until the transaction ends.
     *
     * @return the tables that others have written to since {@link #note}
     */
    public List<WrittenRows> written() {
        List<WrittenRows> written = new ArrayList<>();
        count().forEach((number, now) -> {
            Count then = noted.get(number);
            if (now.since > 0 || !now.equals(then)) {
                WrittenRows rows = compare(number, then, now);
                if (rows.came() + rows.gone() > 0) {
                    written.add(rows);
                }
            }
        });
        return written;
    }

    private Map<Integer, Count> count() {
        Map<Integer, Count> counts = new TreeMap<>();
        session.query(
                String.join(" UNION ALL ", each("count-versions.sql")),
                row -> counts.put(
                        row.getInt("number"),
                        new Count(row.getLong("all_of_them") - row.getLong("since_it"), row.getLong("since_it"))));
        return counts;
    }

    private WrittenRows compare(int number, Count then, Count now) {
        String name = tables.names().get(number);
        return session.query(
                        template("new-versions.sql", number)
                                .withList("key", keys.apply(name))
                                .withSql("most", List.of(Integer.toString(WrittenRows.NAMED)))
                                .sql(),
                        row -> new WrittenRows(
                                name,
                                row.getLong("came"),
                                then.before - now.before + then.since - row.getLong("still_there"),
                                List.of((String[]) row.getArray("named").getArray())))
                .get(0);
    }

    private List<String> each(String file) {
        return IntStream.range(0, tables.names().size())
                .mapToObj(number -> template(file, number).sql())
                .toList();
    }

    private SqlTemplate template(String file, int number) {
        return SqlTemplate.load(LiveRows.class, file)
                .with("table", tables.schema(), tables.names().get(number))
                .withSql("number", List.of(Integer.toString(number)))
                .withSql("seen", List.of(seen))
                .withSql("horizon", List.of("'" + horizon + "'::xid"));
    }
}
