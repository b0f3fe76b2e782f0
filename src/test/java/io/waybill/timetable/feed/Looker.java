package io.waybill.timetable.feed;

import io.waybill.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** Somebody who asks a database the same question every 10 ms, on a connection of their own, and remembers the answers. */
final class Looker implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(10);

    private final TestDatabase database;
    private final String question;
    private final int patienceMillis;
    private final FutureTask<List<String>> seen = new FutureTask<>(this::look);
    private volatile boolean enough;

    private Looker(TestDatabase database, String question, int patienceMillis) {
        this.database = database;
        this.question = question;
        this.patienceMillis = patienceMillis;
        new Thread(seen, "looker").start();
    }

    /**
     * Begins to look.
     *
     * @param question a query of one value
     * @param patienceMillis how long it may wait for a lock before it fails; 0 for as long as it takes
     */
    static Looker at(TestDatabase database, String question, int patienceMillis) {
        return new Looker(database, question, patienceMillis);
    }

    /** Stops reading, and returns all results. Throws any failure, including that of waiting too long for a lock. */
    List<String> seen() throws InterruptedException, ExecutionException {
        enough = true;
        return seen.get();
    }

    private List<String> look() throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + patienceMillis);
            do {
                try (ResultSet row = statement.executeQuery(question)) {
                    row.next();
                    answers.add(row.getString(1));
                }
                LockSupport.parkNanos(EVERY.toNanos());
            } while (!enough);
            return answers;
        }
    }

    @Override
    public void close() {
        enough = true;
    }
}
