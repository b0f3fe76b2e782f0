package io.waybill.delivery.naming;

import io.waybill.database.SqlText;
import io.waybill.delivery.shape.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the catalogue says of some tables: their keys, and what their foreign keys refer to. Only those of one column. */
final class ReferenceKeys {
    private final Map<String, KeyColumn> keys = new HashMap<>();
    private final Map<String, Map<String, KeyColumn>> references = new HashMap<>();

    private ReferenceKeys() {}

    /** @param tables as people read them; those that are not there are left out */
    static ReferenceKeys read(Connection connection, Collection<String> tables) throws SQLException {
        ReferenceKeys columns = new ReferenceKeys();
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(ReferenceKeys.class, "references.sql"))) {
            query.setArray(1, connection.createArrayOf("text", withSchema(tables)));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    KeyColumn column = new KeyColumn(
                            new TableName(row.getString("to_schema"), row.getString("to_table")),
                            row.getString("to_column"),
                            row.getString("to_type"));
                    if (row.getString("from_column") == null) {
                        columns.keys.put(column.table(), column);
                    } else {
                        columns.references
                                .computeIfAbsent(row.getString("from_table"), table -> new HashMap<>())
                                .put(row.getString("from_column"), column);
                    }
                }
            }
        }
        return columns;
    }

    /** Tables, as people read them, each with its schema. */
    static Object[] withSchema(Collection<String> tables) {
        return tables.stream()
                .map(table -> table.contains(".") ? table : "public." + table)
                .toArray();
    }

    /** The primary key of a table. */
    Optional<KeyColumn> of(String table) {
        return Optional.ofNullable(keys.get(table));
    }

    /** What a column refers to. */
    Optional<KeyColumn> referredBy(String table, String column) {
        return Optional.ofNullable(references.getOrDefault(table, Map.of()).get(column));
    }
}
