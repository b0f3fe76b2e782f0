package io.waybill.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Why a database can only be read, and what mends that. */
final class ReadOnlyReason {
    private ReadOnlyReason() {}

    /**
     * Asks the database.
     *
     * @return a clause that follows the name of the database; empty when it can be written to
     * @throws SQLException when it cannot be asked
     */
    static Optional<String> of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(SqlText.of(ReadOnlyReason.class, "read-only.sql"))) {
            answer.next();
            if (answer.getBoolean("standby")) {
                return Optional.of(
                        "is read-only, because its server is a standby: set the URL of the primary server, or"
                                + " promote this one.");
            }
            return answer.getBoolean("read_only")
                    ? Optional.of("is set to read-only (default_transaction_read_only is on): when whoever did that has"
                            + " finished, " + answer.getString("mend") + ".")
                    : Optional.empty();
        }
    }
}
