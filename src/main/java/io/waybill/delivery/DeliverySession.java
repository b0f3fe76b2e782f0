package io.waybill.delivery;

import io.waybill.database.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The one connection of a delivery: short ways to run SQL on it, its transactions, and its cancelling. Failures of the database come as
 * exceptions that explain them to whoever runs Waybill, never as {@link SQLException}.
 */
public final class DeliverySession implements AutoCloseable {
    private static final String CANCELLED = "57014";
    private static final int FETCH_SIZE = 1_000;

    private final SqlFailures failures;
    private final Connection connection;
    private volatile boolean cancelled;

    /** Takes a connection of the target, without autocommit. */
    public DeliverySession(Target target) {
        this.failures = new SqlFailures(target);
        try {
            this.connection = target.dataSource().getConnection();
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Reads one row of a result. */
    public interface RowReader<T> {
        /** Makes something of the row at which the result stands. */
        T read(ResultSet row) throws SQLException;
    }

    /** The connection itself, for statements that need more than this class offers. */
    public Connection connection() {
        return connection;
    }

    CopyManager copies() {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI();
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Runs one or more statements without parameters. */
    public void run(String sql) {
        requireNotCancelled();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Runs one statement that writes, and returns the number of rows written. */
    public long update(String sql, Object... parameters) {
        requireNotCancelled();
        try (PreparedStatement statement = prepared(sql, parameters)) {
            return statement.executeLargeUpdate();
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** All rows of a result; the driver fetches them in portions. */
    public <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
        requireNotCancelled();
        try (PreparedStatement statement = prepared(sql, parameters)) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
                return all;
            }
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** The one boolean that a query gives. */
    public boolean truth(String sql, Object... parameters) {
        return query(sql, row -> row.getBoolean(1), parameters).get(0);
    }

    /** An array to be passed as a parameter. */
    public Object array(String type, List<?> values) {
        try {
            return connection.createArrayOf(type, values.toArray());
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    /**
     * Runs a statement that may fail; the transaction stays usable.
     *
     * @return null when it succeeded, otherwise the failure
     */
    public SQLException attempt(String sql) {
        requireNotCancelled();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SAVEPOINT waybill_attempt");
            try {
                statement.execute(sql);
                statement.execute("RELEASE SAVEPOINT waybill_attempt");
                return null;
            } catch (SQLException e) {
                if (cancelled || !connection.isValid(1)) {
                    throw failure(e);
                }
                statement.execute("ROLLBACK TO SAVEPOINT waybill_attempt; RELEASE SAVEPOINT waybill_attempt");
                return e;
            }
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Runs and commits a statement, even after the delivery was cancelled. */
    void clear(String sql) {
        try {
            try {
                runAndCommit(sql);
            } catch (SQLException e) {
                if (!cancelled || !CANCELLED.equals(e.getSQLState())) {
                    throw e;
                }
                // The statement that was to be interrupted had ended just before.
                connection.rollback();
                runAndCommit(sql);
            }
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    private void runAndCommit(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    /** Makes what was done lasting. */
    public void commit() {
        requireNotCancelled();
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Takes back what was done since the last commit. */
    public void rollback() {
        try {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** What a failure of a statement means: that the delivery was cancelled, or what is wrong with the database. */
    public RuntimeException failure(SQLException e) {
        return cancelled ? new DeliveryCancelledException(e) : failures.of(e);
    }

    /** Interrupts the running statement and prevents all further ones. To be called from any thread. */
    void cancel() {
        cancelled = true;
        try {
            if (!connection.isClosed()) {
                connection.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    void requireNotCancelled() {
        if (cancelled) {
            throw new DeliveryCancelledException(null);
        }
    }

    /** Returns the connection to the pool, which discards a broken one. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
