package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.Expression;
import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.GenericReference;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a row of another table of each row of a table: beside it, so that one row becomes two, or in its place, so that rows move.
 *
 * @param from the table whose rows they are made of
 * @param into the table that gets them
 * @param model full name of the model of {@code into}; needed where the dump does not have the table yet
 * @param where the rows that get one; null for all
 * @param set columns of the new row, made of the old one
 * @param newKeys a column of the new row that gets a key behind all that the table has, in the order of the old keys; null for none
 * @param keep whether the old row stays; null for yes
 * @param references columns, as {@code table.column}, that refer to the old rows and shall refer to the new ones
 */
record MadeRows(
        PlacedWord from,
        PlacedWord into,
        PlacedWord model,
        Formula where,
        Map<PlacedWord, Formula> set,
        PlacedWord newKeys,
        Boolean keep,
        List<PlacedWord> references)
        implements Rule {
    MadeRows {
        requireNonNull(from, "from");
        requireNonNull(into, "into");
        set = Entries.formulas(set);
        references = Entries.list(references);
    }

    private boolean stays() {
        return !Boolean.FALSE.equals(keep);
    }

    @Override
    public PlacedWord subject() {
        return into;
    }

    @Override
    public List<Formula> formulas() {
        return Entries.formulas(set, where);
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> found = faults.table(before, from);
        if (found.isEmpty()) {
            return before;
        }
        SourceTable source = found.get();
        faults.columns(before, source, where);
        set.values().forEach(formula -> faults.columns(before, source, formula));
        references.forEach(reference -> ReferenceNames.check(reference, before, faults));
        if (from.text().equals(into.text())) {
            faults.add(into, "same-table", into.text(), "another table than the one that the rows are made of", null);
            return before;
        }
        Optional<SourceTable> destination = destination(before, source, faults);
        if (destination.isEmpty()) {
            return before;
        }
        InterimTables tables = before.with(destination.get());
        if (stays() || where != null) {
            return tables;
        }
        if (before.family(source).size() > 1) {
            faults.add(
                    from,
                    "extended-model",
                    from.text() + ", which other models extend",
                    "a table that no other one extends, when its rows move",
                    null);
        }
        return tables.without(List.of(from.text()));
    }

    private Optional<SourceTable> destination(InterimTables before, SourceTable source, RuleFaults faults) {
        Optional<SourceTable> existing = before.table(into.text());
        Set<PlacedWord> made = new LinkedHashSet<>(set.keySet());
        if (newKeys != null) {
            made.add(newKeys);
        }
        RowGaps gaps = new RowGaps(into, existing, faults);
        gaps.fill(
                made,
                column -> column.equals(newKeys) ? Kind.PLAIN : set.get(column).kind(source),
                into,
                "the rows of " + into + " that make-rows makes of " + from);
        if (newKeys != null && set.keySet().stream().map(PlacedWord::text).anyMatch(newKeys.text()::equals)) {
            faults.add(newKeys, "column-twice", newKeys.text(), "a column that set does not make", null);
        }
        if (existing.isPresent()) {
            SourceTable table = existing.get();
            if (newKeys != null && table.pointer().isPresent()) {
                faults.add(
                        newKeys,
                        "extends-another",
                        into.text() + ", which extends another table",
                        "the key of the parent's row, by set: make the parent's row first",
                        null);
            }
            return Optional.of(table.withColumns(gaps.columns()));
        }
        if (model == null) {
            faults.add(
                    into,
                    "unknown-table",
                    into.text(),
                    "a table that the dump has at this point, or model: with the model of a new one",
                    null);
            return Optional.empty();
        }
        FullModelNames.check(model, faults);
        before.ofModel(model.text())
                .ifPresent(other ->
                        faults.add(model, "name-taken", model.text(), "a model that no table has at this point", null));
        return Optional.of(
                new SourceTable(into.text(), model.text(), gaps.columns(), Optional.empty(), Optional.empty()));
    }

    @Override
    public TableReferences relations(TableReferences after, InterimTables before) {
        TableReferences relations = after;
        SourceTable source = before.table(from.text()).orElseThrow();
        for (Map.Entry<PlacedWord, Formula> entry : set.entrySet()) {
            Optional<String> column = entry.getValue().expression().plainColumn();
            if (column.isPresent()) {
                relations = relations.copied(
                        new ColumnName(into.text(), entry.getKey().text()),
                        new ColumnName(source.table(), column.get()));
            }
        }
        return relations;
    }

    @Override
    public Set<String> origins(String tableAfter) {
        return tableAfter.equals(into.text()) ? Set.of(into.text(), from.text()) : Set.of(tableAfter);
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        SourceTable source = work.before(from);
        SourceTable destination = work.after(into.text());
        Optional<String> key = work.relations().key(source);
        Optional<String> newKey = work.relations().key(destination);
        boolean keyed = newKeys != null
                || set.keySet().stream()
                        .map(PlacedWord::text)
                        .anyMatch(name -> newKey.filter(name::equals).isPresent());
        if (newKey.isPresent() && !keyed) {
            faults.add(
                    into,
                    "no-key",
                    "rows of " + into.text() + " without " + newKey.get(),
                    "set or new-keys for its key " + newKey.get(),
                    null);
        }
        if (newKeys != null && key.isEmpty()) {
            faults.add(from, "no-key", from.text(), "a table whose key is known, for new-keys", null);
        }
        Map<String, Expression> values = new LinkedHashMap<>();
        set.forEach((column, formula) -> values.put(column.text(), formula.expression()));
        boolean sameKey = newKeys == null
                && key.isPresent()
                && newKey.map(values::get).flatMap(Expression::plainColumn).equals(key);
        if (!references.isEmpty() && newKeys == null && !sameKey) {
            faults.add(
                    references.get(0),
                    "keys-not-known",
                    "references to rows whose new key is worked out",
                    "new-keys, or the old key as the new one",
                    null);
        }
        return new RowMaking(
                from.text(),
                into.text(),
                where == null ? null : where.expression(),
                stays(),
                values,
                newKeys == null ? null : newKeys.text(),
                key.orElse(""),
                newKeys != null || sameKey ? followers(work) : Map.of(),
                work,
                faults.file());
    }

    /** What else holds keys of the old rows: the columns that the rule names, and, when the rows move, generic references. */
    private Map<String, KeyColumns> followers(RuleWork work) {
        Map<String, KeyColumns> followers = new LinkedHashMap<>();
        for (SourceTable table : work.before().all()) {
            Set<String> columns = new LinkedHashSet<>();
            references.stream()
                    .map(ReferenceNames::of)
                    .filter(name -> name.table().equals(table.table()))
                    .forEach(name -> columns.add(name.column()));
            KeyColumns keys = new KeyColumns(columns, stays() ? List.of() : GenericReference.of(table));
            if (!keys.isEmpty()) {
                followers.put(table.table(), keys);
            }
        }
        return followers;
    }
}
