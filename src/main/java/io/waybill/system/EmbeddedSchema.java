package io.waybill.system;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/** Creates the tables of a system's application in the embedded database; what is there already is left as it is. */
public final class EmbeddedSchema {
    private EmbeddedSchema() {}

    /**
     * Creates what is missing.
     *
     * @throws SQLException when the database refuses it
     */
    public static void create(WaybillSystem system, DataSource database) throws SQLException {
        Optional<String> sql = system.embeddedSchema();
        if (sql.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.get());
        }
    }
}
