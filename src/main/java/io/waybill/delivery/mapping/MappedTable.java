package io.waybill.delivery.mapping;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import java.time.Instant;
import java.util.List;

/**
 * A table of the target as a mapping file describes it.
 *
 * @param model what its records are called in messages and counts, e.g. {@code timetables.event}
 * @param table name in the target's catalogue
 * @param columns those that are written, with the fields they come from
 * @param defaults of inserted rows
 */
public record MappedTable(String model, String table, List<ColumnSpec> columns, DefaultValues defaults) {
    public MappedTable {
        requireNonNull(model, "model");
        requireNonNull(table, "table");
        columns = List.copyOf(columns);
        requireNonNull(defaults, "defaults");
    }

    /**
     * What a feed delivers into it.
     *
     * @param time of the delivery
     */
    TableSpec spec(Policy policy, Instant time) {
        return new TableSpec(table, model, policy, columns, defaults.at(time));
    }
}
