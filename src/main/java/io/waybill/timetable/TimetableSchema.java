package io.waybill.timetable;

import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The application's own tables, for the embedded database only. In any other database they belong to the application, whose
 * migrations create and change them.
 */
public final class TimetableSchema {
    private TimetableSchema() {}

    /** Creates what is missing; leaves what is there as it is. */
    public static void create(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SqlText.of(TimetableSchema.class, "schema.sql"));
        }
    }
}
