package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.Expression;
import io.waybill.lino.migration.expression.Values;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works out a column of a table from the rows of another table that refer to its rows: how many there are, or a sum of theirs.
 *
 * @param table that gets the column
 * @param column its name; its values are replaced when it exists
 * @param from the table with the other rows
 * @param by the column of {@code from} with the key of the row that they belong to
 * @param take what is worked out
 * @param value of each of the other rows; not needed for count
 * @param where the other rows that count; null for all
 * @param otherwise what a row gets to which none belongs; null for 0 where rows are counted, and for null elsewhere
 */
record ComputedColumn(
        PlacedWord table,
        PlacedWord column,
        PlacedWord from,
        PlacedWord by,
        Take take,
        Formula value,
        Formula where,
        Formula otherwise)
        implements Rule {
    ComputedColumn {
        requireNonNull(table, "table");
        requireNonNull(column, "column");
        requireNonNull(from, "from");
        requireNonNull(by, "by");
        requireNonNull(take, "take");
    }

    /** What is worked out. */
    enum Take {
        /** How many rows there are. */
        COUNT,
        /** The sum of their values; null counts as none. */
        SUM,
        /** The least of their values. */
        LEAST,
        /** The greatest of their values. */
        GREATEST
    }

    @Override
    public PlacedWord subject() {
        return table;
    }

    @Override
    public List<Formula> formulas() {
        List<Formula> formulas = new ArrayList<>();
        for (Formula formula : new Formula[] {value, where, otherwise}) {
            if (formula != null) {
                formulas.add(formula);
            }
        }
        return formulas;
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> destination = faults.table(before, table);
        Optional<SourceTable> source = faults.table(before, from);
        source.ifPresent(other -> {
            faults.column(other, by);
            faults.columns(before, other, value);
            faults.columns(before, other, where);
        });
        if ((value == null) != (take == Take.COUNT)) {
            faults.add(
                    column,
                    "value",
                    value == null ? "no value" : "a value",
                    take == Take.COUNT ? "none: rows are counted" : "value: what is taken of each row",
                    null);
        }
        if (destination.isEmpty()) {
            return before;
        }
        SourceTable old = destination.get();
        faults.columns(before, old, otherwise);
        return before.with(old.filling(column.text()));
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        Optional<String> key = work.relations().key(work.before(table));
        if (key.isEmpty()) {
            faults.add(table, "no-key", table.text(), "a table whose key is known", null);
        }
        return new Change(
                key.orElse(""),
                work.after(table.text()),
                where == null ? null : where.expression(),
                value == null ? null : value.expression(),
                otherwise == null ? null : otherwise.expression(),
                work.memory(),
                faults.file(),
                new HashMap<>());
    }

    private final class Change implements RowChange {
        private final String key;
        private final SourceTable destination;
        private final Expression condition;
        private final Expression taken;
        private final Expression fallback;
        private final IndexMemory memory;
        private final String file;
        private final Map<String, Object> found;

        private Change(
                String key,
                SourceTable destination,
                Expression condition,
                Expression taken,
                Expression fallback,
                IndexMemory memory,
                String file,
                Map<String, Object> found) {
            this.key = key;
            this.destination = destination;
            this.condition = condition;
            this.taken = taken;
            this.fallback = fallback;
            this.memory = memory;
            this.file = file;
            this.found = found;
        }

        @Override
        public Set<String> tables() {
            return Set.of(table.text(), from.text());
        }

        @Override
        public Set<String> decided() {
            return Set.of(table.text());
        }

        @Override
        public Optional<Survey> survey() {
            return Optional.of(new ValueSurvey(from.text(), this::add));
        }

        private void add(SourceRow row) {
            Object owner = row.values().get(by.text());
            Object next = owner == null ? null : taken(row);
            if (next != null) {
                String text = KeyValue.text(owner);
                Object earlier = found.get(text);
                if (earlier == null) {
                    memory.remember(file, text, next);
                }
                found.put(text, earlier == null ? next : both(earlier, next));
            }
        }

        /** What is taken of a row; null when it does not count. */
        private Object taken(SourceRow row) {
            if (condition != null && !condition.holds(row.values())) {
                return null;
            }
            Object one = taken == null ? (Object) 1L : taken.value(row.values());
            return one == null || take != Take.SUM ? one : Values.number(Values.number(one), one instanceof Long);
        }

        private Object both(Object one, Object other) {
            return switch (take) {
                case COUNT, SUM ->
                    Values.number(
                            Values.number(one).add(Values.number(other)), one instanceof Long && other instanceof Long);
                case LEAST -> Values.order(one, other) <= 0 ? one : other;
                case GREATEST -> Values.order(one, other) >= 0 ? one : other;
            };
        }

        @Override
        public void change(SourceRow row, Rows out) {
            String name = row.table().table();
            if (name.equals(from.text())) {
                // A row that has nothing to add is refused; the others are not added up without it.
                taken(row);
            }
            if (!name.equals(table.text())) {
                out.row(row);
                return;
            }
            Map<String, Object> values = new LinkedHashMap<>(row.values());
            Object value = found.get(KeyValue.text(row.values().get(key)));
            if (value == null) {
                value = fallback != null ? fallback.value(row.values()) : take == Take.COUNT ? (Object) 0L : null;
            }
            values.put(column.text(), value);
            out.row(row.with(destination, values));
        }
    }
}
