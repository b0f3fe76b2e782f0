package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.migration.table.TableReferences;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.SourceTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes keys of a table, and with them everything that holds them: the models that extend it, the columns that refer to any of these, and
 * generic references.
 *
 * @param table its name; one that extends no other
 * @param shift what is added to each key; null unless keys are shifted
 * @param after a table behind whose keys these are put; null unless they are
 * @param keys new key by old one; empty unless keys are exchanged
 * @param onConflict what is done with a key whose new one another row has; null for fail
 * @param references columns, as {@code table.column}, that hold such keys too, although the target has no foreign key there
 */
record ChangedKeys(
        PlacedWord table,
        PlacedWord shift,
        PlacedWord after,
        Map<PlacedWord, PlacedWord> keys,
        OnConflict onConflict,
        List<PlacedWord> references)
        implements Rule {
    ChangedKeys {
        requireNonNull(table, "table");
        keys = Entries.map(keys);
        onConflict = onConflict == null ? OnConflict.FAIL : onConflict;
        references = Entries.list(references);
    }

    /** What is done with a row whose new key another row has. */
    enum OnConflict {
        /** The other row stands for both: this one is left out, and what refers to it refers to the other. */
        MERGE,
        /** The row keeps its key. */
        SKIP,
        /** The migration is refused. */
        FAIL
    }

    @Override
    public PlacedWord subject() {
        return table;
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Optional<SourceTable> found = faults.table(before, table);
        long ways = Stream.of(shift, after, keys.isEmpty() ? null : keys)
                .filter(Objects::nonNull)
                .count();
        if (ways != 1) {
            faults.add(table, "one-of-three", ways + " of them", "one of shift, after and keys", null);
        }
        if (shift != null && (!KeyValue.isNumber(shift.text()) || shift.text().equals("0"))) {
            faults.add(shift, "not-a-number", shift.text(), "a whole number other than 0", null);
        }
        found.flatMap(SourceTable::parent)
                .ifPresent(parent -> faults.add(
                        table,
                        "extends-another",
                        table.text() + ", which extends " + parent,
                        "the table at the top, whose keys these are",
                        null));
        if (after != null) {
            faults.table(before, after).ifPresent(other -> {
                if (found.isPresent() && before.family(found.get()).contains(other)) {
                    faults.add(after, "same-keys", after.text(), "a table with other keys", null);
                }
            });
        }
        keys.forEach((from, to) -> {
            if (to == null || to.text().equals(from.text())) {
                faults.add(from, "no-new-key", from.text(), "another key as the new one", null);
            }
        });
        references.forEach(reference -> ReferenceNames.check(reference, before, faults));
        return before;
    }

    @Override
    public TableReferences relations(TableReferences afterwards, InterimTables before) {
        TableReferences relations = afterwards;
        for (PlacedWord reference : references) {
            ColumnName column = ReferenceNames.of(reference);
            relations = relations.with(column, table.text());
        }
        return relations;
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        List<SourceTable> family = work.before().family(work.before(table));
        Optional<String> key = work.relations().key(work.before(table));
        if (key.isEmpty()) {
            faults.add(
                    table,
                    "no-key",
                    table.text(),
                    "a table whose key is known: from the target's catalogue, or because it is called id",
                    null);
            return new KeyChange(Map.of(), Set.of(), null);
        }
        Map<String, String> keyColumns = new LinkedHashMap<>();
        family.forEach(member -> work.relations().key(member).ifPresent(each -> keyColumns.put(member.table(), each)));
        Map<String, KeyColumns> columns = KeyColumns.of(work.before(), work.relations(), family);
        Set<ContentType> models =
                family.stream().map(member -> new ContentType(member.model())).collect(Collectors.toSet());
        return new KeyChange(columns, models, newKeys(work, keyColumns));
    }

    private NewKeys newKeys(RuleWork work, Map<String, String> keyColumns) {
        if (shift != null) {
            return new ShiftedKeys(Long.parseLong(shift.text()));
        }
        if (after != null) {
            SourceTable other = work.before(after);
            return new KeysBehind(
                    new ColumnName(table.text(), keyColumns.get(table.text())),
                    new ColumnName(after.text(), work.relations().key(other).orElse("")));
        }
        return new ExchangedKeys(table, keyColumns, keys, onConflict);
    }
}
