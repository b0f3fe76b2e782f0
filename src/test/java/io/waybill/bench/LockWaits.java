package io.waybill.bench;

import io.waybill.bench.Clients.Longest;
import io.waybill.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the application's readers and writers wait for locks at most, as the server sees it: whatever else keeps them waiting, such as
 * a machine that is busy with the delivery itself, is left out.
 */
final class LockWaits implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(5);
    private static final String WAITING =
            "SELECT mode, max(extract(epoch FROM clock_timestamp() - waitstart)) FROM pg_locks"
                    + " WHERE NOT granted AND mode IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock') GROUP BY mode";

    private final EmbeddedDatabase database;
    private final CompletableFuture<Longest> looking;
    private volatile boolean enough;

    /** Begins to look. */
    LockWaits(EmbeddedDatabase database) {
        this.database = database;
        this.looking = CompletableFuture.supplyAsync(this::look);
    }

    /** Stops looking. */
    Longest longest() {
        enough = true;
        return looking.join();
    }

    private Longest look() {
        Longest longest = new Longest(0, 0);
        try (Connection connection = DriverManager.getConnection(database.url(), "postgres", database.password());
                Statement statement = connection.createStatement()) {
            while (!enough) {
                try (ResultSet row = statement.executeQuery(WAITING)) {
                    while (row.next()) {
                        long nanos = (long) (row.getDouble(2) * TimeUnit.SECONDS.toNanos(1));
                        boolean writer = row.getString(1).equals("RowExclusiveLock");
                        longest = longest.or(writer ? new Longest(0, nanos) : new Longest(nanos, 0));
                    }
                }
                LockSupport.parkNanos(EVERY.toNanos());
            }
            return longest;
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        enough = true;
    }
}
