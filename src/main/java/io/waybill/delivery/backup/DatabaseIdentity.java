package io.waybill.delivery.backup;

import io.waybill.database.SqlText;
import io.waybill.database.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Identifies the database that a backup was taken from. */
final class DatabaseIdentity {
    private DatabaseIdentity() {}

    static Manifest.Database of(Connection connection, Target target) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String name;
            String version;
            boolean identified;
            try (ResultSet row = statement.executeQuery(SqlText.of(DatabaseIdentity.class, "database.sql"))) {
                row.next();
                name = row.getString("name");
                version = row.getString("version");
                identified = row.getBoolean("identified");
            }
            return new Manifest.Database(name, target.describe(), identified ? cluster(statement) : null, version);
        }
    }

    /**
     * The identifier given to the server's data directory when it was created. Two servers have the same only if one is
     * a copy of the other.
     */
    private static String cluster(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT system_identifier::text FROM pg_control_system()")) {
            row.next();
            return row.getString(1);
        }
    }
}
