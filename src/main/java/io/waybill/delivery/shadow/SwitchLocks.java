package io.waybill.delivery.shadow;

import io.waybill.database.SqlText;
import io.waybill.delivery.DeliverySession;
import io.waybill.delivery.TableLocks;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Attempts to lock all tables that are about to be switched, each short and given back as a whole. Whoever wants to use a table waits behind
 * an attempt that waits itself; so none begins while somebody has used one of the tables for longer than an attempt may last.
 *
 * <p>Somebody who has read and now wants to write waits for this transaction while it waits for them: so an attempt ends before PostgreSQL
 * would look for such circles and abort one of the two. Where that is not enough time, readers wait while others' rows are looked for.
 */
final class SwitchLocks {
    /** How long to wait for others who use the tables; each attempt is much shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long others may wait behind the first attempt, while somebody still uses a table; later ones are longer. */
    private static final Duration FIRST_ATTEMPT = Duration.ofMillis(20);

    private static final Duration LONGEST_ATTEMPT = Duration.ofMillis(200);
    private static final Duration LONGER = Duration.ofMillis(5);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The server looks for deadlocks when somebody has waited for this time; it may be busy and come to it, or to this session, late. */
    private static final String DEADLOCK_MILLIS = "SELECT setting FROM pg_settings WHERE name = 'deadlock_timeout'";

    private static final double SAFE_SHARE = 0.3;
    private static final int MOST_TOO_SLOW = 2;

    private final DeliverySession session;
    private final List<String> tables;
    private final TableLocks locks;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private final Duration safe;
    private Duration wait = FIRST_ATTEMPT;
    private long writersStopped;
    private long readersStopped;
    private int tooSlow;

    /** @param tables quoted and qualified */
    SwitchLocks(DeliverySession session, List<String> tables) {
        this.session = session;
        this.tables = List.copyOf(tables);
        this.locks = new TableLocks(session);
        this.safe = Duration.ofMillis((long) (SAFE_SHARE
                * session.query(DEADLOCK_MILLIS, row -> row.getLong(1)).get(0)));
    }

    /**
     * Waits, without keeping anybody waiting, until nobody has used one of the tables for longer than the next attempt may last. When
     * patience is at its end it returns all the same: then the next attempt says who is in the way.
     */
    void awaitCalm() {
        Map<String, Long> since = new HashMap<>();
        long begun = System.nanoTime();
        while (System.nanoTime() < deadline) {
            long now = System.nanoTime();
            Set<String> users = users();
            since.keySet().retainAll(users);
            users.forEach(user -> since.putIfAbsent(user, now));
            boolean looked = now - begun >= wait.toNanos();
            if (users.isEmpty() || looked && since.values().stream().allMatch(first -> now - first < wait.toNanos())) {
                return;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private Set<String> users() {
        return new HashSet<>(session.query(
                SqlText.of(SwitchLocks.class, "table-users.sql"),
                row -> row.getString("virtualtransaction"),
                session.array("text", tables)));
    }

    private boolean readersFirst() {
        return tooSlow >= MOST_TOO_SLOW;
    }

    /** Whether from now on nobody can write to the tables; otherwise nothing is locked. */
    boolean stopWriters() {
        writersStopped = System.nanoTime();
        readersStopped = writersStopped;
        return locked(locks.attempt(
                tables, readersFirst() ? TableLocks.Against.READERS_AND_WRITERS : TableLocks.Against.WRITERS, wait));
    }

    /** Whether from now on nobody can read the tables either; otherwise all has to be given back. */
    boolean stopReaders() {
        if (readersFirst()) {
            return true;
        }
        Duration left = safe.minusNanos(System.nanoTime() - writersStopped);
        if (left.compareTo(FIRST_ATTEMPT) < 0) {
            tooSlow++;
            return false;
        }
        readersStopped = System.nanoTime();
        return locked(
                locks.attempt(tables, TableLocks.Against.READERS_AND_WRITERS, left.compareTo(wait) < 0 ? left : wait));
    }

    private boolean locked(SQLException failure) {
        if (failure != null && (!TableLocks.isBusy(failure) || System.nanoTime() > deadline)) {
            throw session.failure(failure);
        }
        return failure == null;
    }

    /** Lets others go on before the next attempt, which may last a little longer. */
    void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        Duration longer = wait.plus(LONGER);
        wait = longer.compareTo(LONGEST_ATTEMPT) < 0 ? longer : LONGEST_ATTEMPT;
    }

    /** For people: how long others have waited at most until now, if the transaction has just ended. */
    String waits() {
        long now = System.nanoTime();
        return String.format(
                Locale.ROOT,
                "readers waited %,d ms at most, writers %,d ms",
                TimeUnit.NANOSECONDS.toMillis(now - readersStopped),
                TimeUnit.NANOSECONDS.toMillis(now - writersStopped));
    }
}
