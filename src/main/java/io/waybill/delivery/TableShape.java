package io.waybill.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the catalogue says of one table.
 *
 * @param name in the catalogue
 * @param owned whether this user may change its definition
 * @param interferes whether it has triggers or rules, which may make something else of what is written
 * @param columns by name, in their order
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
        List<ConstraintShape> checks,
        List<ForeignKeyShape> references,
        List<ForeignKeyShape> referrers) {

    Optional<ColumnShape> column(String column) {
        return Optional.ofNullable(columns.get(column));
    }
}
