package io.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether Flyway is needed: only where the history of a target is another one than that of this program. */
@ExtendWith(TestPostgres.class)
class MigrationsTest {
    @Test
    void aTargetThatFlywayHasBroughtUpToDateIsKnownWithoutIt(TestDatabase database) throws SQLException {
        assertThat(areAllIn(database)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE waybill.flyway_schema_history SET checksum = checksum + 1 WHERE version = '3'",
                "UPDATE waybill.flyway_schema_history SET success = false WHERE version = '4.1'",
                "UPDATE waybill.flyway_schema_history SET type = 'DELETE' WHERE version = '5'",
                "DELETE FROM waybill.flyway_schema_history WHERE version = '2'",
                "INSERT INTO waybill.flyway_schema_history SELECT 99, '99', description, type, script, checksum, installed_by,"
                        + " installed_on, execution_time, success FROM waybill.flyway_schema_history WHERE version = '1'",
                "DROP TABLE waybill.flyway_schema_history",
                "DROP SCHEMA waybill CASCADE"
            })
    void anyOtherHistoryIsLeftToFlyway(String change, TestDatabase database) throws SQLException {
        database.run(change);

        assertThat(areAllIn(database)).isFalse();
    }

    private static boolean areAllIn(TestDatabase database) throws SQLException {
        try (Connection connection = database.newConnections().getConnection()) {
            return Migrations.ofProgram().areAllIn(connection);
        }
    }
}
