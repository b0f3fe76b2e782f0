package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks several tables, or none of them. While the delivery waits for one table, other sessions wait for those it has
 * already locked. Each attempt is therefore short, and releases everything when it fails. It is also shorter than the
 * time after which PostgreSQL looks for deadlocks (one second by default), so that no statement of the application is
 * ever aborted because of one.
 */
public final class TableLocks {
    private static final Duration FIRST_ATTEMPT = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DeliverySession session;

    /** @param session whose transaction takes the locks */
    public TableLocks(DeliverySession session) {
        this.session = session;
    }

    /** Who has to wait while the tables are locked. */
    public enum Against {
        /** Rows can be read, not written. */
        WRITERS("SHARE ROW EXCLUSIVE", Duration.ofMillis(800)),
        /** Nobody can use the table. */
        READERS_AND_WRITERS("ACCESS EXCLUSIVE", FIRST_ATTEMPT);

        private final String mode;
        private final Duration longestAttempt;

        Against(String mode, Duration longestAttempt) {
            this.mode = mode;
            this.longestAttempt = longestAttempt;
        }
    }

    /**
     * Tries until all tables are locked. They stay locked until the transaction ends.
     *
     * @param tables quoted and qualified
     * @param patience after this time no other attempt begins
     * @return null when they are locked, otherwise the failure
     */
    public SQLException take(List<String> tables, Against against, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration attempt = FIRST_ATTEMPT;
        while (true) {
            SQLException why = attempt(tables, against, attempt);
            if (why == null || !SqlFailures.isBusy(why) || System.nanoTime() > deadline) {
                return why;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            Duration longer = attempt.multipliedBy(2);
            attempt = longer.compareTo(against.longestAttempt) < 0 ? longer : against.longestAttempt;
        }
    }

    /** Whether an attempt failed only because others use the tables. */
    public static boolean isBusy(SQLException failure) {
        return SqlFailures.isBusy(failure);
    }

    /**
     * Tries once.
     *
     * @param tables quoted and qualified
     * @param wait how long, in milliseconds at the finest
     * @return null when they are locked until the transaction ends, otherwise the failure; then none is
     */
    public SQLException attempt(List<String> tables, Against against, Duration wait) {
        return session.attempt(SqlTemplate.load(TableLocks.class, "lock-tables.sql")
                .withSql("tables", tables)
                .withSql("mode", List.of(against.mode))
                .withSql("wait", List.of("'" + wait.toMillis() + "ms'"))
                .sql());
    }
}
