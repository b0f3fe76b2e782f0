package io.waybill.lino.migration.rule;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTable.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import io.waybill.lino.record.Translations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changes the languages of all texts in several languages.
 *
 * @param rename new name by old one
 * @param drop languages that are left out
 * @param add new languages, and the language whose text each gets, as it is called before the rule; null for an empty text
 * @param order all languages in the end, the site's own first; empty for the order that they have
 */
record LanguageChange(
        Map<PlacedWord, PlacedWord> rename,
        List<PlacedWord> drop,
        Map<PlacedWord, PlacedWord> add,
        List<PlacedWord> order)
        implements Rule {
    LanguageChange {
        rename = Entries.map(rename);
        drop = Entries.list(drop);
        add = Entries.map(add);
        order = Entries.list(order);
    }

    @Override
    public PlacedWord subject() {
        return Stream.of(rename.keySet(), drop, add.keySet(), order)
                .flatMap(Collection::stream)
                .findFirst()
                .orElse(new PlacedWord("", 1, 1));
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        Set<String> known = new HashSet<>(before.languages());
        List<PlacedWord> named = new ArrayList<>(rename.keySet());
        named.addAll(drop);
        add.values().stream().filter(from -> from != null).forEach(named::add);
        for (PlacedWord language : named) {
            if (!known.contains(language.text())) {
                faults.add(
                        language,
                        "unknown-language",
                        language.text(),
                        "a language that the dump has at this point: " + String.join(", ", before.languages()),
                        null);
            }
        }
        List<String> now = new ArrayList<>();
        for (String language : before.languages()) {
            if (drop.stream().noneMatch(word -> word.text().equals(language))) {
                now.add(newName(language));
            }
        }
        add.keySet().forEach(language -> now.add(language.text()));
        for (PlacedWord language : add.keySet()) {
            if (now.indexOf(language.text()) != now.lastIndexOf(language.text())) {
                faults.add(language, "name-taken", language.text(), "a language that the dump does not have", null);
            }
        }
        if (order.isEmpty()) {
            return before.with(now);
        }
        List<String> ordered = order.stream().map(PlacedWord::text).toList();
        if (ordered.size() != now.size() || !Set.copyOf(ordered).equals(Set.copyOf(now))) {
            faults.add(
                    order.get(0),
                    "wrong-languages",
                    String.join(", ", ordered),
                    "each of these once, in any order: " + String.join(", ", now),
                    null);
        }
        return before.with(ordered);
    }

    private String newName(String language) {
        return rename.entrySet().stream()
                .filter(entry -> entry.getKey().text().equals(language) && entry.getValue() != null)
                .map(entry -> entry.getValue().text())
                .findFirst()
                .orElse(language);
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (SourceTable table : work.before().all()) {
            List<String> babel = table.columns().stream()
                    .filter(column -> column.kind() == Kind.BABEL)
                    .map(SourceColumn::name)
                    .toList();
            if (!babel.isEmpty()) {
                columns.put(table.table(), babel);
            }
        }
        Map<String, String> origins = new HashMap<>();
        work.before().languages().forEach(language -> origins.put(newName(language), language));
        drop.forEach(language -> origins.values().remove(language.text()));
        add.forEach((language, from) -> origins.put(language.text(), from == null ? null : from.text()));
        return new Change(
                columns,
                work.after().languages(),
                origins,
                drop.stream().map(PlacedWord::text).toList());
    }

    private record Change(
            Map<String, List<String>> columns,
            List<String> languages,
            Map<String, String> origins,
            List<String> dropped)
            implements RowChange {
        @Override
        public Set<String> tables() {
            return columns.keySet();
        }

        @Override
        public void change(SourceRow row, Rows out) {
            Map<String, Object> values = new LinkedHashMap<>(row.values());
            for (String column : columns.get(row.table().table())) {
                if (values.get(column) instanceof Translations old) {
                    values.put(column, translated(old));
                    for (String language : dropped) {
                        String text = old.texts().get(language);
                        if (text != null && !text.isEmpty()) {
                            out.note("texts-left-out", "Texts in " + language + " are left out by a rule.");
                        }
                    }
                }
            }
            out.row(row.with(row.table(), values));
        }

        private Translations translated(Translations old) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String language : languages) {
                String origin = origins.get(language);
                if (origin == null) {
                    texts.put(language, "");
                } else if (old.texts().containsKey(origin)) {
                    texts.put(language, old.texts().get(origin));
                }
            }
            return new Translations(texts);
        }
    }
}
