package io.waybill.delivery.naming;

import io.waybill.database.SqlText;
import io.waybill.delivery.Change;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.delivery.value.MomentText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of some tables that hold times: plans and journals have them as the database writes them, people read them in one form. */
final class TimeColumns {
    private final Map<String, Map<String, ValueKind>> kinds = new HashMap<>();

    private TimeColumns() {}

    /** @param tables as people read them; those that are not there are left out */
    static TimeColumns read(Connection connection, Collection<String> tables) throws SQLException {
        TimeColumns columns = new TimeColumns();
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(TimeColumns.class, "time-columns.sql"))) {
            query.setArray(1, connection.createArrayOf("text", ReferenceKeys.withSchema(tables)));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    columns.kinds
                            .computeIfAbsent(row.getString("known_as"), table -> new HashMap<>())
                            .put(
                                    row.getString("name"),
                                    row.getString("type").equals("timestamp")
                                            ? ValueKind.TIMESTAMP
                                            : ValueKind.TIMESTAMP_WITH_ZONE);
                }
            }
        }
        return columns;
    }

    /** The change with its times as people read them. */
    Change shown(Change change) {
        Map<String, ValueKind> times = kinds.getOrDefault(change.table(), Map.of());
        if (times.isEmpty()) {
            return change;
        }
        List<Change.Key> key = change.key().stream()
                .map(each -> new Change.Key(each.column(), shown(times.get(each.column()), each.value())))
                .toList();
        List<Change.Cell> cells = change.cells().stream()
                .map(cell -> new Change.Cell(
                        cell.column(),
                        shown(times.get(cell.column()), cell.before()),
                        shown(times.get(cell.column()), cell.after())))
                .toList();
        return change.with(key, cells);
    }

    private static String shown(ValueKind kind, String value) {
        return kind == null || value == null ? value : MomentText.of(kind, value);
    }
}
