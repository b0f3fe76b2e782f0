package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import io.waybill.delivery.TableLocks;
import io.waybill.delivery.TargetRefusedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets tables of another schema take the place of the live ones, with their names, in the transaction of the session. All that can be done
 * before is done while others read and write; writers then wait while it is made sure that nobody has written, readers only from the
 * moment when all live tables are locked until the transaction ends.
 */
public final class TableSwitch {
    /** How long to wait for others who use the tables; each attempt is much shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long readers may wait behind the first attempt to lock the tables, while somebody else still reads; later ones are longer. */
    private static final Duration FIRST_ATTEMPT = Duration.ofMillis(40);

    private static final Duration LONGEST_ATTEMPT = Duration.ofMillis(200);
    private static final Duration LONGER = Duration.ofMillis(4);

    /** The server looks for deadlocks when somebody has waited for this time; it may be busy and come to it, or to this session, late. */
    private static final String DEADLOCK_MILLIS = "SELECT setting FROM pg_settings WHERE name = 'deadlock_timeout'";

    private static final double SAFE_SHARE = 0.3;
    private static final int MOST_TOO_SLOW = 2;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final String BACK = "ROLLBACK TO SAVEPOINT waybill_switch; RELEASE SAVEPOINT waybill_switch";

    private final DeliverySession session;
    private final TableSet tables;
    private final String coming;
    private final String away;
    private long writersStopped;
    private long readersStopped;

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

    /** What is to be written in the same transaction once it is known what others have written; before any reader waits. */
    public interface Entries {
        /**
         * Writes them; repeated where an attempt to lock the tables was taken back.
         *
         * @param written by others, and accepted; usually nothing
         */
        void write(List<WrittenRows> written) throws SQLException;
    }

    /** A foreign key between a table of the set and one outside, and the statements that move it to the tables that come. */
    private record OutsideKey(
            String child, String parent, boolean leaves, String adding, String dropping, String naming) {
        String outside() {
            return leaves ? parent : child;
        }
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
        writeOut();
        String stamp = Structure.stamp(session, tables);
        requireSameStructure();
        List<WrittenRows> early = rows.written();
        if (!early.isEmpty() && !accept) {
            return early;
        }
        SequencePairs sequences = SequencePairs.of(session, tables, coming);
        sequences.follow();
        List<OutsideKey> keys = outsideKeys();
        Optional<SchemaNames> names = SchemaNames.of(session, tables, coming);
        String statements = switching(keys, names);
        TreeSet<String> locked =
                new TreeSet<>(keys.stream().map(OutsideKey::outside).toList());
        names.ifPresent(each -> locked.addAll(each.others()));
        tables.names().forEach(name -> locked.add(TableSet.in(tables.schema(), name)));
        Attempts attempts = new Attempts();
        while (true) {
            session.run("SAVEPOINT waybill_switch");
            if (names.isEmpty()) {
                session.run(SqlTemplate.load(TableSwitch.class, "create-schema.sql")
                        .with("schema", away)
                        .sql());
            }
            if (attempts.stopWriters(List.copyOf(locked))) {
                List<WrittenRows> written = rows.written();
                if (!written.isEmpty() && !accept) {
                    session.run(BACK);
                    return written;
                }
                if (!stamp.equals(Structure.stamp(session, tables))) {
                    requireSameStructure();
                }
                runAll(keys.stream().map(OutsideKey::adding).toList());
                write(entries, written);
                if (attempts.stopReaders(List.copyOf(locked))) {
                    sequences.catchUp();
                    session.run(statements);
                    if (names.isEmpty()) {
                        dropComing();
                    }
                    session.run("RELEASE SAVEPOINT waybill_switch");
                    return written;
                }
            }
            session.run(BACK);
            attempts.pause();
        }
    }

    /** Somebody may have put something into a schema of old tables: then it stays. */
    private void dropComing() {
        session.attempt(SqlTemplate.load(TableSwitch.class, "drop-schema.sql")
                .with("schema", coming)
                .sql());
    }

    /**
     * Attempts to lock all tables, each short and given back as a whole. Somebody who has read and now wants to write waits for this
     * transaction while it waits for them: so it ends before PostgreSQL would look for such circles and abort one of the two. Where that is
     * not enough time, readers wait while others' rows are looked for.
     */
    private final class Attempts {
        private final TableLocks locks = new TableLocks(session);
        private final long deadline = System.nanoTime() + PATIENCE.toNanos();
        private final Duration safe = Duration.ofMillis((long) (SAFE_SHARE
                * session.query(DEADLOCK_MILLIS, row -> row.getLong(1)).get(0)));
        private Duration wait = FIRST_ATTEMPT;
        private long begun;
        private int tooSlow;

        private boolean readersFirst() {
            return tooSlow >= MOST_TOO_SLOW;
        }

        boolean stopWriters(List<String> names) {
            begun = System.nanoTime();
            boolean locked = locked(locks.attempt(
                    names, readersFirst() ? TableLocks.Against.READERS_AND_WRITERS : TableLocks.Against.WRITERS, wait));
            writersStopped = begun;
            readersStopped = begun;
            return locked;
        }

        boolean stopReaders(List<String> names) {
            if (readersFirst()) {
                return true;
            }
            Duration left = safe.minusNanos(System.nanoTime() - begun);
            if (left.compareTo(FIRST_ATTEMPT) < 0) {
                tooSlow++;
                return false;
            }
            readersStopped = System.nanoTime();
            return locked(locks.attempt(
                    names, TableLocks.Against.READERS_AND_WRITERS, left.compareTo(wait) < 0 ? left : wait));
        }

        private boolean locked(SQLException failure) {
            if (failure != null && (!TableLocks.isBusy(failure) || System.nanoTime() > deadline)) {
                throw session.failure(failure);
            }
            return failure == null;
        }

        void pause() {
            LockSupport.parkNanos(PAUSE.toNanos());
            Duration longer = wait.plus(LONGER);
            wait = longer.compareTo(LONGEST_ATTEMPT) < 0 ? longer : LONGEST_ATTEMPT;
        }
    }

    /** For people: how long others have waited at most until now, if the transaction has just ended. */
    public String waits() {
        long now = System.nanoTime();
        return String.format(
                Locale.ROOT,
                "readers waited %,d ms at most, writers %,d ms",
                TimeUnit.NANOSECONDS.toMillis(now - readersStopped),
                TimeUnit.NANOSECONDS.toMillis(now - writersStopped));
    }

    /**
     * A server that keeps no log of new tables (wal_level minimal) writes them to the disk when they are committed, while others wait.
     * A checkpoint does so before. Without the right to one, the commit takes as long as it takes.
     */
    private void writeOut() {
        if (session.truth("SELECT current_setting('wal_level') = 'minimal'")) {
            session.attempt("CHECKPOINT");
        }
    }

    private void write(Entries entries, List<WrittenRows> written) {
        try {
            entries.write(written);
        } catch (SQLException e) {
            throw session.failure(e);
        }
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
                                row.getString("dropping"),
                                row.getString("naming")),
                        coming,
                        tables.live(session)));
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
