package io.waybill.merlin.config;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.mapping.DefaultValues;
import io.waybill.delivery.mapping.MappedTable;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model and its table in the target.
 *
 * @param table in the target's catalogue
 * @param columns that are written, besides {@code id}
 * @param defaults of inserted rows
 * @param touched column that gets the time of the delivery whenever another one changes; null for none
 */
public record Model(String table, List<String> columns, DefaultValues defaults, String touched) {
    private static final String ID = "id";

    public Model {
        requireNonNull(table, "table");
        columns = List.copyOf(requireNonNull(columns, "columns"));
        defaults = defaults == null ? DefaultValues.NONE : defaults;
    }

    /** For the delivery; random identifiers are made by this system's own SQL. */
    MappedTable mapped(String name) {
        List<ColumnSpec> all = Stream.concat(Stream.of(ID), columns.stream())
                .map(column -> new ColumnSpec(column, column))
                .toList();
        return new MappedTable(MerlinConfig.SYSTEM + "." + name, table, all, defaults.withoutRandom());
    }
}
