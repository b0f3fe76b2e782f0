package io.waybill.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of connections that can be replaced by a new one. After sessions were ended at an unlucky moment a pool may never again open a
 * connection, although the database lets everybody in.
 */
final class RenewablePool extends PooledDataSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RenewablePool.class);

    private final HikariConfig config;
    private final AtomicBoolean stale = new AtomicBoolean();
    private volatile HikariDataSource pool;
    private boolean closed;

    RenewablePool(HikariConfig config) {
        this.config = config;
        this.pool = new HikariDataSource(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
        HikariDataSource now = pool;
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

    /** Replaces the pool if it has no connection and gives none. To be called when the database is known to let Waybill in. */
    synchronized void renewIfStuck() {
        if (closed || connections() > 0) {
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
        pool.close();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return pool.getConnection(user, password);
    }

    @Override
    protected DataSource pool() {
        return pool;
    }
}
