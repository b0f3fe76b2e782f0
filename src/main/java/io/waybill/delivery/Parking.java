package io.waybill.delivery;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Unique values that move between rows: a unique index is checked row by row, so that a swap trips it midway. Rows that give up a
 * value which another row is to get are given a value that nobody holds, until their turn comes. Only these rows are touched.
 */
final class Parking {
    private static final int SHORT_TEXT = 12;

    private final DeliverySession session;
    private final DeliveryTable table;

    Parking(DeliverySession session, DeliveryTable table) {
        this.session = session;
        this.table = table;
    }

    /** A value for row number {@code x.n}, written into a column. */
    private record Spot(String column, String value) {}

    void park() {
        table.shape().uniques().stream()
                .filter(UniqueShape::immediate)
                .filter(unique -> table.has(unique.columns()))
                .filter(unique -> unique.columns().stream().anyMatch(table.values()::contains))
                .forEach(this::park);
    }

    private void park(UniqueShape unique) {
        SQLException why = null;
        for (Spot spot : spots(unique).toList()) {
            why = session.attempt(table.template("park.sql")
                    .withSql("expression", unique.expressions())
                    .withSql("predicate", List.of(unique.condition()))
                    .withSql("same", unique.equalities("t", "s"))
                    .with("column", spot.column)
                    .withSql("value", List.of(spot.value))
                    .sql());
            if (why == null) {
                return;
            }
            if (!isRefusal(why)) {
                throw session.failure(why);
            }
        }
        throw new TargetRefusedException(
                "Rows of table " + table.name() + " trade values of the unique index " + unique.name()
                        + " among themselves, and there is no value to give them meanwhile. Nothing was changed.",
                why);
    }

    /** Whether another value might do: this one breaks a constraint or the type's range. */
    private static boolean isRefusal(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private Stream<Spot> spots(UniqueShape unique) {
        List<ColumnShape> columns = unique.columns().stream()
                .filter(table.values()::contains)
                .map(column -> table.shape().columns().get(column))
                .toList();
        Stream<Spot> nulls = columns.stream()
                .filter(column -> column.nullable() && unique.nullsDistinct())
                .map(column -> new Spot(column.name(), "NULL"));
        Stream<Spot> values = columns.stream()
                .flatMap(column -> values(column).stream().map(value -> new Spot(column.name(), value)));
        return Stream.concat(nulls, values);
    }

    /** Values outside everything that the table has or is to have; several, as a rule of the table may forbid some. */
    private List<String> values(ColumnShape column) {
        String least = outermost("park-least.sql", column);
        String most = outermost("park-most.sql", column);
        List<String> values = new ArrayList<>();
        switch (column.kind()) {
            case SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE -> {
                values.add("least(" + least + ", 0) - x.n");
                values.add("greatest(" + most + ", 0) + x.n");
            }
            case DATE -> {
                values.add(most + " + x.n::int");
                values.add(least + " - x.n::int");
            }
            case TIMESTAMP, TIMESTAMP_WITH_ZONE -> {
                values.add(most + " + x.n * interval '1 second'");
                values.add(least + " - x.n * interval '1 second'");
            }
            case UUID -> {
                values.add("('f0f0f0f0-0000-4000-8000-' || lpad(to_hex(x.n), 12, '0'))::uuid");
                values.add("('e1e1e1e1-0000-4000-8000-' || lpad(to_hex(x.n), 12, '0'))::uuid");
            }
            case TEXT -> {
                // Characters of Unicode's private planes, which no file has.
                if (column.maxLength() == 0 || column.maxLength() >= SHORT_TEXT) {
                    values.add("chr(983040) || to_hex(x.n)");
                    values.add("chr(1048576) || to_hex(x.n)");
                } else {
                    values.add("chr(983040 + x.n::int)");
                    values.add("chr(1048576 + x.n::int)");
                }
            }
            default -> {
                // Nothing to choose from.
            }
        }
        return values;
    }

    private String outermost(String file, ColumnShape column) {
        return "(" + table.template(file).with("column", column.name()).sql() + ")";
    }
}
