package io.waybill.lino.migration.rule;

import io.waybill.lino.migration.expression.EvaluationException;
import io.waybill.lino.migration.expression.Expression;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives each row of a table the columns that it has after a change.
 *
 * @param name of the table
 * @param now the table after the change
 * @param where the rows that get other values; null for all
 * @param parts in the order of the columns
 */
record ChangedColumns(String name, SourceTable now, Expression where, List<Part> parts) implements RowChange {
    /**
     * What a column gets.
     *
     * @param name of the column
     * @param from where its value is when the row comes
     * @param expression that makes it; null when it stays
     * @param values that are exchanged; null when none are
     * @param texts of these
     */
    record Part(String name, String from, Expression expression, ValueMap values, Map<String, String> texts) {}

    @Override
    public Set<String> tables() {
        return Set.of(name);
    }

    @Override
    public void change(SourceRow row, Rows out) {
        Map<String, Object> old = row.values();
        boolean chosen = where == null || where.holds(old);
        Map<String, Object> values = new LinkedHashMap<>(parts.size() * 2);
        for (Part part : parts) {
            try {
                if (chosen && part.expression != null) {
                    values.put(part.name, part.expression.value(old));
                } else if (old.containsKey(part.from)) {
                    Object value = old.get(part.from);
                    values.put(
                            part.name,
                            chosen && part.values != null ? part.values.exchanged(value, part.texts) : value);
                }
            } catch (EvaluationException e) {
                throw e.of(part.name);
            }
        }
        out.row(row.with(now, values));
    }
}
