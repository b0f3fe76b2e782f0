package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import io.waybill.delivery.TableLocks;
import io.waybill.delivery.TargetRefusedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Lets tables of another schema take the place of the live ones, with their names, in the transaction of the session. Whoever reads or
 * writes waits from the moment when all live tables are locked until the transaction ends.
 */
public final class TableSwitch {
    /** How long to wait for others who use the tables; each attempt is much shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DeliverySession session;
    private final TableSet tables;
    private final String coming;
    private final String away;

    /**
     * @param coming schema of the tables that become the live ones; it is dropped when nothing else is in it
     * @param away schema for the tables that are the live ones now; it must not exist
     */
    public TableSwitch(DeliverySession session, TableSet tables, String coming, String away) {
        this.session = session;
        this.tables = tables;
        this.coming = coming;
        this.away = away;
    }

    /** A foreign key between a table of the set and one outside, and the statements that move it to the tables that come. */
    private record OutsideKey(String child, String parent, boolean leaves, String adding, String dropping) {
        String outside() {
            return leaves ? parent : child;
        }
    }

    /**
     * Switches, unless others have written to the live tables: then nothing is done and no lock is kept.
     *
     * @param rows finds what others have written
     * @param accept whether the tables are switched all the same
     * @return the tables that others have written to
     * @throws TargetRefusedException when somebody has changed the definition of a live table
     */
    public List<WrittenRows> carryOut(LiveRows rows, boolean accept) {
        List<OutsideKey> keys = outsideKeys();
        List<OutsideKey> leaving = keys.stream().filter(OutsideKey::leaves).toList();
        session.run("SAVEPOINT waybill_switch");
        // All that can be done before others have to wait.
        String stamp = Structure.stamp(session, tables);
        requireSameStructure();
        session.run(SqlTemplate.load(TableSwitch.class, "create-schema.sql")
                .with("schema", away)
                .sql());
        if (!leaving.isEmpty()) {
            lock(leaving.stream().map(OutsideKey::outside).toList(), TableLocks.Against.WRITERS);
            runAll(leaving.stream().map(OutsideKey::adding).toList());
        }
        TreeSet<String> locked =
                new TreeSet<>(keys.stream().map(OutsideKey::outside).toList());
        tables.names().forEach(name -> locked.add(TableSet.in(tables.schema(), name)));
        lock(List.copyOf(locked), TableLocks.Against.READERS_AND_WRITERS);
        List<WrittenRows> written = rows.written();
        if (!written.isEmpty() && !accept) {
            session.run("ROLLBACK TO SAVEPOINT waybill_switch; RELEASE SAVEPOINT waybill_switch");
            return written;
        }
        if (!stamp.equals(Structure.stamp(session, tables))) {
            requireSameStructure();
        }
        changePlaces(keys);
        session.run("RELEASE SAVEPOINT waybill_switch");
        return written;
    }

    private List<OutsideKey> outsideKeys() {
        return QualifiedNames.during(
                session,
                () -> session.query(
                        SqlTemplate.load(TableSwitch.class, "outside-keys.sql").sql(),
                        row -> new OutsideKey(
                                row.getString("child"),
                                row.getString("parent"),
                                row.getBoolean("leaves"),
                                row.getString("adding"),
                                row.getString("dropping")),
                        coming,
                        tables.live(session)));
    }

    private void lock(List<String> names, TableLocks.Against against) {
        SQLException busy = new TableLocks(session).take(names, against, PATIENCE);
        if (busy != null) {
            throw session.failure(busy);
        }
    }

    private void requireSameStructure() {
        List<String> differences =
                Structure.of(session, tables, tables.schema()).differences(Structure.of(session, tables, coming));
        if (!differences.isEmpty()) {
            throw new TargetRefusedException(
                    "The definition of a live table is no longer that of the table which is to take its place ("
                            + differences.get(0) + "). Nothing was changed. Try again when nobody changes definitions.",
                    null);
        }
    }

    private void changePlaces(List<OutsideKey> keys) {
        followSequences();
        List<String> statements =
                new ArrayList<>(keys.stream().map(OutsideKey::dropping).toList());
        statements.addAll(session.query(
                SqlTemplate.load(TableSwitch.class, "switch.sql").sql(),
                row -> row.getString("statement"),
                tables.schema(),
                away,
                coming,
                tables.names(session)));
        // Their definitions name the live schema, in which now are the tables that came.
        keys.stream().filter(key -> !key.leaves).forEach(key -> statements.add(key.adding));
        runAll(statements);
        // Somebody may have put something into a schema of old tables: then it stays.
        session.attempt(SqlTemplate.load(TableSwitch.class, "drop-schema.sql")
                .with("schema", coming)
                .sql());
    }

    private void followSequences() {
        record Sequence(String coming, String column, String from, String to) {}
        session.query(
                        SqlTemplate.load(TableSwitch.class, "sequences.sql").sql(),
                        row -> new Sequence(
                                row.getString("coming"),
                                row.getString("attname"),
                                row.getString("live_sequence"),
                                row.getString("coming_sequence")),
                        coming,
                        tables.live(session))
                .forEach(sequence -> session.query(
                        SqlTemplate.load(TableSwitch.class, "sequence-follow.sql")
                                .with("column", sequence.column)
                                .withSql("coming", List.of(sequence.coming))
                                .withSql("sequence", List.of(sequence.from))
                                .sql(),
                        row -> null,
                        sequence.to));
    }

    private void runAll(List<String> statements) {
        if (!statements.isEmpty()) {
            QualifiedNames.during(session, () -> {
                session.run(String.join(";\n", statements));
                return null;
            });
        }
    }
}
