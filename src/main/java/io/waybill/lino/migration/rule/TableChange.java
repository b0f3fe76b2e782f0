package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes columns of a table. Expressions see a row as it comes; then columns are dropped, and in the end renamed.
 *
 * @param table its name
 * @param where the rows that get other values; null for all
 * @param set columns and what they become, also new columns
 * @param map columns and the values that are exchanged in them
 * @param drop columns that are left out
 * @param rename new name by old one
 */
record TableChange(
        PlacedWord table,
        Formula where,
        Map<PlacedWord, Formula> set,
        Map<PlacedWord, ValueMap> map,
        List<PlacedWord> drop,
        Map<PlacedWord, PlacedWord> rename)
        implements Rule {
    TableChange {
        requireNonNull(table, "table");
        set = Entries.formulas(set);
        map = Entries.map(map);
        drop = Entries.list(drop);
        rename = Entries.map(rename);
    }

    @Override
    public PlacedWord subject() {
        return table;
    }

    @Override
    public List<Formula> formulas() {
        return Entries.formulas(set, where);
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> found = faults.table(before, table);
        if (found.isEmpty()) {
            return before;
        }
        SourceTable old = found.get();
        faults.columns(before, old, where);
        set.values().forEach(formula -> faults.columns(before, old, formula));
        check(old, faults);
        Map<String, SourceColumn> columns = new LinkedHashMap<>();
        Map<String, Formula> setNames = byName(set);
        Set<String> dropped = drop.stream().map(PlacedWord::text).collect(Collectors.toSet());
        Map<String, String> renamed = newNames();
        for (SourceColumn column : old.columns()) {
            if (!dropped.contains(column.name())) {
                Formula formula = setNames.get(column.name());
                String name = renamed.getOrDefault(column.name(), column.name());
                columns.put(name, formula == null ? column.named(name) : new SourceColumn(name, formula.kind(old)));
            }
        }
        set.forEach((name, formula) -> {
            if (old.column(name.text()).isEmpty()) {
                SourceColumn column = new SourceColumn(name.text(), formula.kind(old));
                columns.put(
                        name.text(),
                        where == null
                                ? column
                                : column.without(
                                        faults.gap(name, "the rows of " + table + " for which where does not hold")));
            }
        });
        Optional<String> pointer = old.pointer().map(name -> renamed.getOrDefault(name, name));
        return before.with(
                new SourceTable(old.table(), old.model(), List.copyOf(columns.values()), pointer, old.parent()));
    }

    private void check(SourceTable old, RuleFaults faults) {
        Set<String> gone = new HashSet<>();
        for (PlacedWord column : drop) {
            faults.column(old, column);
            gone.add(column.text());
            if (old.pointer().filter(column.text()::equals).isPresent()) {
                faults.add(
                        column,
                        "pointer-dropped",
                        column.text(),
                        "another column: this one is the key, and leads to the parent's row",
                        "detach-model makes a model of its own of it.");
            }
        }
        map.keySet().forEach(column -> faults.column(old, column));
        Set<String> given = new HashSet<>();
        for (PlacedWord column : concat(set.keySet(), map.keySet())) {
            if (gone.contains(column.text()) || !given.add(column.text())) {
                faults.add(
                        column,
                        "column-twice",
                        column.text(),
                        "each column in only one of set, map and drop",
                        "Several rules for one table work one after the other.");
            }
        }
        Map<String, String> renamed = newNames();
        Set<String> taken = old.columns().stream()
                .map(SourceColumn::name)
                .filter(name -> !gone.contains(name) && !renamed.containsKey(name))
                .collect(Collectors.toSet());
        set.keySet().stream().map(PlacedWord::text).forEach(name -> {
            if (!renamed.containsKey(name)) {
                taken.add(name);
            }
        });
        rename.forEach((from, to) -> {
            boolean exists = faults.column(old, from);
            if (exists && (to == null || gone.contains(from.text()) || !taken.add(to.text()))) {
                faults.add(
                        to == null ? from : to,
                        "name-taken",
                        to == null ? "no name" : to.text(),
                        "a name that " + old.table() + " does not have yet, for a column that is not dropped",
                        null);
            }
        });
    }

    private static List<PlacedWord> concat(Set<PlacedWord> some, Set<PlacedWord> others) {
        List<PlacedWord> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private Map<String, String> newNames() {
        Map<String, String> names = new LinkedHashMap<>();
        rename.forEach((from, to) -> {
            if (to != null) {
                names.put(from.text(), to.text());
            }
        });
        return names;
    }

    private static <T> Map<String, T> byName(Map<PlacedWord, T> entries) {
        Map<String, T> byName = new LinkedHashMap<>();
        entries.forEach((name, entry) -> byName.put(name.text(), entry));
        return byName;
    }

    @Override
    public TableReferences relations(TableReferences after, InterimTables before) {
        Map<String, String> renamed = newNames();
        Map<String, ColumnName> origins = new LinkedHashMap<>();
        List<String> added = new ArrayList<>();
        renamed.forEach((from, to) -> origins.put(to, new ColumnName(table.text(), from)));
        set.forEach((name, formula) -> {
            String now = renamed.getOrDefault(name.text(), name.text());
            origins.remove(now);
            formula.expression()
                    .plainColumn()
                    .ifPresentOrElse(
                            column -> origins.put(now, new ColumnName(table.text(), column)), () -> added.add(now));
        });
        return after.beforeColumns(table.text(), origins, added);
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        SourceTable old = work.before(table);
        Map<String, String> oldNames = new LinkedHashMap<>();
        newNames().forEach((from, to) -> oldNames.put(to, from));
        Map<String, Formula> formulas = byName(set);
        Map<String, ValueMap> maps = byName(map);
        List<ChangedColumns.Part> parts = new ArrayList<>();
        SourceTable now = work.after(table.text());
        for (SourceColumn column : now.columns()) {
            String from = oldNames.getOrDefault(column.name(), column.name());
            Formula formula = formulas.get(from);
            ValueMap values = maps.get(from);
            parts.add(new ChangedColumns.Part(
                    column.name(),
                    from,
                    formula == null ? null : formula.expression(),
                    values,
                    values == null ? Map.of() : values.texts()));
        }
        return new ChangedColumns(old.table(), now, where == null ? null : where.expression(), parts);
    }
}
