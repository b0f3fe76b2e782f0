package io.waybill.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What Waybill sets for itself in every session that it opens: isolation, time zone, forms of values, no time limits. So nothing depends on
 * what an administrator has set for the server, the database or the role. Only whether a session may write is left as it is set.
 */
final class SessionSettings {
    /** The statement that sets them, for the rest of the session. */
    static final String SQL = SqlText.of(SessionSettings.class, "session.sql");

    private SessionSettings() {}

    /**
     * Sets them in a connection that has just been opened, in autocommit mode.
     *
     * @throws SQLException when the connection is broken
     */
    static void apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SQL);
        }
    }
}
