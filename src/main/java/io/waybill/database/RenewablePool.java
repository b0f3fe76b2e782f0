package io.waybill.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of connections that is made when the first one is asked for, and can be replaced by a new one: after sessions were ended at an
 * unlucky moment a pool may never again open a connection, although the database lets everybody in.
 */
final class RenewablePool extends PooledDataSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RenewablePool.class);

    private final HikariConfig config;
    private final AtomicBoolean stale = new AtomicBoolean();
    private volatile HikariDataSource pool;
    private boolean closed;

    RenewablePool(HikariConfig config) {
        this.config = config;
    }

    /** The pool as it is now, made if there was none. */
    @Override
    protected HikariDataSource pool() {
        HikariDataSource now = pool;
        return now == null ? make() : now;
    }

    private synchronized HikariDataSource make() {
        if (pool == null) {
            pool = closed ? closedPool() : new HikariDataSource(config);
        }
        return pool;
    }

    /** Tells whoever asks it for a connection that it is closed. */
    private static HikariDataSource closedPool() {
        HikariDataSource none = new HikariDataSource();
        none.close();
        return none;
    }

    @Override
    public Connection getConnection() throws SQLException {
        HikariDataSource now = pool();
        if (stale.compareAndSet(true, false) && now.getHikariPoolMXBean() != null) {
            now.getHikariPoolMXBean().softEvictConnections();
        }
        try {
            return now.getConnection();
        } catch (SQLException e) {
            HikariDataSource newer = pool;
            if (newer != now) {
                return newer.getConnection();
            }
            throw e;
        }
    }

    /**
     * Replaces the pool if it has no connection and gives none; one that nobody has asked for a connection is left alone. To be called when
     * the database is known to let Waybill in.
     */
    synchronized void renewIfStuck() {
        if (closed || pool == null || connections() > 0) {
            return;
        }
        try (Connection connection = pool.getConnection()) {
            LOG.debug("the pool works: {}", connection);
        } catch (SQLException e) {
            if (connections() == 0) {
                LOG.debug("the pool opens no connection any more: it is replaced", e);
                HikariDataSource stuck = pool;
                pool = new HikariDataSource(config);
                stuck.close();
            }
        }
    }

    private int connections() {
        return pool.getHikariPoolMXBean() == null
                ? 0
                : pool.getHikariPoolMXBean().getTotalConnections();
    }

    /** Lets the next who asks have a new connection, with what was set meanwhile. */
    void refresh() {
        stale.set(true);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return pool().getConnection(user, password);
    }
}
