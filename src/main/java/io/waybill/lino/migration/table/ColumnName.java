package io.waybill.lino.migration.table;

import static java.util.Objects.requireNonNull;

/**
 * A column of a table.
 *
 * @param table its name
 * @param column its name
 */
public record ColumnName(String table, String column) implements Comparable<ColumnName> {
    public ColumnName {
        requireNonNull(table, "table");
        requireNonNull(column, "column");
    }

    @Override
    public int compareTo(ColumnName other) {
        int tables = table.compareTo(other.table);
        return tables != 0 ? tables : column.compareTo(other.column);
    }

    /** As people write it: {@code table.column}. */
    @Override
    public String toString() {
        return table + "." + column;
    }
}
