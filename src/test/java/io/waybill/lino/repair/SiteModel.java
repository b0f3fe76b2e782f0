package io.waybill.lino.repair;

import io.waybill.database.TestDatabase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rows of a site's dump as objects that refer to each other, and what a plan has to restore of them: an account of the rules in a few
 * loops, to compare the program with.
 */
final class SiteModel {
    private static final double LOST = 0.08;
    private static final double PARENTS = 0.35;
    private static final double CHILDREN = 0.25;
    /** By table, the column of a generic reference and the table that it refers to here. */
    private static final Map<String, String> GENERIC =
            Map.of("notes_note", "contacts_partner", "uploads_upload", "debts_budget");

    private final TestDatabase database;
    private final List<String> tables;
    private final Map<String, List<Column>> references = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<Id, Row> dump = new LinkedHashMap<>();
    private final Map<Id, List<Row>> referring = new HashMap<>();

    /** A column that refers to a table. */
    private record Column(String name, String parent) {}

    /** A row by table and key. */
    record Id(String table, String key) {}

    /**
     * A row of the dump.
     *
     * @param parents rows that it refers to, whether or not these exist
     * @param unique its value that no other row of the table may have, null for none
     */
    record Row(Id id, String text, Set<Id> parents, Set<Id> foreign, String unique) {}

    /**
     * A pass of a plan.
     *
     * @param condition as the plan says it, null for what the site lacks
     * @param selects the rows of the dump for which it holds; null as for the condition
     */
    record Pass(String table, String condition, Set<Id> selects, boolean parents, boolean children) {}

    /**
     * What a plan leads to.
     *
     * @param restored rows as the site shows them, with their table
     * @param errors those that were selected, are missing, and cannot be restored
     */
    record Expected(Set<String> restored, Set<Id> errors) {}

    /** @param tables all that the site has, each with a copy {@code kept_…} of what it has in the dump */
    SiteModel(TestDatabase database, List<String> tables) {
        this.database = database;
        this.tables = tables;
        for (String table : tables) {
            keys.put(table, database.value("""
                    SELECT a.attname FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                    WHERE i.indisprimary AND i.indrelid = '%s'::regclass""".formatted(table)));
            references.put(
                    table,
                    database.rows("""
                            SELECT a.attname, c.confrelid::regclass::text FROM pg_constraint AS c
                            JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                            WHERE c.contype = 'f' AND c.conrelid = '%s'::regclass ORDER BY 1""".formatted(table)).stream()
                            .filter(row -> tables.contains(row.get(1)))
                            .map(row -> new Column(row.get(0), row.get(1)))
                            .toList());
        }
        for (String table : tables) {
            read(table);
        }
        dump.values()
                .forEach(row -> row.parents.forEach(parent -> referring
                        .computeIfAbsent(parent, each -> new ArrayList<>())
                        .add(row)));
    }

    private void read(String table) {
        List<Column> columns = references.get(table);
        String generic = GENERIC.get(table);
        String selected =
                columns.stream().map(column -> ", t." + column.name + "::text").collect(Collectors.joining());
        for (List<String> cells : database.rows("SELECT t." + keys.get(table) + "::text, t::text, "
                + (table.equals("clients_client") ? "national_id" : "NULL") + "::text, "
                + (generic == null ? "NULL" : "owner_id") + "::text" + selected + " FROM kept_" + table + " AS t")) {
            Set<Id> foreign = new LinkedHashSet<>();
            for (int i = 0; i < columns.size(); i++) {
                if (!cells.get(4 + i).equals("∅")) {
                    foreign.add(new Id(columns.get(i).parent, cells.get(4 + i)));
                }
            }
            Set<Id> all = new LinkedHashSet<>(foreign);
            if (!cells.get(3).equals("∅")) {
                all.add(new Id(generic, cells.get(3)));
            }
            Id id = new Id(table, cells.get(0));
            dump.put(
                    id,
                    new Row(
                            id,
                            table + " " + cells.get(1),
                            all,
                            foreign,
                            cells.get(2).equals("∅") ? null : cells.get(2)));
        }
    }

    /** Deletes rows of the site with all that refer to them by foreign keys, and changes some of the others. */
    void lose(Random random) {
        Deque<Row> found = new ArrayDeque<>();
        dump.values().stream().filter(row -> random.nextDouble() < LOST / 4).forEach(found::add);
        String table = tables.get(random.nextInt(tables.size()));
        dump.values().stream()
                .filter(row -> row.id.table.equals(table) && random.nextDouble() < 4 * LOST)
                .forEach(found::add);
        Set<Row> lost = new HashSet<>();
        while (!found.isEmpty()) {
            Row row = found.remove();
            if (lost.add(row)) {
                referring.getOrDefault(row.id, List.of()).stream()
                        .filter(other -> other.foreign.contains(row.id))
                        .forEach(found::add);
            }
        }
        StringBuilder statements = new StringBuilder("BEGIN; SET CONSTRAINTS ALL DEFERRED;");
        for (Row row : lost) {
            statements.append("DELETE FROM " + row.id.table + " WHERE " + keys.get(row.id.table) + "::text = '"
                    + row.id.key + "';");
        }
        statements.append("UPDATE uploads_upload SET duration = '9:99' WHERE id % 7 = " + random.nextInt(7) + ";");
        statements.append("UPDATE contacts_partner SET remarks = 'other' WHERE id % 5 = " + random.nextInt(5) + ";");
        List<String> free = lost.stream()
                .filter(row -> row.unique != null)
                .map(Row::unique)
                .sorted()
                .toList();
        if (!free.isEmpty()) {
            statements.append("UPDATE clients_client SET national_id = '" + free.get(random.nextInt(free.size()))
                    + "' WHERE person_ptr_id = (SELECT min(person_ptr_id) FROM clients_client);");
        }
        database.run(statements.append("COMMIT").toString());
    }

