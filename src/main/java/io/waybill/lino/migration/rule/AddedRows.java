package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds rows that the dump does not have.
 *
 * @param table that gets them
 * @param model full name of its model; needed where the dump does not have the table yet
 * @param rows the values of each, by column: expressions without columns
 */
record AddedRows(PlacedWord table, PlacedWord model, List<Map<PlacedWord, Formula>> rows) implements Rule {
    AddedRows {
        requireNonNull(table, "table");
        requireNonNull(rows, "rows");
        rows = rows.stream().map(Entries::formulas).toList();
    }

    @Override
    public PlacedWord subject() {
        return table;
    }

    @Override
    public List<Formula> formulas() {
        return rows.stream().flatMap(row -> row.values().stream()).toList();
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> existing = before.table(table.text());
        if (existing.isEmpty() && model == null) {
            faults.add(
                    table,
                    "unknown-table",
                    table.text(),
                    "a table that the dump has at this point, or model: with the model of a new one",
                    null);
            return before;
        }
        if (existing.isEmpty()) {
            FullModelNames.check(model, faults);
        }
        SourceTable none = new SourceTable("", "", List.of(), Optional.empty(), Optional.empty());
        RowGaps gaps = new RowGaps(table, existing, faults);
        for (Map<PlacedWord, Formula> row : rows) {
            row.values().forEach(formula -> faults.constant(formula));
            gaps.fill(
                    row.keySet(),
                    column -> row.get(column).kind(none),
                    place(row),
                    "the row of " + table + " that add-rows adds");
        }
        return before.with(new SourceTable(
                table.text(),
                existing.map(SourceTable::model).orElseGet(() -> model.text()),
                gaps.columns(),
                existing.flatMap(SourceTable::pointer),
                existing.flatMap(SourceTable::parent)));
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        SourceTable now = work.after(table.text());
        OwnLanguage own = new OwnLanguage(work.before().languages());
        List<SourceRow> added = new ArrayList<>();
        for (Map<PlacedWord, Formula> row : rows) {
            Map<String, Object> values = new LinkedHashMap<>();
            row.forEach((column, formula) -> values.put(
                    column.text(),
                    own.value(
                            formula.expression().value(Map.of()),
                            now.column(column.text()).orElseThrow().kind())));
            added.add(new SourceRow(now, values, faults.file(), place(row).line(), -1));
            Optional<String> key = work.relations().key(now).filter(name -> !values.containsKey(name));
            key.ifPresent(name -> faults.add(
                    place(row), "no-key", "a row of " + table + " without " + name, "its key " + name, null));
        }
        return new Change(now, added);
    }

    /** Where a row begins. */
    private PlacedWord place(Map<PlacedWord, Formula> row) {
        return row.keySet().stream().findFirst().orElse(table);
    }

    private record Change(SourceTable now, List<SourceRow> added) implements RowChange {
        @Override
        public Set<String> tables() {
            return Set.of(now.table());
        }

        @Override
        public void change(SourceRow row, Rows out) {
            out.row(row.with(now, row.values()));
        }

        @Override
        public void end(Rows out) {
            added.forEach(out::row);
        }
    }
}
