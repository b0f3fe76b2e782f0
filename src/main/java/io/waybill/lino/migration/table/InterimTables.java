package io.waybill.lino.migration.table;

import io.waybill.lino.record.SourceTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of a dump at one point of its migration. Never changed: a rule makes others of them. */
public final class InterimTables {
    private final Map<String, SourceTable> byName;
    private final List<String> languages;

    private InterimTables(Map<String, SourceTable> byName, List<String> languages) {
        this.byName = Collections.unmodifiableMap(byName);
        this.languages = List.copyOf(languages);
    }

    /** These tables, in this order, with texts in these languages, the first being the site's own. */
    public static InterimTables of(Collection<SourceTable> tables, List<String> languages) {
        Map<String, SourceTable> byName = new LinkedHashMap<>();
        tables.forEach(table -> byName.put(table.table(), table));
        return new InterimTables(byName, languages);
    }

    /** The languages of texts in several languages, the first being the site's own. */
    public List<String> languages() {
        return languages;
    }

    /** These with other languages. */
    public InterimTables with(List<String> otherLanguages) {
        return new InterimTables(new LinkedHashMap<>(byName), otherLanguages);
    }

    /** All of them, in their order. */
    public List<SourceTable> all() {
        return List.copyOf(byName.values());
    }

    /** Their names, in their order. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The table of this name; empty when there is none. */
    public Optional<SourceTable> table(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The table of a model; empty when there is none. */
    public Optional<SourceTable> ofModel(String model) {
        return byName.values().stream()
                .filter(table -> table.model().equals(model))
                .findFirst();
    }

    /** The table that another one extends; empty when it extends none, or one that is not here. */
    public Optional<SourceTable> parent(SourceTable table) {
        return table.parent().flatMap(this::ofModel);
    }

    /** A table and all tables that extend it, directly or not. */
    public List<SourceTable> family(SourceTable root) {
        List<SourceTable> family = new ArrayList<>(List.of(root));
        Set<String> models = new LinkedHashSet<>(Set.of(root.model()));
        for (boolean grown = true; grown; ) {
            grown = false;
            for (SourceTable table : byName.values()) {
                if (table.parent().filter(models::contains).isPresent() && models.add(table.model())) {
                    family.add(table);
                    grown = true;
                }
            }
        }
        return family;
    }

    /** These with another table in the place of the one of its name, or with one more. */
    public InterimTables with(SourceTable table) {
        return replacing(table.table(), table);
    }

    /** These with one table, which may have another name, in the place of another one. */
    public InterimTables replacing(String name, SourceTable table) {
        Map<String, SourceTable> changed = new LinkedHashMap<>();
        byName.forEach((each, old) -> {
            SourceTable now = each.equals(name) ? table : old;
            changed.put(now.table(), now);
        });
        changed.putIfAbsent(table.table(), table);
        return new InterimTables(changed, languages);
    }

    /** These without some. */
    public InterimTables without(Collection<String> names) {
        Map<String, SourceTable> changed = new LinkedHashMap<>(byName);
        names.forEach(changed::remove);
        return new InterimTables(changed, languages);
    }
}
