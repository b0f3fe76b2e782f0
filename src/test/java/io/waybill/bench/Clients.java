package io.waybill.bench;

import io.waybill.database.EmbeddedDatabase;
import io.waybill.delivery.TableSpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The application while its tables are delivered into: for each table somebody reads a row of it every 10 ms, and somebody updates one
 * row of one table every 10 ms, each on a connection of their own. Remembered is the longest that any of them had to wait.
 */
final class Clients implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(10);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Long>> readers = new ArrayList<>();
    private final List<Future<Long>> writers = new ArrayList<>();
    private volatile boolean enough;

    /** Nanoseconds that a reader and a writer waited at most. */
    record Longest(long reader, long writer) {
        Longest or(Longest other) {
            return new Longest(Math.max(reader, other.reader), Math.max(writer, other.writer));
        }
    }

    /**
     * Starts readers of all tables and a writer of one.
     *
     * @param written the table of which a row is updated
     * @param column set to the value that it has
     */
    Clients(EmbeddedDatabase database, List<TableSpec> tables, String written, String column) {
        for (TableSpec table : tables) {
            readers.add(threads.submit(() -> poll(database, "SELECT * FROM " + table.table() + " WHERE id = 1000")));
        }
        writers.add(threads.submit(
                () -> poll(database, "UPDATE " + written + " SET " + column + " = " + column + " WHERE id = 1000")));
    }

    /** Stops them. */
    Longest longest() throws InterruptedException, ExecutionException {
        enough = true;
        return new Longest(longest(readers), longest(writers));
    }

    private static long longest(List<Future<Long>> clients) throws InterruptedException, ExecutionException {
        long longest = 0;
        for (Future<Long> client : clients) {
            longest = Math.max(longest, client.get());
        }
        return longest;
    }

    private long poll(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            long longest = 0;
            while (!enough) {
                long start = System.nanoTime();
                if (statement.execute(sql)) {
                    try (ResultSet row = statement.getResultSet()) {
                        row.next();
                    }
                }
                long took = System.nanoTime() - start;
                longest = Math.max(longest, took);
                LockSupport.parkNanos(EVERY.toNanos() - took);
            }
            return longest;
        }
    }

    @Override
    public void close() {
        enough = true;
        threads.shutdown();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
