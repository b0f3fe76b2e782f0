package io.waybill.timetable.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.database.TestDatabase;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Play's tables in a test's database; filled and asked with SQL of their own, so that Waybill is not its own witness. */
final class PlayTables {
    static final List<String> TABLES =
            List.of("thing", "eventsource", "event", "eventsourcetag", "eventtag", "thingtag", "thinglock");
    private static final Map<String, String> COLUMNS = Map.of(
            "parent", "parent_id",
            "master", "master_id",
            "source", "source_id",
            "thing", "thing_id",
            "targetthing", "targetthing_id",
            "eventsource", "eventsource_id",
            "event", "event_id",
            "owner", "owner_id");
    private static final String USERS = "WITH RECURSIVE users AS (SELECT id FROM %1$s.timetables_thing"
            + " WHERE fullpath LIKE 'user/%%' UNION SELECT child.id FROM %1$s.timetables_thing AS child JOIN users ON"
            + " child.parent_id = users.id) ";

    private final TestDatabase database;

    PlayTables(TestDatabase database) {
        this.database = database;
    }

    void create() throws SQLException {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        database.run("CREATE SCHEMA live");
        for (String table : TABLES) {
            database.run("CREATE TABLE live.timetables_" + table + " (LIKE public.timetables_" + table + ")");
        }
    }

    /** An empty ledger and Play as this dump says. */
    void begin(Records play) throws IOException {
        begin(play.json());
    }

    void begin(String play) throws IOException {
        if (database.value("SELECT to_regclass('waybill.waybills')") != null) {
            database.run("TRUNCATE waybill.waybills CASCADE");
        }
        load("public", play);
    }

