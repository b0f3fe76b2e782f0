package io.waybill.delivery.backup;

import io.waybill.database.SqlText;
import io.waybill.database.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Tells which database a backup is of. */
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

    /** Given to the server's files when they were made; two servers have the same only when one is a copy of the other. */
    private static String cluster(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT system_identifier::text FROM pg_control_system()")) {
            row.next();
            return row.getString(1);
        }
    }
}
