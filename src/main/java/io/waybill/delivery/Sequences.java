package io.waybill.delivery;

import java.util.List;

/**
 * Sequences that number a column. They are no part of a transaction in PostgreSQL, and what is previewed or held must leave them as they
 * were: hence numbers are not drawn from them but counted on from where they stand, while no other session can write to the table; right
 * before the commit they are set to the greatest number that is used, never back.
 */
final class Sequences {
    private final DeliverySession session;

    Sequences(DeliverySession session) {
        this.session = session;
    }

    /** The numbers that follow the greatest one that is used or was drawn, row by row of the stage {@code s}: an expression. */
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
