package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import java.util.List;

/** The sequences of live tables, each with that of the table that takes its place: so that no number is given twice. */
final class SequencePairs {
    private final DeliverySession session;
    private final List<Pair> pairs;

    private SequencePairs(DeliverySession session, List<Pair> pairs) {
        this.session = session;
        this.pairs = pairs;
    }

    /**
     * @param table that comes, quoted and qualified
     * @param column that takes its values from the sequence
     * @param live name of the live table's sequence, quoted and qualified
     * @param coming name of that of the table that comes
     */
    private record Pair(String table, String column, String live, String coming) {}

    static SequencePairs of(DeliverySession session, TableSet tables, String coming) {
        return new SequencePairs(
                session,
                session.query(
                        SqlTemplate.load(SequencePairs.class, "sequences.sql").sql(),
                        row -> new Pair(
                                row.getString("coming"),
                                row.getString("attname"),
                                row.getString("live_sequence"),
                                row.getString("coming_sequence")),
                        coming,
                        tables.live(session)));
    }

    /** Those that come go on after the greatest number in use, and after the last one that the live ones have drawn until now. */
    void follow() {
        pairs.forEach(pair -> session.query(
                SqlTemplate.load(SequencePairs.class, "sequence-follow.sql")
                        .with("column", pair.column)
                        .withSql("coming", List.of(pair.table))
                        .withSql("sequence", List.of(pair.live))
                        .sql(),
                row -> null,
                pair.coming));
    }

    /** The same for numbers that were drawn since {@link #follow}; one statement, whatever their number. */
    void catchUp() {
        session.query(
                SqlTemplate.load(SequencePairs.class, "sequences-catch-up.sql").sql(),
                row -> null,
                session.array("text", pairs.stream().map(Pair::live).toList()),
                session.array("text", pairs.stream().map(Pair::coming).toList()));
    }
}
