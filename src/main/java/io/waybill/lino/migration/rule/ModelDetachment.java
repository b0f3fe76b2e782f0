package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.SourceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a model of its own of one that extends another one: its pointer becomes an ordinary key. What it needs of the parent's row is moved
 * before, by move-column.
 *
 * @param table its name
 * @param key what its key is called from now on
 */
record ModelDetachment(PlacedWord table, PlacedWord key) implements Rule {
    ModelDetachment {
        requireNonNull(table, "table");
        requireNonNull(key, "key");
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
        SourceTable old = found.get();
        if (old.pointer().isEmpty()) {
            faults.add(table, "extends-nothing", table.text(), "a model that extends another one at this point", null);
            return before;
        }
        PlacedWord pointer = new PlacedWord(old.pointer().get(), table.line(), table.column());
        return before.with(RenamedColumn.in(old, pointer, key, Optional.empty(), Optional.empty(), faults));
    }

    @Override
    public TableReferences relations(TableReferences after, InterimTables before) {
        SourceTable old = before.table(table.text()).orElseThrow();
        TableReferences relations = after.beforeColumns(table.text(), Map.of(), List.of(key.text()))
                .withKey(table.text(), old.pointer().orElseThrow());
        return ModelExtension.pointing(relations, old, before);
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        return new RenamedColumn(
                table.text(), work.before(table).pointer().orElseThrow(), key.text(), work.after(table.text()));
    }
}
