package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.NearestName;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.migration.expression.EvaluationException;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.GenericReference;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.record.SourceTable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves all tables of an application out, and deals with generic references to their rows.
 *
 * @param application its name, which the full names of its models begin with
 * @param references what becomes of rows that refer to its rows by content type; null for clear
 */
record DroppedApplication(PlacedWord application, References references) implements Rule {
    DroppedApplication {
        requireNonNull(application, "application");
        references = references == null ? References.CLEAR : references;
    }

    /** What becomes of a row with a reference to what is left out. */
    enum References {
        /** The reference becomes null. */
        CLEAR,
        /** The row is left out, too. */
        SKIP_ROWS,
        /** The row is refused. */
        REJECT
    }

    private List<SourceTable> dropped(InterimTables tables) {
        return tables.all().stream()
                .filter(table -> table.model().startsWith(application.text() + "."))
                .toList();
    }

    @Override
    public PlacedWord subject() {
        return application;
    }

    @Override
    public InterimTables tables(InterimTables before, RuleFaults faults) {
        List<SourceTable> dropped = dropped(before);
        if (dropped.isEmpty()) {
            faults.add(
                    application,
                    "unknown-application",
                    application.text(),
                    "an application that has models in the dump at this point"
                            + NearestName.suggestion(
                                    application.text(),
                                    before.all().stream()
                                            .map(table -> table.model().replaceFirst("\\..*", ""))
                                            .toList()),
                    null);
        }
        for (SourceTable table : dropped) {
            before.family(table).stream()
                    .filter(child -> !dropped.contains(child))
                    .forEach(child -> faults.add(
                            application,
                            "extended-model",
                            table.table() + ", which " + child.table() + " extends",
                            "an application whose models no other one extends at this point",
                            "detach-model makes a model of its own of it."));
        }
        return before.without(dropped.stream().map(SourceTable::table).toList());
    }

    @Override
    public RowChange compile(RuleWork work, RuleFaults faults) {
        Set<String> gone = new LinkedHashSet<>();
        dropped(work.before()).forEach(table -> gone.add(table.table()));
        Map<String, List<String>> types = new LinkedHashMap<>();
        Map<String, KeyColumns> keys = new LinkedHashMap<>();
        for (SourceTable table : work.after().all()) {
            List<String> columns = MovedTable.contentTypes(table);
            if (!columns.isEmpty()) {
                types.put(table.table(), columns);
                keys.put(table.table(), new KeyColumns(Set.of(), GenericReference.of(table)));
            }
        }
        return new Change(application.text(), references, gone, types, keys);
    }

    private record Change(
            String application,
            References references,
            Set<String> gone,
            Map<String, List<String>> types,
            Map<String, KeyColumns> keys)
            implements RowChange {
        @Override
        public Set<String> tables() {
            Set<String> tables = new LinkedHashSet<>(gone);
            tables.addAll(types.keySet());
            return tables;
        }

        @Override
        public void change(SourceRow row, Rows out) {
            String name = row.table().table();
            if (gone.contains(name)) {
                out.note("rows-skipped", "Rows of " + name + " are left out with the application " + application + ".");
                return;
            }
            Map<String, Object> values = row.values();
            for (String column : types.get(name)) {
                if (values.get(column) instanceof ContentType type
                        && type.application().equals(application)) {
                    if (references == References.REJECT) {
                        throw new EvaluationException(
                                "application-left-out",
                                type.model(),
                                "a reference to a model of an application that is not left out");
                    }
                    if (references == References.SKIP_ROWS) {
                        out.note(
                                "rows-skipped",
                                "Rows of " + name + " are left out: they refer to the application " + application
                                        + ".");
                        return;
                    }
                    values = cleared(values, row.values(), name, column);
                    out.note(
                            "references-cleared",
                            "References in " + name + " are cleared: they are to the application " + application + ".");
                }
            }
            out.row(row.with(row.table(), values));
        }

        private Map<String, Object> cleared(
                Map<String, Object> values, Map<String, Object> original, String name, String column) {
            Map<String, Object> cleared = values == original ? new LinkedHashMap<>(values) : values;
            cleared.put(column, null);
            keys.get(name).pairs().stream()
                    .filter(pair -> pair.type().equals(column))
                    .forEach(pair -> cleared.put(pair.key(), null));
            return cleared;
        }
    }
}
