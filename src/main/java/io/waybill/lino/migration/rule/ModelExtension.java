package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.NearestName;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.SourceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a model extend another one: its key becomes the pointer to the row of the parent. That row has to exist, or to be made by make-rows.
 *
 * @param table its name
 * @param parent full name of the model that it extends from now on
 * @param key the column that is its key
 * @param pointer what that column is called from now on
 */
record ModelExtension(PlacedWord table, PlacedWord parent, PlacedWord key, PlacedWord pointer) implements Rule {
    ModelExtension {
        requireNonNull(table, "table");
        requireNonNull(parent, "parent");
        requireNonNull(key, "key");
        requireNonNull(pointer, "pointer");
    }

    @Override
    public PlacedWord subject() {
        return table;
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> found = faults.table(before, table);
        if (found.isEmpty() || !faults.column(found.get(), key)) {
            return before;
        }
        SourceTable old = found.get();
        if (old.parent().isPresent()) {
            faults.add(
                    table,
                    "extends-already",
                    table.text() + ", which extends " + old.parent().get(),
                    "a model that extends no other one at this point",
                    "detach-model first.");
        }
        Optional<SourceTable> other = before.ofModel(parent.text());
        if (other.isEmpty() || before.family(old).contains(other.get())) {
            faults.add(
                    parent,
                    "unknown-model",
                    parent.text(),
                    "the full name of a model that the dump has at this point, and that does not extend this one"
                            + NearestName.suggestion(
                                    parent.text(),
                                    before.all().stream()
                                            .map(SourceTable::model)
                                            .filter(model -> !model.equals(parent.text()))
                                            .toList()),
                    null);
        }
        return before.with(
                RenamedColumn.in(old, key, pointer, Optional.of(pointer.text()), Optional.of(parent.text()), faults));
    }

    @Override
    public TableReferences relations(TableReferences after, InterimTables before) {
        return after.beforeColumns(table.text(), Map.of(), List.of(pointer.text()))
                .withKey(table.text(), key.text());
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        return new RenamedColumn(table.text(), key.text(), pointer.text(), work.after(table.text()));
    }

    /** The reference that a pointer is. */
    static TableReferences pointing(TableReferences relations, SourceTable table, InterimTables tables) {
        return tables.parent(table)
                .map(parent -> relations.with(
                        new ColumnName(table.table(), table.pointer().orElseThrow()), parent.table()))
                .orElse(relations);
    }
}
