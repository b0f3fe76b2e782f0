package io.waybill.delivery;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks several tables, or none of them. While one of them is waited for, others wait for those that are locked already: so each attempt
 * is short and gives everything back when it fails. It is shorter than the time after which PostgreSQL looks for a deadlock, a second
 * unless somebody has set it otherwise: so no statement of the application is ended because of one.
 */
final class TableLocks {
    private static final Duration FIRST_ATTEMPT = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DeliverySession session;

    TableLocks(DeliverySession session) {
        this.session = session;
    }

    /** Who has to wait while a table is locked. */
    enum Against {
        WRITERS("SHARE ROW EXCLUSIVE", Duration.ofMillis(800)),
        READERS_AND_WRITERS("ACCESS EXCLUSIVE", FIRST_ATTEMPT);

        private final String mode;
        private final Duration longestAttempt;

        Against(String mode, Duration longestAttempt) {
            this.mode = mode;
            this.longestAttempt = longestAttempt;
        }
    }

    /**
     * Tries until it has got all of them; they are held until the transaction ends.
     *
     * @param tables quoted and qualified
     * @param patience after which no other attempt begins
     * @return null when they are locked, else why not
     */
    SQLException take(List<String> tables, Against against, Duration patience) {
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

    private SQLException attempt(List<String> tables, Against against, Duration wait) {
        return session.attempt(SqlTemplate.load(TableLocks.class, "lock-tables.sql")
                .withSql("tables", tables)
                .withSql("mode", List.of(against.mode))
                .withSql("wait", List.of("'" + wait.toMillis() + "ms'"))
                .sql());
    }
}
