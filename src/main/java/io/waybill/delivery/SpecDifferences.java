package io.waybill.delivery;

import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.TableSpec.Retirement;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.Shape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.delivery.value.BadValue;
import io.waybill.delivery.value.CopyRows;
import io.waybill.delivery.value.ValueEncoder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds where a table of the target does not fit what a feed delivers into it, before anything is read. */
final class SpecDifferences {
    private static final int SOFT_INPUT = 160_000;

    private final TableSpec spec;
    private final Shape shape;
    private final List<String> differences;

    SpecDifferences(TableSpec spec, Shape shape, List<String> differences) {
        this.spec = spec;
        this.shape = shape;
        this.differences = differences;
    }

    void find() {
        TableShape table = shape.tables().get(spec.table());
        if (table == null) {
            return;
        }
        Set<String> named = new HashSet<>();
        for (ColumnSpec column : spec.columns()) {
            if (!named.add(column.column())) {
                differences.add("Column " + column.column() + " of table " + spec.table() + " is named twice.");
            }
            checkColumn(column.column(), table.column(column.column()));
        }
        checkKey(table, named);
        for (ColumnShape column : table.columns().values()) {
            if (!named.contains(column.name())
                    && !column.nullable()
                    && column.defaultSql() == null
                    && !column.generated()
                    && column.sequence() == null) {
                differences.add("Table " + spec.table() + " has a column " + column.name()
                        + " that must be filled, but the feed does not have it.");
            }
        }
        if (spec.retirement() != null) {
            checkRetirement(table, spec.retirement());
        }
        spec.defaults().forEach((column, value) -> checkDefault(table, named, column, value));
    }

    private void checkRetirement(TableShape table, Retirement retirement) {
        String label = "Column " + retirement.column() + " of table " + spec.table() + ", which marks a row as ended,";
        Optional<ColumnShape> column = table.column(retirement.column());
        if (column.isEmpty()) {
            differences.add(label + " is missing.");
        } else {
            try {
                ValueEncoder.of(column.get()).encode(retirement.value(), new CopyRows());
            } catch (BadValue e) {
                differences.add(label + " cannot be '" + retirement.value() + "': expected " + e.expected() + ".");
            }
        }
    }

    private void checkDefault(TableShape table, Set<String> named, String column, String value) {
        String label = "The feed's default for column " + column + " of table " + spec.table();
        if (!named.contains(column)) {
            differences.add(label + " has no effect: the feed does not have the column.");
        } else if (table.column(column).isPresent()) {
            try {
                ValueEncoder.of(table.columns().get(column)).encode(value, new CopyRows());
            } catch (BadValue e) {
                differences.add(label + " cannot be used: expected " + e.expected() + ".");
            }
        }
    }

    private void checkColumn(String name, Optional<ColumnShape> column) {
        String label = "Column " + name + " of table " + spec.table();
        if (column.isEmpty()) {
            differences.add(label + " is missing.");
        } else if (column.get().generated()) {
            differences.add(label + " is computed by the database and cannot be delivered into.");
        } else if (Stage.OWN_COLUMNS.contains(name)) {
            differences.add(label + " has a name that Waybill needs for itself.");
        } else if (column.get().kind() == ValueKind.OTHER && shape.serverVersion() < SOFT_INPUT) {
            differences.add(
                    label + " has type " + column.get().type() + ", which needs PostgreSQL 16 or newer to be checked.");
        }
    }

    private void checkKey(TableShape table, Set<String> named) {
        if (table.key().isEmpty()) {
            differences.add("Table " + spec.table() + " has no primary key, by which its rows could be told apart.");
        }
        table.key().stream()
                .filter(column -> !named.contains(column))
                .forEach(column -> differences.add("Column " + column + " belongs to the primary key of table "
                        + spec.table() + ", but the feed does not have it."));
    }
}
