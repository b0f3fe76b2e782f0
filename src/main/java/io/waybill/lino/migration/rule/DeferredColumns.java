package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.SourceRow;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives columns a value for the time being, which a job of the site replaces after the migration: previews, search texts. A notice says so.
 *
 * @param table its name
 * @param columns and the value that each has until then
 * @param by the job, as people start it
 */
record DeferredColumns(PlacedWord table, Map<PlacedWord, Formula> columns, String by) implements Rule {
    DeferredColumns {
        requireNonNull(table, "table");
        requireNonNull(by, "by");
        columns = Entries.formulas(columns);
    }

    private TableChange change() {
        return new TableChange(table, null, columns, Map.of(), List.of(), Map.of());
    }

    @Override
    public PlacedWord subject() {
        return table;
    }

    @Override
    public List<Formula> formulas() {
        return List.copyOf(columns.values());
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        return change().tables(before, faults);
    }

    @Override
    public TableReferences relations(TableReferences after, InterimTables before) {
        return change().relations(after, before);
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        RowChange change = change().compile(work, faults);
        String names = String.join(
                ", ", columns.keySet().stream().map(PlacedWord::text).toList());
        return new RowChange() {
            @Override
            public Set<String> tables() {
                return change.tables();
            }

            @Override
            public void change(SourceRow row, Rows out) {
                out.note("filled-later", "Rows of " + table + " get " + names + " later: " + by + ".");
                change.change(row, out);
            }
        };
    }
}
