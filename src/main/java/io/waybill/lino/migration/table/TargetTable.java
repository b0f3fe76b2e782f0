package io.waybill.lino.migration.table;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.TableShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a migration has to know of a table of the target.
 *
 * @param table its name
 * @param key the column that is its primary key; empty when it has none, or one of several columns
 * @param references the table whose key a column refers to, by column
 */
public record TargetTable(String table, Optional<String> key, Map<String, String> references) {
    public TargetTable {
        requireNonNull(table, "table");
        requireNonNull(key, "key");
        references = Map.copyOf(references);
    }

    /**
     * Tables as the catalogue describes them.
     *
     * @param shapes all tables that may refer to each other, with the names that dumps have for them
     */
    public static List<TargetTable> of(Collection<TableShape> shapes) {
        Map<TableName, List<String>> keys = new HashMap<>();
        shapes.forEach(shape -> keys.put(shape.name(), shape.key()));
        List<TargetTable> tables = new ArrayList<>();
        for (TableShape shape : shapes) {
            Map<String, String> references = new HashMap<>();
            for (ForeignKeyShape reference : shape.references()) {
                boolean toKey = reference.parentColumns().equals(keys.get(reference.parent()));
                if (toKey && reference.childColumns().size() == 1) {
                    references.put(
                            reference.childColumns().get(0), reference.parent().name());
                }
            }
            tables.add(new TargetTable(
                    shape.name().name(),
                    shape.key().size() == 1 ? Optional.of(shape.key().get(0)) : Optional.empty(),
                    references));
        }
        return tables;
    }
}
