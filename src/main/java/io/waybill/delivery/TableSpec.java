package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What a feed delivers into one table.
 *
 * @param table name in the target's catalogue, with its schema where that is not on the search path
 * @param model what its records are called in the drop, e.g. {@code timetables.event}
 * @param policy what may be done to the table
 * @param columns the columns that the drop has, with the fields they come from; the others are never changed
 * @param defaults by column, the text of the value that an inserted row gets when its record lacks the field
 * @param retirement how a row that the drop does not have is ended or flagged; null unless the policy is {@code retire}
 */
public record TableSpec(
        String table,
        String model,
        Policy policy,
        List<ColumnSpec> columns,
        Map<String, String> defaults,
        Retirement retirement) {
    public TableSpec {
        requireNonNull(table, "table");
        requireNonNull(model, "model");
        requireNonNull(policy, "policy");
        columns = List.copyOf(columns);
        defaults = Map.copyOf(defaults);
        if ((policy == Policy.RETIRE) != (retirement != null)) {
            throw new IllegalArgumentException(
                    "Table " + table + ": a retirement goes with policy retire, and only with it");
        }
    }

    /** A table in which nothing is retired. */
    public TableSpec(
            String table, String model, Policy policy, List<ColumnSpec> columns, Map<String, String> defaults) {
        this(table, model, policy, columns, defaults, null);
    }

    /** What the drop calls a column; null when the drop does not have it. */
    String field(String column) {
        return columns.stream()
                .filter(each -> each.column().equals(column))
                .map(ColumnSpec::field)
                .findFirst()
                .orElse(null);
    }

    /**
     * What happens to a row that the drop no longer has.
     *
     * @param column that marks the row as ended
     * @param value what is written into it, as text: {@code false}, or the day on which the row ended
     */
    public record Retirement(String column, String value) {
        public Retirement {
            requireNonNull(column, "column");
            requireNonNull(value, "value");
        }
    }

    /**
     * @param column name in the catalogue
     * @param field what the drop calls it
     */
    public record ColumnSpec(String column, String field) {}
}