    /** Loads a dump unchanged into a schema. */
    void load(String schema, String dump) throws IOException {
        Map<String, ArrayNode> rows = new LinkedHashMap<>();
        TABLES.forEach(table -> rows.put(table, Records.JSON.createArrayNode()));
        for (JsonNode record : Records.JSON.readTree(dump)) {
            ObjectNode row = Records.JSON.createObjectNode();
            row.set("id", record.get("pk"));
            record.get("fields")
                    .fields()
                    .forEachRemaining(
                            field -> row.set(COLUMNS.getOrDefault(field.getKey(), field.getKey()), field.getValue()));
            String model = record.get("model").asText();
            rows.get(model.substring(model.indexOf('.') + 1)).add(row);
        }
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("TRUNCATE " + String.join(", ", tables(schema)) + " RESTART IDENTITY");
            for (Map.Entry<String, ArrayNode> table : rows.entrySet()) {
                String name = schema + ".timetables_" + table.getKey();
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + name
                        + " SELECT * FROM json_populate_recordset(NULL::" + name + ", ?::json)")) {
                    insert.setString(1, table.getValue().toString());
                    insert.executeUpdate();
                }
                if (schema.equals("public")) {
                    connection
                            .createStatement()
                            .execute("SELECT setval(pg_get_serial_sequence('" + name
                                    + "', 'id'), coalesce(max(id), 1)) FROM " + name);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static List<String> tables(String schema) {
        return TABLES.stream().map(table -> schema + ".timetables_" + table).toList();
    }

    /** Which of Live's non-user rows are missing or different in Play, and which rows of Play belong neither to Live nor to a user. */
    List<String> differencesFromLive(String liveDump) throws IOException {
        load("live", liveDump);
        List<String> differences = new java.util.ArrayList<>();
        compare(differences, "thing", "id NOT IN (SELECT id FROM users) AND fullpath <> 'user'");
        compare(differences, "eventsource", "true");
        compare(differences, "event", "true");
        compare(differences, "eventsourcetag", "thing_id NOT IN (SELECT id FROM users)");
        compare(differences, "eventtag", "thing_id NOT IN (SELECT id FROM users)");
        compare(
                differences,
                "thingtag",
                "thing_id NOT IN (SELECT id FROM users) AND targetthing_id NOT IN (SELECT id FROM users) AND annotation"
                        + " IS DISTINCT FROM 'admin'");
        compare(differences, "thinglock", "false");
        database.rows("SELECT count(*) FROM timetables_thinglock").stream()
                .filter(row -> !row.get(0).equals("0"))
                .forEach(row -> differences.add("locks: " + row));
        return differences;
    }

    private void compare(List<String> differences, String table, String whichRows) {
        String live = "SELECT * FROM live.timetables_" + table + " WHERE " + whichRows;
        String play = "SELECT * FROM public.timetables_" + table + " WHERE " + whichRows;
        String liveUsers = String.format(USERS, "live");
        String playUsers = String.format(USERS, "public");
        List<List<String>> ofLive = database.rows(liveUsers + live + " ORDER BY id");
        List<List<String>> ofPlay = database.rows(playUsers + play + " ORDER BY id");
        Map<String, List<String>> byKey = new TreeMap<>();
        ofPlay.forEach(row -> byKey.put(row.get(0), row));
        for (List<String> row : ofLive) {
            List<String> found = byKey.remove(row.get(0));
            if (!row.equals(found)) {
                differences.add(table + ": Live " + row + ", Play " + found);
            }
        }
        byKey.values().forEach(row -> differences.add(table + ": only in Play " + row));
    }

    /** Play's users, by path, with all that is theirs; without keys. */
    List<String> users() {
        return database.query("SELECT u.fullpath, u.name, u.pathid, u.type, u.fullname, u.data, p.fullpath"
                + " FROM timetables_thing u LEFT JOIN timetables_thing p ON p.id = u.parent_id"
                + " WHERE u.fullpath LIKE 'user/%' ORDER BY u.fullpath");
    }

    /** user|subject, each as often as it is granted. */
    List<String> grants() {
        return database.query("SELECT h.fullpath, s.fullpath FROM timetables_thingtag t JOIN timetables_thing h ON"
                + " h.id = t.thing_id JOIN timetables_thing s ON s.id = t.targetthing_id WHERE t.annotation = 'admin'"
                + " ORDER BY 1, 2");
    }

    /** user|title|data of the series|annotation. */
    List<String> calendars() {
        return database.query("SELECT u.fullpath, s.title, s.data, t.annotation FROM timetables_eventsourcetag t JOIN"
                + " timetables_thing u ON u.id = t.thing_id JOIN timetables_eventsource s ON s.id = t.eventsource_id"
                + " WHERE u.fullpath LIKE 'user/%' ORDER BY 1, 2, 3, 4");
    }

    /** user|key of the series. */
    List<String> followed() {
        return database.query("SELECT u.fullpath, t.eventsource_id FROM timetables_eventsourcetag t JOIN"
                + " timetables_thing u ON u.id = t.thing_id WHERE u.fullpath LIKE 'user/%' ORDER BY 1, 2");
    }

    /** user|uid of a single event in a calendar. */
    List<String> singleEvents() {
        return database.query("SELECT u.fullpath, e.uid FROM timetables_eventtag t JOIN timetables_thing u ON"
                + " u.id = t.thing_id JOIN timetables_event e ON e.id = t.event_id WHERE u.fullpath LIKE 'user/%'"
                + " ORDER BY 1, 2");
    }

    /** Every row of every table, keys and all. */
    Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new LinkedHashMap<>();
        TABLES.forEach(table ->
                contents.put(table, database.query("SELECT * FROM public.timetables_" + table + " ORDER BY id")));
        return contents;
    }

    /** The same with the transaction that wrote each row: equal only when nothing was written. */
    Map<String, List<String>> versions() {
        Map<String, List<String>> versions = new LinkedHashMap<>();
        TABLES.forEach(table -> versions.put(
                table, database.query("SELECT id, xmin, ctid FROM public.timetables_" + table + " ORDER BY id")));
        return versions;
    }

    /** References that lead nowhere; the constraints themselves are deferred and checked at commit. */
    List<String> sequencesBehind() {
        List<String> behind = new java.util.ArrayList<>();
        for (String table : TABLES) {
            String name = "public.timetables_" + table;
            long next = database.number("SELECT nextval(pg_get_serial_sequence('" + name + "', 'id'))");
            long highest = database.number("SELECT coalesce(max(id), 0) FROM " + name);
            if (next <= highest) {
                behind.add(table + ": " + next + " <= " + highest);
            }
        }
        return behind;
    }
}
