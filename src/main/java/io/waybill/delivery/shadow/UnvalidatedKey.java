package io.waybill.delivery.shadow;

import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** A foreign key that holds for each row which is written, whereas those that were there before have not been looked through. */
public record UnvalidatedKey(String schema, String table, String name) {
    /**
     * Enters that keys are to be validated after a waybill, in the transaction that adds them.
     *
     * @throws SQLException when it cannot be written
     */
    public static void record(Connection connection, long waybill, List<UnvalidatedKey> keys) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(SqlText.of(UnvalidatedKey.class, "record-keys.sql"))) {
            insert.setLong(1, waybill);
            List<Function<UnvalidatedKey, String>> columns =
                    List.of(UnvalidatedKey::schema, UnvalidatedKey::table, UnvalidatedKey::name);
            for (int i = 0; i < columns.size(); i++) {
                insert.setArray(
                        i + 2,
                        connection.createArrayOf(
                                "text", keys.stream().map(columns.get(i)).toArray()));
            }
            insert.executeUpdate();
        }
    }
}
