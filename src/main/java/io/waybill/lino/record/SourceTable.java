package io.waybill.lino.record;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A table as a dump has it, or as a migration step leaves it.
 *
 * @param table its name
 * @param model full name of its model, such as {@code contacts.Partner}
 * @param columns in the order of the dump; of a text in several languages only the name that its columns begin with
 * @param pointer of a model that extends another one the column that is both its key and the key of its parent
 * @param parent full name of the model that it extends
 */
public record SourceTable(
        String table, String model, List<SourceColumn> columns, Optional<String> pointer, Optional<String> parent) {
    public SourceTable {
        requireNonNull(table, "table");
        requireNonNull(model, "model");
        columns = List.copyOf(columns);
    }

    /** The column of this name; empty when there is none. */
    public Optional<SourceColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /**
     * A column as a dump has it.
     *
     * @param name in the site's database
     * @param kind what its values are
     */
    public record SourceColumn(String name, Kind kind) {
        public SourceColumn {
            requireNonNull(name, "name");
            requireNonNull(kind, "kind");
        }
    }

    /** What the values of a column are. */
    public enum Kind {
        /** A value as the target's column wants it. */
        PLAIN,
        /** A {@link Translations}: one text for each language. */
        BABEL,
        /** A {@link ContentType}: a model by its name. */
        CONTENT_TYPE
    }
}
