package io.waybill.lino.dump;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The table of a model of the site.
 *
 * @param schema of the table
 * @param name of the table
 * @param model the model, by its names
 * @param key columns of the primary key, in its order
 * @param columns in the order of the table
 * @param parent of a model that extends another one: the column that is both its key and that of its parent
 */
record SiteTable(
        String schema,
        String name,
        ModelNames model,
        List<String> key,
        List<SiteColumn> columns,
        Optional<Parent> parent) {
    SiteTable {
        requireNonNull(schema, "schema");
        requireNonNull(name, "name");
        requireNonNull(model, "model");
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /**
     * The model that another one extends.
     *
     * @param pointer the column of the child
     * @param table of the parent
     */
    record Parent(String pointer, String table) {}

    /** The tables that its foreign keys refer to. */
    List<String> references() {
        return columns.stream()
                .map(SiteColumn::reference)
                .filter(reference -> reference != null && !reference.equals(name))
                .distinct()
                .toList();
    }
}
