package io.waybill.lino;

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
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The rows of a site's dump as objects that refer to each other: an account of the rules for references in a few loops, to compare the program
 * with.
 */
public final class SiteModel {
    private static final double LOST = 0.08;
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
    public record Id(String table, String key) {}

    /**
     * A row of the dump.
     *
     * @param text as the site shows it, with its table
     * @param parents rows that it refers to, whether or not these exist
     * @param foreign those of them to which foreign keys lead
     * @param unique its value that no other row of the table may have, null for none
     */
    public record Row(Id id, String text, Set<Id> parents, Set<Id> foreign, String unique) {}

    /** @param tables all that the site has, each with a copy {@code kept_…} of what it has in the dump */
    public SiteModel(TestDatabase database, List<String> tables) {
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
    public void lose(Random random) {
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

    /** The rows of the dump, by table and key. */
    public Map<Id, Row> dump() {
        return dump;
    }

    /** The rows that refer to one. */
    public List<Id> referring(Id id) {
        return referring.getOrDefault(id, List.of()).stream().map(Row::id).toList();
    }

    /** What the site has now. */
    public Set<Id> present() {
        Set<Id> present = new HashSet<>();
        for (String table : tables) {
            database.query("SELECT " + keys.get(table) + "::text FROM " + table)
                    .forEach(key -> present.add(new Id(table, key)));
        }
        return present;
    }

    /** Which of these rows can stand in a site that has some others: all that they refer to is there. */
    public Set<Id> placed(Collection<Id> some, Predicate<Id> others) {
        Set<Id> placed = new HashSet<>(some);
        while (placed.removeIf(id ->
                dump.get(id).parents.stream().anyMatch(parent -> !others.test(parent) && !placed.contains(parent)))) {
            // Rows that refer to those which have just been taken away are looked at once more.
        }
        return placed;
    }

    /** These rows as the site shows them. */
    public Set<String> texts(Collection<Id> some) {
        return some.stream().map(id -> dump.get(id).text).collect(Collectors.toSet());
    }
}
