package io.waybill.delivery;

import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.UniqueShape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parks unique values that move between rows. PostgreSQL checks a unique index row by row, so that a swap of values
 * would violate it midway. Rows whose value another row is to get are therefore given a value that nobody holds until
 * they are updated themselves. Only these rows are touched.
 */
final class ParkedValues {
    private static final int SHORT_TEXT = 12;

    private final DeliverySession session;
    private final DeliveryTable table;

    ParkedValues(DeliverySession session, DeliveryTable table) {
        this.session = session;
        this.table = table;
    }

    /** A column, and an SQL expression for the value that row number {@code x.n} is parked with. */
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
                        + " among themselves, and no other value could be found for them meanwhile. Nothing was changed.",
                why);
    }

    /** Whether another value may work, because this one breaks a constraint or is out of range. */
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

    /**
     * Values outside the range of all that the table has or will have. There are several, because a constraint may
     * forbid some.
     */
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
                // Characters from Unicode's private planes, which no file contains.
                if (column.maxLength() == 0 || column.maxLength() >= SHORT_TEXT) {
                    values.add("chr(983040) || to_hex(x.n)");
                    values.add("chr(1048576) || to_hex(x.n)");
                } else {
                    values.add("chr(983040 + x.n::int)");
                    values.add("chr(1048576 + x.n::int)");
                }
            }
            default -> {
                // No other value is known for this type.
            }
        }
        return values;
    }

    private String outermost(String file, ColumnShape column) {
        return "(" + table.template(file).with("column", column.name()).sql() + ")";
    }
}
