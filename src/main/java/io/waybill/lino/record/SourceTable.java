package io.waybill.lino.record;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.shape.TableShape;
import io.waybill.format.Position;
import java.util.ArrayList;
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

    /** This one with other columns. */
    public SourceTable withColumns(List<SourceColumn> other) {
        return new SourceTable(table, model, other, pointer, parent);
    }

    /** This one, of whose column of this name every row has got a value, or may have; a column that it lacks is added. */
    public SourceTable filling(String name) {
        List<SourceColumn> filled = new ArrayList<>();
        columns.forEach(column -> filled.add(column.name().equals(name) ? column.filled() : column));
        if (column(name).isEmpty()) {
            filled.add(new SourceColumn(name, Kind.PLAIN));
        }
        return withColumns(filled);
    }

    /** This one, some of whose rows have no value of the column of this name. */
    public SourceTable without(String name, Gap rows) {
        return withColumns(columns.stream()
                .map(column -> column.name().equals(name) ? column.without(rows) : column)
                .toList());
    }

    /**
     * This one, of which the target's catalogue says which columns have models: those that refer to {@code django_content_type}, but none
     * that refers elsewhere.
     */
    public SourceTable as(TableShape target) {
        return withColumns(columns.stream()
                .map(column -> target.references().stream()
                        .filter(reference -> reference.childColumns().equals(List.of(column.name())))
                        .findFirst()
                        .map(reference -> column.as(reference.parent().name().equals(ContentTypes.TABLE)))
                        .orElse(column))
                .toList());
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
     * @param gap rows that have no value of it, because of a step of migration; empty when there are none
     */
    public record SourceColumn(String name, Kind kind, Optional<Gap> gap) {
        public SourceColumn {
            requireNonNull(name, "name");
            requireNonNull(kind, "kind");
            requireNonNull(gap, "gap");
        }

        /** A column in which every row has a value. */
        public SourceColumn(String name, Kind kind) {
            this(name, kind, Optional.empty());
        }

        private SourceColumn as(boolean ofModels) {
            return kind == Kind.BABEL ? this : new SourceColumn(name, ofModels ? Kind.CONTENT_TYPE : Kind.PLAIN, gap);
        }

        /** This one under another name. */
        public SourceColumn named(String other) {
            return new SourceColumn(other, kind, gap);
        }

        /** This one, with some rows that have no value; where others had none before, those are reported. */
        public SourceColumn without(Gap rows) {
            return new SourceColumn(name, kind, gap.or(() -> Optional.of(rows)));
        }

        /** This one, with a value in every row, or possibly in every row. */
        public SourceColumn filled() {
            return new SourceColumn(name, kind);
        }
    }

    /**
     * Rows of a table that have no value of a column.
     *
     * @param at the place in a step that makes it so
     * @param rule as people find it there
     * @param rows which they are, in words
     */
    public record Gap(Position at, String rule, String rows) {
        public Gap {
            requireNonNull(at, "at");
            requireNonNull(rule, "rule");
            requireNonNull(rows, "rows");
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
