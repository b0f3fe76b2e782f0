package io.waybill.delivery;

import java.util.List;
import java.util.stream.Stream;

/**
 * Sequences that number a column. They are no part of a transaction in PostgreSQL, and what is previewed or held must leave them as they
 * were: hence numbers are not drawn from them but counted on from where they stand, while no other session can write to the table; right
 * before the commit they are set to the greatest number that is used, never back.
 */
final class Sequences {
    private final Session session;

    Sequences(Session session) {
        this.session = session;
    }

    /** The greatest number that is used or was drawn: an expression. */
    static String reached(DeliveryTable table, ColumnShape column) {
        return table.template("number-reached.sql")
                .with("column", column.name())
                .withSql("sequence", List.of(column.sequence()))
                .sql()
                .strip();
    }

    void advance(DeliveryTable table) {
        Stream.concat(table.columnShapes().stream(), table.numbered().stream())
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
