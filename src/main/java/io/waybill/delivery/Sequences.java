package io.waybill.delivery;

import java.util.List;

/**
 * Sequences that number a column are set to its greatest value when they are behind, never back. Not part of a transaction in
 * PostgreSQL: hence done right before the commit, and not at all in a preview.
 */
final class Sequences {
    private final Session session;

    Sequences(Session session) {
        this.session = session;
    }

    void advance(DeliveryTable table) {
        table.columnShapes().stream()
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
