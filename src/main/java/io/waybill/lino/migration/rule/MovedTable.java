package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a table another name, its model another one, or both. Everything follows: references by the table's name, models that extend it,
 * and content types.
 *
 * @param table its name
 * @param to its new name; null when only the model changes
 * @param model full name of its model from now on; null when only the table changes
 */
record MovedTable(PlacedWord table, PlacedWord to, PlacedWord model) implements Rule {
    MovedTable {
        requireNonNull(table, "table");
    }

    private String newName() {
        return to == null ? table.text() : to.text();
    }

    @Override
    public PlacedWord subject() {
        return table;
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> found = faults.table(before, table);
        if (found.isEmpty()) {
            return before;
        }
        if (to == null && model == null) {
            faults.add(
                    table,
                    "nothing-to-do",
                    "neither to nor model",
                    "the new name of the table, its model, or both",
                    null);
        }
        if (to != null && before.table(to.text()).isPresent()) {
            faults.add(
                    to,
                    "name-taken",
                    to.text(),
                    "a table that the dump does not have at this point",
                    "make-rows with keep: false moves rows into a table that exists.");
            return before;
        }
        if (model != null) {
            FullModelNames.check(model, faults);
            before.ofModel(model.text())
                    .filter(other -> !other.table().equals(table.text()))
                    .ifPresent(other -> faults.add(
                            model, "name-taken", model.text(), "a model that no table has at this point", null));
        }
        SourceTable old = found.get();
        String newModel = model == null ? old.model() : model.text();
        InterimTables tables = before.replacing(
                old.table(), new SourceTable(newName(), newModel, old.columns(), old.pointer(), old.parent()));
        for (SourceTable child : before.all()) {
            if (child.parent().filter(old.model()::equals).isPresent()
                    && !child.model().equals(old.model())) {
                tables = tables.with(new SourceTable(
                        child.table(), child.model(), child.columns(), child.pointer(), Optional.of(newModel)));
            }
        }
        return tables;
    }

    @Override
    public TableReferences relations(TableReferences after, InterimTables before) {
        return after.beforeTable(newName(), table.text());
    }

    @Override
    public Set<String> origins(String tableAfter) {
        return Set.of(tableAfter.equals(newName()) ? table.text() : tableAfter);
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        String oldModel = work.before(table).model();
        String newModel = work.after(newName()).model();
        boolean changed = !oldModel.equals(newModel);
        Map<String, Move> moves = new LinkedHashMap<>();
        for (SourceTable each : work.before().all()) {
            SourceTable now = each.table().equals(table.text()) ? work.after(newName()) : work.after(each.table());
            List<String> contentTypes = changed ? contentTypes(each) : List.of();
            if (now != each || !contentTypes.isEmpty()) {
                moves.put(each.table(), new Move(now, contentTypes));
            }
        }
        return new Change(moves, new ContentType(oldModel), new ContentType(newModel));
    }

    static List<String> contentTypes(SourceTable table) {
        return table.columns().stream()
                .filter(column -> column.kind() == Kind.CONTENT_TYPE)
                .map(SourceColumn::name)
                .toList();
    }

    private record Move(SourceTable now, List<String> contentTypes) {}

    private record Change(Map<String, Move> moves, ContentType old, ContentType now) implements RowChange {
        @Override
        public Set<String> tables() {
            return new LinkedHashSet<>(moves.keySet());
        }

        @Override
        public void change(SourceRow row, Rows out) {
            Move move = moves.get(row.table().table());
            Map<String, Object> values = row.values();
            for (String column : move.contentTypes) {
                if (values.get(column) instanceof ContentType type && FullModelNames.same(type, old)) {
                    values = values == row.values() ? new LinkedHashMap<>(values) : values;
                    values.put(column, now);
                }
            }
            out.row(row.with(move.now, values));
        }
    }
}
