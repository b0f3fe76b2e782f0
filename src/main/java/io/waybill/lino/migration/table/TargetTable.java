package io.waybill.lino.migration.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A table of the target, as its catalogue describes it.
 *
 * @param table its name
 * @param key the column that is its primary key; empty when it has none, or one of several columns
 * @param columns all of them, in any order
 */
public record TargetTable(String table, Optional<String> key, List<TargetColumn> columns) {
    public TargetTable {
        requireNonNull(table, "table");
        requireNonNull(key, "key");
        columns = List.copyOf(columns);
    }

    /**
     * A column of the target.
     *
     * @param name in the catalogue
     * @param required whether a row without it is refused: it is not null, and has neither a default nor a sequence
     * @param refersTo the table that a foreign key of this column alone refers to
     */
    public record TargetColumn(String name, boolean required, Optional<String> refersTo) {
        public TargetColumn {
            requireNonNull(name, "name");
            requireNonNull(refersTo, "refersTo");
        }
    }
}
