package io.waybill.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns whose values nobody is shown, such as hashes of passwords. They are staged, delivered, journalled and undone as any other.
 *
 * @param byTable columns, by table as people read it
 */
public record SecretColumns(Map<String, Set<String>> byTable) {
    /** No column is secret. */
    public static final SecretColumns NONE = new SecretColumns(Map.of());

    public SecretColumns {
        byTable = Map.copyOf(byTable);
    }

    /** Those of a table; none for one that is not known. */
    public Set<String> of(String table) {
        return byTable.getOrDefault(table, Set.of());
    }

    /** Those of both. */
    public SecretColumns and(SecretColumns others) {
        Map<String, Set<String>> both = new LinkedHashMap<>(byTable);
        both.putAll(others.byTable);
        return new SecretColumns(both);
    }

    /** The tables, each as often as it has secret columns; {@link #columns} has these in the same order. */
    List<String> tables() {
        List<String> tables = new ArrayList<>();
        byTable.forEach((table, columns) -> columns.forEach(column -> tables.add(table)));
        return tables;
    }

    List<String> columns() {
        List<String> all = new ArrayList<>();
        byTable.forEach((table, columns) -> all.addAll(columns));
        return all;
    }
}
