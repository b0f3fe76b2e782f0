package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.Expression;
import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Moves a column between a model and one that extends it, in either direction: the rows with the same key belong together.
 *
 * @param column its name
 * @param from the table that has it
 * @param to the table that gets it
 * @param as its name there; null for the same
 * @param otherwise what a row gets that has no partner, or whose partner has no value; null for null
 * @param keep whether the column also stays where it is; null for no
 */
record MovedColumn(PlacedWord column, PlacedWord from, PlacedWord to, PlacedWord as, Formula otherwise, Boolean keep)
        implements Rule {
    MovedColumn {
        requireNonNull(column, "column");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
    }

    @Override
    public PlacedWord subject() {
        return column;
    }

    @Override
    public List<Formula> formulas() {
        return otherwise == null ? List.of() : List.of(otherwise);
    }

    private PlacedWord newName() {
        return as == null ? column : as;
    }

    private boolean stays() {
        return Boolean.TRUE.equals(keep);
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> source = faults.table(before, from);
        Optional<SourceTable> destination = faults.table(before, to);
        if (source.isEmpty() || destination.isEmpty() || !faults.column(source.get(), column)) {
            return before;
        }
        SourceTable old = source.get();
        SourceTable other = destination.get();
        faults.columns(before, other, otherwise);
        boolean related =
                before.family(old).contains(other) || before.family(other).contains(old);
        if (!related || old.table().equals(other.table())) {
            faults.add(
                    to,
                    "not-related",
                    to.text(),
                    "a table that extends or is extended by this one, " + from.text() + " or this one",
                    "look-up finds rows of other tables.");
        }
        if (other.column(newName().text()).isPresent()) {
            faults.add(
                    newName(), "name-taken", newName().text(), "a name that " + to.text() + " does not have yet", null);
        }
        if (!stays() && old.pointer().filter(column.text()::equals).isPresent()) {
            faults.add(column, "pointer-moved", column.text(), "another column than the key", null);
        }
        Kind kind = old.column(column.text()).map(SourceColumn::kind).orElseThrow();
        List<SourceColumn> more = new ArrayList<>(other.columns());
        more.add(new SourceColumn(newName().text(), kind));
        InterimTables tables = before.with(other.withColumns(more));
        if (stays()) {
            return tables;
        }
        List<SourceColumn> fewer = old.columns().stream()
                .filter(each -> !each.name().equals(column.text()))
                .toList();
        return tables.with(old.withColumns(fewer));
    }

    @Override
    public TableReferences relations(TableReferences after, InterimTables before) {
        return after.beforeColumns(
                to.text(), Map.of(newName().text(), new ColumnName(from.text(), column.text())), List.of());
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        Optional<String> key = work.relations().key(work.before(from));
        Optional<String> otherKey = work.relations().key(work.before(to));
        if (key.isEmpty() || otherKey.isEmpty()) {
            PlacedWord unknown = key.isEmpty() ? from : to;
            faults.add(unknown, "no-key", unknown.text(), "a table whose key is known", null);
        }
        return new Change(
                new ColumnName(from.text(), key.orElse("")),
                new ColumnName(to.text(), otherKey.orElse("")),
                column.text(),
                newName().text(),
                stays(),
                otherwise == null ? null : otherwise.expression(),
                work,
                faults.file());
    }

    private static final class Change implements RowChange {
        private final ColumnName key;
        private final ColumnName otherKey;
        private final String column;
        private final String name;
        private final boolean stays;
        private final Expression otherwise;
        private final SourceTable source;
        private final SourceTable destination;
        private final IndexMemory memory;
        private final String file;
        private final Map<String, Object> found = new HashMap<>();

        private Change(
                ColumnName key,
                ColumnName otherKey,
                String column,
                String name,
                boolean stays,
                Expression otherwise,
                RuleWork work,
                String file) {
            this.key = key;
            this.otherKey = otherKey;
            this.column = column;
            this.name = name;
            this.stays = stays;
            this.otherwise = otherwise;
            this.source = work.after(key.table());
            this.destination = work.after(otherKey.table());
            this.memory = work.memory();
            this.file = file;
        }

        @Override
        public Set<String> tables() {
            return Set.of(key.table(), otherKey.table());
        }

        @Override
        public Set<String> decided() {
            return Set.of(otherKey.table());
        }

        @Override
        public Optional<Survey> survey() {
            return Optional.of(new ValueSurvey(key.table(), this::add));
        }

        private void add(SourceRow row) {
            Object value = row.values().get(column);
            if (value != null) {
                String text = KeyValue.text(row.values().get(key.column()));
                memory.remember(file, text, value);
                found.put(text, value);
            }
        }

        @Override
        public void change(SourceRow row, Rows out) {
            Map<String, Object> values = new LinkedHashMap<>(row.values());
            if (row.table().table().equals(key.table())) {
                if (!stays) {
                    values.remove(column);
                }
                out.row(row.with(source, values));
                return;
            }
            Object value = found.get(KeyValue.text(row.values().get(otherKey.column())));
            values.put(name, value != null || otherwise == null ? value : otherwise.value(row.values()));
            out.row(row.with(destination, values));
        }
    }
}
