package io.waybill.lino.restore;

import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.List;

/**
 * Two columns that together refer to a row of any table: the number of its model, and its key. No constraint of the database knows of it.
 *
 * @param type column of the model's number
 * @param key column of the row's key
 */
record GenericReference(String type, String key) {
    private static final String TYPE = "_type_id";

    /** Those of a table: a column with a model, such as {@code owner_type_id}, and a plain one beside it, {@code owner_id}. */
    static List<GenericReference> of(SourceTable table) {
        return table.columns().stream()
                .filter(column ->
                        column.kind() == Kind.CONTENT_TYPE && column.name().endsWith(TYPE))
                .map(SourceColumn::name)
                .map(type -> new GenericReference(type, type.substring(0, type.length() - TYPE.length()) + "_id"))
                .filter(pair -> table.column(pair.key)
                        .filter(column -> column.kind() == Kind.PLAIN)
                        .isPresent())
                .toList();
    }
}
