package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import io.waybill.delivery.TargetRefusedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Lets tables of another schema take the place of the live ones, with their names, in the transaction of the session. All that can be done
 * before is done while others read and write; writers then wait while it is made sure that nobody has written, readers only from the
 * moment when all live tables are locked until the transaction ends.
 */
public final class TableSwitch {
    private static final String BACK = "ROLLBACK TO SAVEPOINT waybill_switch; RELEASE SAVEPOINT waybill_switch";
    private static final String BACK_TO_BEGINNING =
            "ROLLBACK TO SAVEPOINT waybill_begin; RELEASE SAVEPOINT waybill_begin";

    /** Otherwise the commit writes each file of less than 2 MB into the log, although a checkpoint has just written it. */
    private static final String ON_THE_DISK_ALREADY = "SET LOCAL wal_skip_threshold = 0";

    private final DeliverySession session;
    private final TableSet tables;
    private final String coming;
    private final String away;
    private final String workSchema;
    private SwitchLocks locks;

    /**
     * @param coming schema of the tables that become the live ones; it is dropped when nothing else is in it
     * @param away schema for the tables that are the live ones now; it must not exist
     * @param workSchema a schema for working tables; dropping them is up to the caller
     */
    public TableSwitch(DeliverySession session, TableSet tables, String coming, String away, String workSchema) {
        this.session = session;
        this.tables = tables;
        this.coming = coming;
        this.away = away;
        this.workSchema = workSchema;
    }

    /** What else is to be written in the same transaction if the tables are switched, while nobody waits as far as possible. */
    public interface Entries {
        /** Writes what does not depend on others; before anybody waits. */
        void write() throws SQLException;

        /**
         * Writes which foreign keys may be added without looking through the rows that are there; before anybody waits. It is to be made
         * up for after the commit.
         */
        void writeUnvalidated(List<UnvalidatedKey> keys) throws SQLException;

        /**
         * Writes what others have written, which was accepted; before any reader waits, and repeated where an attempt to lock the
         * tables was taken back.
         */
        void writeMeanwhile(List<WrittenRows> written) throws SQLException;

        /**
         * Writes that it has come to its end, so that nobody can break it off any more: only now, because until now it may have waited for
         * others for long.
         */
        void end() throws SQLException;
    }

    /**
     * Switches, unless others have written to the live tables: then nothing is done and no lock is kept.
     *
     * @param rows finds what others have written
     * @param accept whether the tables are switched all the same
     * @param entries written before the tables are switched, if they are
     * @return the tables that others have written to
     * @throws TargetRefusedException when somebody has changed the definition of a live table
     */
    public List<WrittenRows> carryOut(LiveRows rows, boolean accept, Entries entries) {
        if (rows.anyNoted() && writesOutAtCommit()) {
            List<WrittenRows> before = rows.written();
            if (!before.isEmpty() && !accept) {
                return before;
            }
            if (session.attempt("CHECKPOINT") == null) {
                session.run(ON_THE_DISK_ALREADY);
            }
        }
        String moment = moment();
        String stamp = Structure.stamp(session, tables);
        requireSameStructure();
        List<WrittenRows> early = rows.written();
        if (!early.isEmpty() && !accept) {
            return early;
        }
        session.run("SAVEPOINT waybill_begin");
        SequencePairs sequences = SequencePairs.of(session, tables, coming);
        sequences.follow();
        List<OutsideKey> keys = OutsideKey.of(session, tables, coming);
        runAll(keys.stream().filter(OutsideKey::ready).map(OutsideKey::checked).toList());
        KeyProofs proofs = new KeyProofs(session, tables, coming, workSchema);
        proofs.note(keys.stream().filter(key -> !key.ready() && key.longCheck()).toList());
        if (!proofs.all().isEmpty()) {
            write(() -> entries.writeUnvalidated(proofs.all().stream()
                    .map(key ->
                            new UnvalidatedKey(key.child().schema(), key.child().table(), key.name()))
                    .toList()));
        }
        Optional<SchemaNames> names = SchemaNames.of(session, tables, coming);
        String statements = switching(keys, names);
        write(entries::write);
        locks = new SwitchLocks(session, locked(keys, names));
        while (true) {
            locks.awaitCalm();
            session.run("SAVEPOINT waybill_switch");
            if (locks.stopWriters()) {
                boolean same = moment.equals(moment());
                List<WrittenRows> written = same ? early : rows.written();
                if (!written.isEmpty() && !accept) {
                    session.run(BACK_TO_BEGINNING);
                    return written;
                }
                if (!same && !stamp.equals(Structure.stamp(session, tables))) {
                    requireSameStructure();
                }
                if (!same) {
                    proofs.forgetBroken();
                }
                runAll(keys.stream()
                        .filter(key -> !key.ready())
                        .map(key -> written.isEmpty() && proofs.proven(key) ? key.unchecked() : key.checked())
                        .toList());
                if (!written.isEmpty()) {
                    write(() -> entries.writeMeanwhile(written));
                }
                if (locks.stopReaders()) {
                    write(entries::end);
                    sequences.catchUp();
                    session.run(statements);
                    if (names.isEmpty()) {
                        dropComing();
                    }
                    session.run("RELEASE SAVEPOINT waybill_begin");
                    return written;
                }
            }
            session.run(BACK);
            locks.pause();
        }
    }

