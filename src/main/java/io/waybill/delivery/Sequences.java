package io.waybill.delivery;

import io.waybill.delivery.shape.ColumnShape;
import java.util.List;

/**
 * Sequences that number a column. PostgreSQL does not roll sequences back, but a previewed or held plan must leave them
 * as they were. Therefore numbers are not drawn from them: the delivery counts on from their present value, while no
 * other session can write to the table. Right before the commit they are set to the greatest number in use, never
 * backwards.
 */
final class Sequences {
    private final DeliverySession session;

    Sequences(DeliverySession session) {
        this.session = session;
    }

    /**
     * An SQL expression that numbers the rows of the stage {@code s}, beginning after the greatest number that is in
     * use or was drawn.
     */
    static String next(DeliveryTable table, ColumnShape column) {
        return table.template("next-number.sql")
                .with("column", column.name())
                .withSql("sequence", List.of(column.sequence()))
                .sql()
                .strip();
    }

    void advance(DeliveryTable table) {
        table.inserted().stream()
                .filter(column -> column.sequence() != null)
                .forEach(column -> session.query(
                        table.template("sequence-advance.sql")
                                .with("column", column.name())
                                .withSql("sequence", List.of(column.sequence()))
                                .sql(),
                        row -> null,
                        column.sequence()));
    }
}
