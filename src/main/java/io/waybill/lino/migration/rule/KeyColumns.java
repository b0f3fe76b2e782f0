package io.waybill.lino.migration.rule;

import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.GenericReference;
import io.waybill.lino.record.SourceTable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The columns of a table that can hold keys of some models.
 *
 * @param columns that always do
 * @param pairs that do when their content type is one of these models
 */
record KeyColumns(Set<String> columns, List<GenericReference> pairs) {
    /** Whether there are none. */
    boolean isEmpty() {
        return columns.isEmpty() && pairs.isEmpty();
    }

    /** The columns of all tables that hold keys of a family, by table; tables without any are left out. */
    static Map<String, KeyColumns> of(InterimTables tables, TableReferences relations, List<SourceTable> family) {
        Set<String> names = new LinkedHashSet<>();
        family.forEach(table -> names.add(table.table()));
        Map<String, KeyColumns> found = new LinkedHashMap<>();
        for (SourceTable table : tables.all()) {
            Set<String> columns = relations.referring(table, names);
            if (names.contains(table.table())) {
                relations.key(table).ifPresent(columns::add);
            }
            KeyColumns keys = new KeyColumns(columns, GenericReference.of(table));
            if (!keys.isEmpty()) {
                found.put(table.table(), keys);
            }
        }
        return found;
    }

    /**
     * The values of a row with other keys.
     *
     * @param models whose keys change
     * @param change the new key by the old one, which is not null
     */
    Map<String, Object> changed(Map<String, Object> values, Set<ContentType> models, UnaryOperator<Object> change) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        for (String column : columns) {
            exchange(changed, column, change);
        }
        for (GenericReference pair : pairs) {
            if (values.get(pair.type()) instanceof ContentType type
                    && models.stream().anyMatch(model -> FullModelNames.same(model, type))) {
                exchange(changed, pair.key(), change);
            }
        }
        return changed;
    }

    private static void exchange(Map<String, Object> values, String column, UnaryOperator<Object> change) {
        Object key = values.get(column);
        if (key != null) {
            values.put(column, change.apply(key));
        }
    }
}
