package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.Expression;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves rows of a table out, or the whole table.
 *
 * @param table its name
 * @param where the rows that are left out; null for all, and with them the table
 */
record SkippedRows(PlacedWord table, Formula where) implements Rule {
    SkippedRows {
        requireNonNull(table, "table");
    }

    @Override
    public PlacedWord subject() {
        return table;
    }

    @Override
    public List<Formula> formulas() {
        return where == null ? List.of() : List.of(where);
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> found = faults.table(before, table);
        if (found.isEmpty()) {
            return before;
        }
        faults.columns(before, found.get(), where);
        if (where != null) {
            return before;
        }
        List<String> children = before.family(found.get()).stream()
                .map(SourceTable::table)
                .filter(name -> !name.equals(table.text()))
                .toList();
        if (!children.isEmpty()) {
            faults.add(
                    table,
                    "extended-model",
                    table.text() + ", which " + String.join(", ", children) + " extend",
                    "a table that no other one extends at this point",
                    "Skip these first, or detach them with detach-model.");
            return before;
        }
        return before.without(List.of(table.text()));
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        return new Change(table.text(), where == null ? null : where.expression());
    }

    private record Change(String name, Expression where) implements RowChange {
        @Override
        public Set<String> tables() {
            return Set.of(name);
        }

        @Override
        public void change(SourceRow row, Rows out) {
            if (where == null || where.holds(row.values())) {
                out.note("rows-skipped", "Rows of " + name + " are left out by a rule.");
            } else {
                out.row(row);
            }
        }
    }
}
