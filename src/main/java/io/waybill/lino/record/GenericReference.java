package io.waybill.lino.record;

import static java.util.Objects.requireNonNull;

import io.waybill.lino.record.SourceTable.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Two columns that together refer to a row of any table: the number of its model, and its key. No constraint of the database knows of it.
 *
 * @param type column of the model's number
 * @param key column of the row's key
 */
public record GenericReference(String type, String key) {
    private static final String TYPE = "_type_id";
    private static final String ID = "_id";

    public GenericReference {
        requireNonNull(type, "type");
        requireNonNull(key, "key");
    }

    /** Those of a table: a column with a model, such as {@code owner_type_id}, and a plain one beside it, {@code owner_id}. */
    public static List<GenericReference> of(SourceTable table) {
        return table.columns().stream()
                .filter(column -> column.kind() == Kind.CONTENT_TYPE)
                .flatMap(column -> ofType(column.name()).stream())
                .filter(pair -> table.column(pair.key)
                        .filter(column -> column.kind() == Kind.PLAIN)
                        .isPresent())
                .toList();
    }

    /** What a column is part of if it has a model; empty when its name is not such a one. */
    static Optional<GenericReference> ofType(String column) {
        return column.endsWith(TYPE)
                ? Optional.of(new GenericReference(column, column.substring(0, column.length() - TYPE.length()) + ID))
                : Optional.empty();
    }
}
