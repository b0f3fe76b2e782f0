package io.waybill.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Begins transactions whose statements all see the same data. The level is set for the transaction alone: one that is set for the session
 * costs a round trip each time, and another one when the connection goes back to its pool.
 */
public final class Snapshot {
    private Snapshot() {}

    /**
     * Begins one on a connection without a transaction. It ends with the caller's commit or rollback.
     *
     * @throws SQLException when the database does not answer
     */
    public static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
    }
}
