package io.waybill.doctor;

import static io.waybill.doctor.Finding.missing;
import static io.waybill.doctor.Finding.note;
import static io.waybill.doctor.Finding.well;

import io.waybill.database.SqlText;
import io.waybill.delivery.BackupScope;
import io.waybill.delivery.TableSpec;
import io.waybill.doctor.Need.Way;
import io.waybill.model.FeedName;
import io.waybill.settings.Settings;
import io.waybill.system.FeedTables;
import io.waybill.system.WaybillSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the tables of the feeds are there, and which rights on them the role lacks. */
final class RightsExamination {
    private static final String RIGHTS = "rights";
    private static final String TABLES = "tables";
    private static final List<String> ORDER = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    private final Connection connection;
    private final DatabaseFacts facts;
    private final Map<String, List<Need>> needs = new LinkedHashMap<>();
    private final Set<String> backedUp = new HashSet<>();
    /** The tables of feeds whose rows may take other keys, by feed. */
    private final Map<FeedName, List<String>> rekeyed = new LinkedHashMap<>();

    private final boolean writes;

    RightsExamination(Connection connection, DatabaseFacts facts, List<WaybillSystem> systems, Settings settings)
            throws SQLException {
        this.connection = connection;
        this.facts = facts;
        this.writes = true;
        for (WaybillSystem system : systems) {
            List<Need> all = needs.computeIfAbsent(system.name(), name -> new ArrayList<>());
            for (FeedTables tables : system.tables(settings, connection)) {
                all.addAll(FeedNeeds.of(tables));
                if (tables.delivers().rekeying()) {
                    rekeyed.put(
                            tables.feed(),
                            tables.delivers().tables().stream()
                                    .map(TableSpec::table)
                                    .toList());
                }
                if (tables.delivers().backup() == BackupScope.FULL) {
                    tables.delivers().tables().forEach(spec -> backedUp.add(spec.table()));
                }
            }
        }
    }

    private RightsExamination(Connection connection, DatabaseFacts facts, String system, List<Need> read) {
        this.connection = connection;
        this.facts = facts;
        this.writes = false;
        needs.put(system, read);
    }

    /** Of a database that a system is only refreshed from. */
    static RightsExamination ofSource(
            Connection connection, DatabaseFacts facts, WaybillSystem system, Settings settings) {
        List<Need> read = system.refreshTables(settings).stream()
                .map(table -> new Need(table, FeedNeeds.SELECT, Way.REFRESH, system.name()))
                .toList();
        return new RightsExamination(connection, facts, system.name(), read);
    }

    /** @param oid 0 when no table has the name */
    private record Table(
            String wanted,
            long oid,
            String sql,
            boolean usable,
            String schema,
            boolean policies,
            String elsewhere,
            String first,
            boolean firstUsable) {}

    /** Something that can be granted: what, on which object, and for what. */
    private record Lack(String kind, String object, String privilege, List<Need> needs) {}

    void examine(List<Finding> findings) throws SQLException {
        for (Map.Entry<String, List<Need>> system : needs.entrySet()) {
            if (!system.getValue().isEmpty()) {
                examine(system.getKey(), system.getValue(), findings);
            }
        }
    }

    private void examine(String system, List<Need> needed, List<Finding> findings) throws SQLException {
        Map<String, Table> tables = tables(needed);
        List<Table> absent =
                tables.values().stream().filter(table -> table.oid == 0).toList();
        if (absent.size() == tables.size() && absent.stream().allMatch(table -> table.elsewhere == null)) {
            findings.add(note(
                    TABLES,
                    "None of the tables of " + system + " is in this database: its drops would fail.",
                    "set waybill.target." + system + ".url to the application's database, or move routes/" + system
                            + ".camel.yaml away"));
            return;
        }
        List<Finding> wrong = new ArrayList<>();
        absent(system, absent, wrong);
        Map<Long, Table> there = new TreeMap<>();
        tables.values().stream().filter(table -> table.oid != 0).forEach(table -> there.put(table.oid, table));
        List<Lack> lacks = new ArrayList<>(schemas(there.values(), needed));
        lacks.addAll(privileges(there, needed));
        if (writes) {
            lacks.addAll(sequences(there, needed));
            lacks.addAll(related(there, needed));
            policies(there.values(), wrong);
            following(system, there.values(), wrong);
        }
        grants(lacks, wrong);
        findings.addAll(wrong);
        if (wrong.stream().noneMatch(Finding::isMissing)) {
            findings.add(well(
                    RIGHTS,
                    "User " + facts.role().name() + " may do on the " + there.size() + " tables of " + system
                            + (writes ? " whatever its feeds need." : " what its refresh needs.")));
        }
    }