    /** Some passes over some tables. */
    List<Pass> passes(Random random) {
        List<Pass> passes = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String table = tables.get(random.nextInt(tables.size()));
            List<Row> rows = dump.values().stream()
                    .filter(row -> row.id.table.equals(table))
                    .toList();
            String condition = null;
            Set<Id> selects = null;
            if (random.nextInt(3) > 0) {
                Set<Id> some = rows.stream()
                        .map(Row::id)
                        .filter(id -> random.nextInt(3) == 0)
                        .limit(25)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                some.add(rows.get(random.nextInt(rows.size())).id);
                condition = "keys: [" + some.stream().map(Id::key).collect(Collectors.joining(", ")) + "]";
                selects = some;
            }
            passes.add(
                    new Pass(table, condition, selects, random.nextDouble() < PARENTS, random.nextDouble() < CHILDREN));
        }
        return passes;
    }

    /** As a file. */
    static String plan(List<Pass> passes) {
        StringBuilder plan = new StringBuilder("kind: lino-repair\ndumps: {old: snapshot.zip}\npasses:\n");
        for (Pass pass : passes) {
            plan.append("  - {table: " + pass.table)
                    .append(pass.condition == null ? "" : ", select: {" + pass.condition + "}")
                    .append(pass.parents ? ", with-parents: true" : "")
                    .append(pass.children ? ", with-children: true" : "")
                    .append("}\n");
        }
        return plan.toString();
    }

    /** What these passes restore of the site as it is now. */
    Expected expected(List<Pass> passes) {
        Set<Id> present = new HashSet<>();
        for (String table : tables) {
            database.query("SELECT " + keys.get(table) + "::text FROM " + table)
                    .forEach(key -> present.add(new Id(table, key)));
        }
        Set<Id> selected = new HashSet<>();
        passes.forEach(pass -> selected.addAll(selected(pass, present)));
        Set<Id> restored = selected.stream().filter(id -> !present.contains(id)).collect(Collectors.toSet());
        Set<Id> missing = Set.copyOf(restored);
        Map<String, String> taken = new HashMap<>();
        database.rows("SELECT national_id, person_ptr_id::text FROM clients_client WHERE national_id IS NOT NULL")
                .forEach(row -> taken.put(row.get(0), row.get(1)));
        restored.removeIf(id -> dump.get(id).unique != null
                && taken.containsKey(dump.get(id).unique)
                && !Objects.equals(taken.get(dump.get(id).unique), id.key));
        while (restored.removeIf(id -> dump.get(id).parents.stream()
                .anyMatch(parent -> !present.contains(parent) && !restored.contains(parent)))) {
            // Rows that refer to those which have just been taken away are looked at once more.
        }
        Set<Id> errors = new HashSet<>(missing);
        errors.removeAll(restored);
        return new Expected(
                restored.stream().map(id -> dump.get(id).text).collect(Collectors.toCollection(TreeSet::new)), errors);
    }

    private Set<Id> selected(Pass pass, Set<Id> present) {
        Set<Id> selected = new HashSet<>();
        dump.values().stream()
                .map(Row::id)
                .filter(id -> id.table.equals(pass.table)
                        && (pass.selects == null ? !present.contains(id) : pass.selects.contains(id)))
                .forEach(selected::add);
        if (pass.children) {
            reach(
                    selected,
                    present,
                    id -> referring.getOrDefault(id, List.of()).stream()
                            .map(Row::id)
                            .toList());
        }
        if (pass.parents) {
            reach(
                    selected,
                    present,
                    id -> dump.get(id).parents.stream()
                            .filter(dump::containsKey)
                            .toList());
        }
        return selected;
    }

    private interface Neighbours {
        Collection<Id> of(Id id);
    }

    /** Adds neighbours that the site lacks, and theirs. */
    private static void reach(Set<Id> selected, Set<Id> present, Neighbours neighbours) {
        Deque<Id> found = new ArrayDeque<>(selected);
        while (!found.isEmpty()) {
            for (Id next : neighbours.of(found.remove())) {
                if (!present.contains(next) && selected.add(next)) {
                    found.add(next);
                }
            }
        }
    }
}
