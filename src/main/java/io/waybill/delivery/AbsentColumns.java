package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.ColumnShape;
import java.util.List;

/**
 * Fills the columns that some records lacked. An update keeps the value of the target. An insert takes the default of
 * the feed, then that of the database, then NULL if the column allows it; otherwise the record has a fault.
 */
final class AbsentColumns {
    private final DeliverySession session;
    private final DeliveryTable table;
    private final RowEncoder encoder;
    private final Reporter reporter;

    AbsentColumns(DeliverySession session, DeliveryTable table, RowEncoder encoder, Reporter reporter) {
        this.session = session;
        this.table = table;
        this.encoder = encoder;
        this.reporter = reporter;
    }

    void fill() {
        encoder.everAbsent().stream()
                .forEach(position -> fill(position, table.columnShapes().get(position)));
    }

    private void fill(int position, ColumnShape column) {
        session.update(template("absent-keep.sql", column).sql(), position);
        String fromFeed = table.spec().defaults().get(column.name());
        if (fromFeed != null) {
            session.update(
                    template("absent-default.sql", column)
                            .withSql("default", List.of("CAST(? AS " + column.type() + ")"))
                            .sql(),
                    fromFeed,
                    position);
        } else if (column.numbered()) {
            session.update(
                    template("absent-number.sql", column)
                            .withSql("next", List.of(Sequences.next(table, column)))
                            .sql(),
                    position);
        } else if (column.defaultSql() != null) {
            session.update(
                    template("absent-default.sql", column)
                            .withSql("default", List.of(column.defaultSql()))
                            .sql(),
                    position);
        } else if (!column.nullable()) {
            report(position, column);
        }
    }

    private void report(int position, ColumnShape column) {
        List<?> missing = session.query(
                template("absent-missing.sql", column).sql(),
                row -> {
                    reporter.report(
                            table,
                            row.getLong("waybill_offset"),
                            row.getString("key_text"),
                            column.name(),
                            "missing-value",
                            null,
                            "this field, because the target does not have the record yet, and the column no default",
                            "Add it to the record, or let the column of the target have a default or no value.");
                    return true;
                },
                position);
        if (!missing.isEmpty()) {
            new RefusedKeys(session, table).create();
            session.update(template("absent-refuse.sql", column).sql(), position);
        }
    }

    private SqlTemplate template(String file, ColumnShape column) {
        return table.template(file).with("column", column.name());
    }
}