    private void absent(String system, List<Table> absent, List<Finding> wrong) {
        for (Table table : absent) {
            if (table.elsewhere == null) {
                wrong.add(missing(
                        TABLES,
                        "The table " + table.wanted + " of " + system + " is not in this database.",
                        "bring the application's database up to date, or correct config/" + system + ".yaml"));
            }
        }
        Map<String, List<Table>> elsewhere = absent.stream()
                .filter(table -> table.elsewhere != null)
                .collect(Collectors.groupingBy(table -> table.first, TreeMap::new, Collectors.toList()));
        elsewhere.forEach((schema, tables) -> {
            boolean usable = tables.get(0).firstUsable;
            boolean searched = isSearched(schema);
            List<String> mends = new ArrayList<>();
            if (!usable) {
                mends.add("GRANT USAGE ON SCHEMA " + schema + " TO "
                        + facts.role().name());
            }
            if (!searched) {
                String path = facts.session().searchPath().isBlank()
                        ? schema
                        : schema + ", " + facts.session().searchPath();
                mends.add("ALTER ROLE " + facts.role().name() + " IN DATABASE "
                        + facts.database().name() + " SET search_path = " + path);
            }
            wrong.add(missing(
                    usable ? TABLES : RIGHTS,
                    (usable
                                    ? "The schema " + schema + " is not on the search path of user "
                                            + facts.role().name()
                                    : "User " + facts.role().name() + " may not use the schema " + schema)
                            + ", which has "
                            + list(tables.stream().map(Table::wanted).toList()) + ".",
                    String.join("; ", mends)));
        });
    }

    private boolean isSearched(String schema) {
        return Arrays.stream(facts.session().searchPath().split(","))
                .map(String::strip)
                .anyMatch(schema::equals);
    }

    private static List<Lack> schemas(Collection<Table> tables, List<Need> needed) {
        return tables.stream()
                .filter(table -> !table.usable)
                .map(table -> new Lack("SCHEMA", table.schema, "USAGE", of(needed, table)))
                .toList();
    }

    private List<Lack> privileges(Map<Long, Table> tables, List<Need> needed) throws SQLException {
        Map<String, Table> byName = new TreeMap<>();
        tables.values().forEach(table -> byName.put(table.wanted, table));
        Map<String, Map<String, List<Need>>> wanted = new TreeMap<>();
        needed.stream()
                .filter(need -> byName.containsKey(need.table()))
                .forEach(need -> wanted.computeIfAbsent(need.table(), name -> new TreeMap<>())
                        .computeIfAbsent(need.privilege(), name -> new ArrayList<>())
                        .add(need));
        List<Long> oids = new ArrayList<>();
        List<String> privileges = new ArrayList<>();
        wanted.forEach((table, all) -> all.keySet().forEach(privilege -> {
            oids.add(byName.get(table).oid);
            privileges.add(privilege);
        }));
        return query(
                "privileges.sql",
                row -> {
                    Table table = tables.get(row.getLong("oid"));
                    String privilege = row.getString("privilege");
                    return new Lack(
                            "", table.sql, privilege, wanted.get(table.wanted).get(privilege));
                },
                connection.createArrayOf("oid", oids.toArray()),
                connection.createArrayOf("text", privileges.toArray()));
    }

    private List<Lack> sequences(Map<Long, Table> tables, List<Need> needed) throws SQLException {
        Object oids = written(tables, needed);
        return query(
                "sequences.sql",
                row -> new Lack(
                        "SEQUENCE",
                        row.getString("sql_name"),
                        row.getString("privilege"),
                        as(Way.NUMBER, of(needed, tables.get(row.getLong("oid"))))),
                oids,
                oids);
    }

    private List<Lack> related(Map<Long, Table> tables, List<Need> needed) throws SQLException {
        Object oids = written(tables, needed);
        List<Lack> lacks = new ArrayList<>();
        query(
                "related.sql",
                row -> {
                    List<Need> purpose = as(Way.REFER, of(needed, tables.get(row.getLong("oid"))));
                    if (!row.getBoolean("usable")) {
                        lacks.add(new Lack("SCHEMA", row.getString("schema"), "USAGE", purpose));
                    }
                    if (!row.getBoolean("readable")) {
                        lacks.add(new Lack("", row.getString("sql_name"), FeedNeeds.SELECT, purpose));
                    }
                    return null;
                },
                oids,
                oids);
        return lacks;
    }

    /** What only a drop needs that gives other keys to what tables outside its feed refer to. */
    private void following(String system, Collection<Table> tables, List<Finding> wrong) throws SQLException {
        for (Map.Entry<FeedName, List<String>> feed : rekeyed.entrySet()) {
            if (!feed.getKey().system().equals(system)) {
                continue;
            }
            Object oids = connection.createArrayOf(
                    "oid",
                    tables.stream()
                            .filter(table -> feed.getValue().contains(table.wanted))
                            .map(Table::oid)
                            .toArray());
            List<String> others = query("following.sql", row -> row.getString("sql_name"), oids, oids);
            if (!others.isEmpty()) {
                wrong.add(note(
                        RIGHTS,
                        "User " + facts.role().name() + " may not update and delete rows of " + list(others)
                                + ", which refer to tables of " + feed.getKey()
                                + ": a drop that gives another key to what they refer to would be refused.",
                        "GRANT UPDATE, DELETE ON " + String.join(", ", others) + " TO "
                                + facts.role().name()));
            }
        }
    }

