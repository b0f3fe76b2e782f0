package io.waybill.lino.repair;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.UniqueShape;
import io.waybill.delivery.shape.ValueKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table into which a repair restores rows.
 *
 * @param table its name in the dumps
 * @param spec what is delivered into it
 * @param shape of the target's table
 * @param updates by pass that updates columns, from 0, these columns
 * @param identity by pass, the columns that say which row it is, where the plan names them
 */
record RestoredTable(
        String table,
        TableSpec spec,
        TableShape shape,
        Map<Integer, List<String>> updates,
        Map<Integer, List<String>> identity) {
    RestoredTable {
        requireNonNull(table, "table");
        updates = Map.copyOf(updates);
        identity = Map.copyOf(identity);
    }

    String key() {
        return shape.key().get(0);
    }

    List<String> columns() {
        return spec.columns().stream().map(TableSpec.ColumnSpec::column).toList();
    }

    /** What the target's catalogue says of some columns. */
    List<ColumnShape> shapes(List<String> names) {
        return names.stream().map(shape.columns()::get).toList();
    }

    /** Columns of the dump that are not the key. */
    List<String> values() {
        return columns().stream().filter(column -> !column.equals(key())).toList();
    }

    boolean isUpdated() {
        return spec.policy() == Policy.UPSERT;
    }

    /** The columns by which a row of a pass is recognised: those that the plan names, or else those of unique indexes. */
    List<String> identity(int pass) {
        List<String> named = identity.getOrDefault(pass, List.of());
        if (!named.isEmpty()) {
            return named;
        }
        Set<String> unique = new LinkedHashSet<>();
        shape.uniques().stream().map(UniqueShape::columns).forEach(unique::addAll);
        unique.retainAll(values());
        return List.copyOf(unique);
    }

    /** SQL that tells whether the rows {@code s} and {@code t} differ in any of some columns. */
    String differs(List<String> columns) {
        return columns.isEmpty()
                ? "false"
                : columns.stream().map(this::differs).collect(Collectors.joining(" OR ", "(", ")"));
    }

    private String differs(String name) {
        ColumnShape column = shape.columns().get(name);
        String cast = column.kind() == ValueKind.JSON || column.kind() == ValueKind.OTHER ? "::text" : "";
        String quoted = SqlTemplate.quoted(name);
        return "s." + quoted + cast + " IS DISTINCT FROM t." + quoted + cast;
    }
}
