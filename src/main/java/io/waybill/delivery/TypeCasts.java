package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.ValueKind;
import java.util.Comparator;
import java.util.List;

/**
 * Casts staged columns of types that only the server can read. They are staged as text; here the server reports the
 * values that are not of the type, and then the column gets its type.
 */
final class TypeCasts {
    private final DeliverySession session;
    private final DeliveryTable table;
    private final Reporter reporter;

    TypeCasts(DeliverySession session, DeliveryTable table, Reporter reporter) {
        this.session = session;
        this.table = table;
        this.reporter = reporter;
    }

    void run() {
        List<ColumnShape> columns = table.columnShapes().stream()
                .filter(column -> column.kind() == ValueKind.OTHER)
                .sorted(Comparator.comparing((ColumnShape column) -> !isKey(column)))
                .toList();
        List<ColumnShape> bad = columns.stream().filter(this::report).toList();
        // Key columns come first, so that the keys of the remaining rows can be remembered.
        if (!bad.isEmpty()) {
            new RefusedKeys(session, table).create();
        }
        for (ColumnShape column : bad) {
            session.update(
                    template(isKey(column) ? "stage-remove.sql" : "stage-remove-refused.sql", column)
                            .sql(),
                    column.type());
        }
        if (!columns.isEmpty()) {
            session.run(table.template("stage-cast.sql")
                    .withList("others", columns.stream().map(ColumnShape::name).toList())
                    .withSql("types", columns.stream().map(ColumnShape::type).toList())
                    .sql());
        }
    }

    private boolean isKey(ColumnShape column) {
        return table.key().contains(column.name());
    }

    /** Whether any value of the column was refused. */
    private boolean report(ColumnShape column) {
        return !session.query(
                        template("stage-refuse.sql", column).sql(),
                        row -> {
                            reporter.report(
                                    table,
                                    row.getLong("waybill_offset"),
                                    row.getString("key_text"),
                                    column.name(),
                                    "not-of-the-type",
                                    row.getString("found"),
                                    "a value of type " + column.type(),
                                    null);
                            return true;
                        },
                        column.type())
                .isEmpty();
    }

    private SqlTemplate template(String file, ColumnShape column) {
        return table.template(file)
                .with("column", column.name())
                .withSql("type", List.of(column.type()))
                .withSql(
                        "keytypes",
                        table.key().stream()
                                .map(key -> table.shape().columns().get(key).type())
                                .toList());
    }
}
