package io.waybill.merlin;

import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The application's own tables, for the embedded database only: in a database of the user's own they belong to the application
 * (specs/merlin.md §13).
 */
public final class MerlinSchema {
    private MerlinSchema() {}

    /** Creates what is missing; leaves what is there as it is. */
    public static void create(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SqlText.of(MerlinSchema.class, "schema.sql"));
        }
    }
}