    private Object written(Map<Long, Table> tables, List<Need> needed) throws SQLException {
        Set<String> written = needed.stream()
                .filter(need -> need.way() == Way.DELIVER)
                .map(Need::table)
                .collect(Collectors.toSet());
        return connection.createArrayOf(
                "oid",
                tables.values().stream()
                        .filter(table -> written.contains(table.wanted))
                        .map(Table::oid)
                        .toArray());
    }

    private void policies(Collection<Table> tables, List<Finding> wrong) {
        List<Table> hidden = tables.stream().filter(Table::policies).toList();
        if (hidden.isEmpty()) {
            return;
        }
        String names = list(hidden.stream().map(Table::wanted).toList());
        String mend = "ALTER ROLE " + facts.role().name() + " BYPASSRLS";
        wrong.add(
                hidden.stream().anyMatch(table -> backedUp.contains(table.wanted))
                        ? missing(
                                RIGHTS,
                                "Policies of row-level security may hide rows of " + names + " from user "
                                        + facts.role().name() + ": a backup would fail instead of being incomplete.",
                                mend)
                        : note(
                                RIGHTS,
                                "Policies of row-level security may hide rows of " + names + " from user "
                                        + facts.role().name() + ": a row that is hidden counts as missing.",
                                mend));
    }

    /** One finding for all objects that lack the same rights for the same purpose. */
    private void grants(List<Lack> lacks, List<Finding> wrong) {
        Map<String, List<Lack>> byObject = lacks.stream()
                .collect(Collectors.groupingBy(
                        lack -> lack.kind + " " + lack.object, TreeMap::new, Collectors.toList()));
        Map<List<String>, List<Lack>> alike = new LinkedHashMap<>();
        byObject.values().forEach(ofObject -> {
            Set<String> privileges = ofObject.stream().map(Lack::privilege).collect(Collectors.toSet());
            List<Need> all =
                    ofObject.stream().flatMap(lack -> lack.needs.stream()).toList();
            alike.computeIfAbsent(
                            List.of(ofObject.get(0).kind, privileges(privileges), Need.purpose(all)),
                            key -> new ArrayList<>())
                    .add(ofObject.get(0));
        });
        alike.forEach((key, objects) -> {
            String kind = key.get(0);
            String privileges = key.get(1);
            List<String> names = objects.stream().map(Lack::object).toList();
            String what = kind.isEmpty() ? "" : kind.toLowerCase(java.util.Locale.ROOT) + " ";
            wrong.add(missing(
                    RIGHTS,
                    "User " + facts.role().name() + " lacks " + privileges + " on " + what + list(names) + ", needed "
                            + key.get(2) + ".",
                    "GRANT " + privileges + " ON " + (kind.isEmpty() ? "" : kind + " ") + String.join(", ", names)
                            + " TO " + facts.role().name()));
        });
    }

    private static String privileges(Set<String> privileges) {
        if (privileges.equals(Set.of("USAGE"))) {
            return "USAGE";
        }
        return ORDER.stream().filter(privileges::contains).collect(Collectors.joining(", "));
    }

    private static List<Need> of(List<Need> needed, Table table) {
        return needed.stream().filter(need -> need.table().equals(table.wanted)).toList();
    }

    private static List<Need> as(Way way, List<Need> needs) {
        return needs.stream()
                .filter(need -> need.way() == Way.DELIVER)
                .map(need -> new Need(need.table(), need.privilege(), way, need.feed()))
                .toList();
    }

    private static String list(List<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }

    private Map<String, Table> tables(List<Need> needed) throws SQLException {
        Map<String, Table> tables = new TreeMap<>();
        query(
                "tables.sql",
                row -> tables.put(
                        row.getString("wanted"),
                        new Table(
                                row.getString("wanted"),
                                row.getLong("oid"),
                                row.getString("sql_name"),
                                row.getBoolean("usable"),
                                row.getString("schema"),
                                row.getBoolean("policies"),
                                row.getString("schemas"),
                                row.getString("first"),
                                row.getBoolean("first_usable"))),
                connection.createArrayOf(
                        "text", needed.stream().map(Need::table).distinct().toArray()));
        return tables;
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String file, RowReader<T> reader, Object... parameters) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(RightsExamination.class, file))) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    all.add(reader.read(row));
                }
            }
        }
        return all;
    }
}
