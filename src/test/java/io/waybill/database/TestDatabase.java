package io.waybill.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that belongs to one test, with short ways to run statements and to read values. Its user is a superuser. */
public final class TestDatabase implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TargetSettings settings;
    private final String name;
    private final Runnable drop;
    private Connection kept;
    private HikariDataSource pool;

    TestDatabase(TargetSettings settings, String name, Runnable drop) {
        this.settings = settings;
        this.name = name;
        this.drop = drop;
    }

    /** A database that belongs to somebody else; closing it leaves it as it is. */
    public static TestDatabase at(TargetSettings settings) {
        return new TestDatabase(
                settings, settings.url().substring(settings.url().lastIndexOf('/') + 1), () -> {});
    }

    /**
     * Connections to it, which are used again after they were closed: a new one costs the server a process. A connection that lost
     * its server is not given out again.
     */
    public synchronized DataSource dataSource() {
        if (pool == null) {
            HikariConfig config = new HikariConfig();
            config.setPoolName("test-" + name);
            config.setDataSource(connections());
            config.setExceptionOverrideClassName(KeepConnection.class.getName());
            config.setMinimumIdle(0);
            config.setMaximumPoolSize(MOST_CONNECTIONS);
            config.setConnectionTimeout(PATIENCE.toMillis());
            config.setInitializationFailTimeout(-1);
            pool = new HikariDataSource(config);
        }
        return pool;
    }

    /** A new connection each time, as for a test that closes the database to everybody in the middle. */
    public DataSource newConnections() {
        return connections();
    }

    private PGSimpleDataSource connections() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.url());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        return source;
    }

    /** Ends all connections of this object that are not in use; the next statement makes new ones. */
    public synchronized void disconnect() {
        if (pool != null && pool.getHikariPoolMXBean() != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
        forgetKept();
    }

    private void forgetKept() {
        if (kept != null) {
            try {
                kept.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            } finally {
                kept = null;
            }
        }
    }

    public String url() {
        return settings.url();
    }

    public String name() {
        return name;
    }

    public String user() {
        return settings.user();
    }

    /** Any will do: the server of the tests does not check it. */
    public String password() {
        return settings.password();
    }

    public TargetSettings settings() {
        return settings;
    }

    /** Runs each of these, in autocommit mode; one text may hold several statements. */
    public void run(String... statements) {
        withStatement(statement -> {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return null;
        });
    }

    private interface Work<T> {
        T with(Statement statement) throws SQLException;
    }

    /** Uses one connection for all statements of the test; a new one when its server has ended it. */
    private synchronized <T> T withStatement(Work<T> work) {
        try {
            if (kept != null && !kept.isValid(1)) {
                kept.close();
                kept = null;
            }
            if (kept == null) {
                kept = connections().getConnection();
            }
            try (Statement statement = kept.createStatement()) {
                return work.with(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The rows as text, columns joined by {@code |}, NULL as {@code ∅}. */
    public List<String> query(String sql) {
        return rows(sql).stream().map(row -> String.join("|", row)).toList();
    }

    /** The rows as text, NULL as {@code ∅}. */
    public List<List<String>> rows(String sql) {
        return withStatement(statement -> {
            try (ResultSet result = statement.executeQuery(sql)) {
                List<List<String>> rows = new ArrayList<>();
                while (result.next()) {
                    String[] row = new String[result.getMetaData().getColumnCount()];
                    for (int i = 0; i < row.length; i++) {
                        String value = result.getString(i + 1);
                        row[i] = value == null ? "∅" : value;
                    }
                    rows.add(Arrays.asList(row));
                }
                return rows;
            }
        });
    }

    /** The first column of the first row, null when it is NULL or there is none. */
    public String value(String sql) {
        List<List<String>> rows = rows(sql);
        return rows.isEmpty() || rows.get(0).get(0).equals("∅")
                ? null
                : rows.get(0).get(0);
    }

    /** The first column of the first row as a number. */
    public long number(String sql) {
        return Long.parseLong(value(sql));
    }

    @Override
    public synchronized void close() {
        forgetKept();
        if (pool != null) {
            // Without evicting anything before: a pool that closes a connection in the background while it is closed
            // itself waits for
            // that for ten seconds, because each wants the lock that the other has.
            pool.close();
        }
        drop.run();
    }
}
