package io.waybill.database;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Makes one transaction of what several parts of the program write, each over a connection that it takes from here: all of it is there in the
 * end, or nothing. What one part commits or takes back by itself is a savepoint then. Outside {@link #run} connections are those of the pool.
 * Safe for use by several threads, each with a transaction of its own.
 */
public final class JointTransaction extends PooledDataSource {
    private final DataSource pool;
    private final ThreadLocal<Shared> current = new ThreadLocal<>();

    public JointTransaction(DataSource pool) {
        this.pool = requireNonNull(pool, "pool");
    }

    /** What the parts share; the connection is taken when the first of them needs one. */
    private static final class Shared {
        private Connection connection;
    }

    /**
     * Does some work as one transaction.
     *
     * @throws Exception what the work throws; then nothing that it wrote is there
     */
    public <T> T run(Callable<T> work) throws Exception {
        if (current.get() != null) {
            return work.call();
        }
        Shared shared = new Shared();
        current.set(shared);
        boolean done = false;
        try {
            T result = work.call();
            if (shared.connection != null) {
                shared.connection.commit();
            }
            done = true;
            return result;
        } finally {
            current.remove();
            if (shared.connection != null) {
                end(shared.connection, done);
            }
        }
    }

    /** A connection that cannot be used any more is thrown away by the pool; what it had not committed is lost with it. */
    private static void end(Connection connection, boolean done) throws SQLException {
        try (connection) {
            if (!done) {
                connection.rollback();
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Shared shared = current.get();
        if (shared == null) {
            return pool.getConnection();
        }
        if (shared.connection == null) {
            shared.connection = pool.getConnection();
            shared.connection.setAutoCommit(false);
        }
        return part(shared.connection);
    }

    /** The connection of one part, which neither ends the transaction nor closes what the others use, too. */
    private static Connection part(Connection shared) {
        Savepoint[] begun = new Savepoint[1];
        return (Connection) Proxy.newProxyInstance(
                JointTransaction.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "close":
                            return null;
                        case "setAutoCommit":
                            begun[0] = Boolean.TRUE.equals(arguments[0]) ? null : shared.setSavepoint();
                            return null;
                        case "commit":
                            begun[0] = shared.setSavepoint();
                            return null;
                        case "rollback":
                            if (begun[0] != null) {
                                shared.rollback(begun[0]);
                            }
                            return null;
                        default:
                            try {
                                return method.invoke(shared, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the pool has a user already");
    }

    @Override
    protected DataSource pool() {
        return pool;
    }
}