    /**
     * Which transactions had ended until now. While it is the same, nobody has written anything, or changed a definition, that was
     * committed: rows need not be looked for.
     */
    private String moment() {
        return session.query("SELECT pg_current_snapshot()::text", row -> row.getString(1))
                .get(0);
    }

    private List<String> locked(List<OutsideKey> keys, Optional<SchemaNames> names) {
        TreeSet<String> locked =
                new TreeSet<>(keys.stream().map(key -> key.outside().sql()).toList());
        names.ifPresent(each -> locked.addAll(each.others()));
        tables.names().forEach(name -> locked.add(TableSet.in(tables.schema(), name)));
        return List.copyOf(locked);
    }

    /** Somebody may have put something into a schema of old tables: then it stays. */
    private void dropComing() {
        session.attempt(SqlTemplate.load(TableSwitch.class, "drop-schema.sql")
                .with("schema", coming)
                .sql());
    }

    /** For people: how long others have waited at most until now, if the transaction has just ended. */
    public String waits() {
        return locks.waits();
    }

    /**
     * A server that keeps no log of new tables (wal_level minimal) writes them to the disk when they are committed, while others wait.
     * A checkpoint does so before. Without the right to one, the commit takes as long as it takes; so it does where the live tables are empty.
     */
    private boolean writesOutAtCommit() {
        return session.truth("SELECT current_setting('wal_level') = 'minimal'");
    }

    private interface Work {
        void run() throws SQLException;
    }

    private void write(Work work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw session.failure(e);
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

    /** All that has to be done while nobody can use the tables, in one message to the server. */
    private String switching(List<OutsideKey> keys, Optional<SchemaNames> names) {
        List<String> statements =
                new ArrayList<>(keys.stream().map(OutsideKey::dropping).toList());
        if (names.isEmpty()) {
            statements.add(SqlTemplate.load(TableSwitch.class, "create-schema.sql")
                    .with("schema", away)
                    .sql());
        }
        statements.addAll(names.map(each -> each.statements(away)).orElseGet(this::oneByOne));
        keys.stream().map(OutsideKey::naming).filter(Objects::nonNull).forEach(statements::add);
        return String.join(";\n", statements);
    }

    private List<String> oneByOne() {
        return session.query(
                SqlTemplate.load(TableSwitch.class, "switch.sql").sql(),
                row -> row.getString("statement"),
                tables.schema(),
                away,
                coming,
                tables.names(session));
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
