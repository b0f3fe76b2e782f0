package io.waybill.timetable.live;

import io.waybill.database.SingleConnections;
import io.waybill.database.TargetSettings;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.component.jdbc.DefaultConnectionStrategy;

/**
 * Connects Camel JDBC to Live: one connection per refresh, none kept in between, read-only and in one snapshot. The
 * transaction also makes the driver fetch rows in portions instead of all at once.
 */
public final class LiveSnapshot extends DefaultConnectionStrategy {
    private static final int ROWS_AT_ONCE = 2_000;

    /** A source of connections to Live, each opened on request. */
    public static DataSource dataSource(TargetSettings live) {
        SingleConnections source = new SingleConnections(live, "waybill refresh");
        source.setReadOnly(true);
        source.setDefaultRowFetchSize(ROWS_AT_ONCE);
        return source;
    }

    @Override
    public Connection getConnection(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
