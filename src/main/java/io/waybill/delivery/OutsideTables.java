package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.Shape;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.TableShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the tables outside a feed whose rows may follow the rows that they refer to. They are delivered like those of the feed, so that
 * they are locked, checked, planned, journalled and undone with them.
 */
final class OutsideTables {
    private final DeliverySession session;

    OutsideTables(DeliverySession session) {
        this.session = session;
    }

    /** What would be delivered into them; tables without a key, or into which this user may not write, are left out. */
    List<TableSpec> specs(Shape shape) {
        Set<TableName> own = new LinkedHashSet<>();
        shape.tables().values().forEach(table -> own.add(table.name()));
        Map<TableName, ForeignKeyShape> referring = new LinkedHashMap<>();
        for (TableShape table : shape.tables().values()) {
            for (ForeignKeyShape reference : table.referrers()) {
                if (!own.contains(reference.child()) && !reference.childKey().isEmpty()) {
                    referring.putIfAbsent(reference.child(), reference);
                }
            }
        }
        if (referring.isEmpty()) {
            return List.of();
        }
        List<TableSpec> specs = new ArrayList<>();
        session.query(
                SqlTemplate.load(OutsideTables.class, "outside-tables.sql").sql(),
                row -> {
                    if (row.getBoolean("usable")) {
                        String name = row.getString("nspname") + "." + row.getString("relname");
                        List<ColumnSpec> columns = DeliverySession.strings(row, "columns").stream()
                                .map(column -> new ColumnSpec(column, column))
                                .toList();
                        specs.add(new TableSpec(name, name, Policy.UPSERT, columns, Map.of()));
                    }
                    return null;
                },
                session.array(
                        "text",
                        referring.keySet().stream().map(TableName::schema).toList()),
                session.array(
                        "text", referring.keySet().stream().map(TableName::name).toList()));
        return specs;
    }
}
