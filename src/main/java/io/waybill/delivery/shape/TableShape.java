package io.waybill.delivery.shape;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the catalogue says about one table.
 *
 * @param name in the catalogue
 * @param owned whether this user may change its definition
 * @param interferes whether it has triggers or rules, which may change what is written
 * @param columns by name, in the order of the table
 * @param key columns of the primary key, in its order
 * @param uniques the other unique indexes
 * @param checks its CHECK constraints
 * @param references foreign keys of this table
 * @param referrers foreign keys of any table of the database that refer to this one
 */
public record TableShape(
        TableName name,
        boolean owned,
        boolean interferes,
        Map<String, ColumnShape> columns,
        List<String> key,
        List<UniqueShape> uniques,
        List<CheckConstraintShape> checks,
        List<ForeignKeyShape> references,
        List<ForeignKeyShape> referrers) {
    /** A column by its name, unquoted; empty when the table has none of that name. */
    public Optional<ColumnShape> column(String column) {
        return Optional.ofNullable(columns.get(column));
    }
}
