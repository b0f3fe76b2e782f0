package io.waybill.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections outside a pool, with Waybill's session settings: each is opened when it is asked for, and ends when it is closed. */
public final class SingleConnections extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;
    private static final int LOGIN_SECONDS = 15;

    /**
     * Opens none yet.
     *
     * @param session the name that the server shows for them
     */
    public SingleConnections(TargetSettings settings, String session) {
        setURL(settings.url());
        if (!settings.user().isEmpty()) {
            setUser(settings.user());
        }
        if (!settings.password().isEmpty()) {
            setPassword(settings.password());
        }
        setApplicationName(session);
        setLoginTimeout(LOGIN_SECONDS);
        setTcpKeepAlive(true);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Connection connection = super.getConnection(user, password);
        try {
            SessionSettings.apply(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
