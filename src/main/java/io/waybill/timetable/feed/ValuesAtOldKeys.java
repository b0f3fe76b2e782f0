package io.waybill.timetable.feed;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.model.Notice;
import io.waybill.timetable.TimetableConfig;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which values stay behind when a record takes another key: those of Play's columns that the mapping file lacks. Waybill never
 * writes to such a column, so its values belong to the key.
 */
final class ValuesAtOldKeys {
    private static final List<String> MODELS = List.of("thing", "eventsource", "event");

    private final TimetableConfig config;
    private final Delivery delivery;
    private final TimetableSql sql;

    /** @param delivery whose transaction is open, and whose stage has everything that is carried over but grants */
    ValuesAtOldKeys(TimetableConfig config, Delivery delivery) {
        this.config = config;
        this.delivery = delivery;
        this.sql = new TimetableSql(delivery, config, "live");
    }

    void tell(Outcome outcome) throws SQLException {
        Map<String, List<ColumnShape>> unmapped = new LinkedHashMap<>();
        for (String model : MODELS) {
            List<ColumnShape> columns = unmapped(model);
            if (!columns.isEmpty()) {
                unmapped.put(model, columns);
            }
        }
        if (unmapped.isEmpty()) {
            return;
        }
        sql.run("find-rekeyed.sql");
        for (Map.Entry<String, List<ColumnShape>> model : unmapped.entrySet()) {
            for (ColumnShape column : model.getValue()) {
                tell(model.getKey(), column, outcome);
            }
        }
    }

    private List<ColumnShape> unmapped(String model) {
        String table = config.table(model);
        TableShape shape = delivery.shape().table(table);
        List<String> mapped = delivery.relations().columns(table);
        return shape.columns().values().stream()
                .filter(column -> !column.generated() && !mapped.contains(column.name()))
                .toList();
    }

    private void tell(String model, ColumnShape column, Outcome outcome) throws SQLException {
        try (PreparedStatement query = sql.valuesAtOldKeys(model, column);
                ResultSet row = query.executeQuery()) {
            row.next();
            long rows = row.getLong("rows");
            if (rows > 0) {
                outcome.notice(new Notice(
                        "values-at-old-keys",
                        (rows == 1 ? "1 record of " : rows + " records of ") + "timetables." + model
                                + (rows == 1 ? " takes" : " take")
                                + " another key, and with it another value in the column "
                                + column.name() + " of " + config.table(model) + " (first: " + row.getLong("old_id")
                                + ", now "
                                + row.getLong("new_id")
                                + "): config/timetable.yaml lacks this column, so that its values stay where"
                                + " they are. Look whether they belong to the record; then move them.",
                        rows));
            }
        }
    }
}
