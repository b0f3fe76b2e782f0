package io.waybill.bench;

import io.waybill.boot.Application;
import io.waybill.database.EmbeddedDatabase;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.SchoolTable;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Exports of an invented school dropped into a running Waybill on a durable embedded PostgreSQL: into an empty calendar, the same again, and that
 * of a typical night. The original needed 1,829, 425 and 409 seconds for one of full size.
 */
final class SchoolLoadBench implements AutoCloseable {
    private static final int MOVES = 12;

    private final Path folder;
    private final EmbeddedDatabase database;
    private final Application application;
    private final TimedDrops drops;

    private SchoolLoadBench(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        System.setProperty("waybill.data", folder.resolve("data").toString());
        Settings settings = Settings.read().withoutHttp();
        DataFolder data = new DataFolder(settings.data());
        data.make();
        // Attached first, so that it is there for the others, too.
        database = EmbeddedDatabase.open(settings.data());
        application =
                Application.start(settings, DataFolderLock.take(data, "bench").orElseThrow());
        drops = new TimedDrops(
                application, data, new FeedName("school", "isams"), "start=" + InventedSchool.FIRST + "\n");
    }

    static void run(Path folder, SchoolSize size, int rounds, Results results) throws Exception {
        try (SchoolLoadBench bench = new SchoolLoadBench(folder.resolve("school-load"))) {
            bench.measure(size, rounds, results);
        }
    }

    private void measure(SchoolSize school, int rounds, Results results) throws Exception {
        Path export = Files.createDirectories(folder.resolve("export"));
        new InventedSchool(school).writeIsams(export);
        Path first = zip(export, "first.zip", text -> text);
        Path night = zip(export, "night.zip", SchoolLoadBench::night);
        Times loaded = new Times();
        Times again = new Times();
        Times changed = new Times();
        SchoolSteps steps = new SchoolSteps();
        long written = 0;
        String size = "";
        try (Connection connection = connect();
                ServerLog log = new ServerLog(database)) {
            ServerCounters counters = new ServerCounters(connection, SchoolTable.specs());
            for (int round = 0; round < rounds; round++) {
                empty(connection);
                steps.add(loaded, drops.drop("first load", first, true, State.DELIVERED), "first load");
                size = size(connection);
                ServerCounters.Rows before = counters.rows();
                log.begin();
                steps.add(again, drops.drop("no-op", first, true, State.UNCHANGED), "no-op");
                log.end(SchoolTable.specs());
                written += counters.rows().since(before);
                steps.add(changed, drops.drop("night", night, true, State.DELIVERED), "night");
                drops.tidy();
            }
            results.add("an export of " + size + " into an empty calendar, until archived", loaded);
            results.add(
                    "the same export again",
                    Results.milliseconds(again),
                    String.format(Locale.ROOT, "%,d rows of the calendar written; %s", written, log.sentence()));
            results.add(
                    "a night: " + MOVES + " pupils change sets, 3 lessons their teacher, one leaves, one comes",
                    changed);
        }
        steps.print();
    }

    /** What differs after a usual day. */
    private static String night(String text) {
        String changed = text;
        for (int pupil = 1; pupil <= MOVES; pupil++) {
            // The first place of each of the pupils is in the set of the next one.
            changed = changed.replaceFirst(
                    "<SetList Id=\"(\\d+)\" SetId=\"\\d+\" PupilId=\"" + pupil * 7 + "\"/>",
                    "<SetList Id=\"$1\" SetId=\"" + (pupil * 7 % 490 + 1) + "\" PupilId=\"" + pupil * 7 + "\"/>");
        }
        for (int lesson = 1; lesson <= 3; lesson++) {
            changed = changed.replaceFirst(
                    "(<Schedule Id=\"" + lesson * 11 + "\"><Code>[^<]*</Code><Teacher>)[^<]*",
                    "$1" + teacher(text, lesson + 40));
        }
        return changed.replaceFirst("<Pupil Id=\"1001\">", "<Pupil Id=\"5001\">")
                .replaceAll("PupilId=\"1001\"", "PupilId=\"5001\"");
    }

    private static String teacher(String text, int number) {
        int at = text.indexOf("<StaffMember Id=\"" + number + "\"");
        int code = text.indexOf("<UserCode>", at) + "<UserCode>".length();
        return text.substring(code, text.indexOf('<', code));
    }

    private Path zip(Path export, String name, UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> all = Files.list(export)) {
            for (Path each : all.sorted().toList()) {
                zip.putNextEntry(new ZipEntry(each.getFileName().toString()));
                String text = Files.readString(each);
                zip.write((each.endsWith("data.xml") ? change.apply(text) : text).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** The calendar has nothing but the year of the invented school. */
    private static void empty(Connection connection) throws SQLException {
        run(
                connection,
                "TRUNCATE datasources, eventsources, eventcategories, eras, users, locations, properties, services RESTART IDENTITY CASCADE",
                "INSERT INTO datasources (name) VALUES ('iSAMS')",
                "INSERT INTO eras (name, during) VALUES ('2016/17', '[" + InventedSchool.FIRST + ","
                        + InventedSchool.LAST + "]'), ('Perpetual', '[2006-01-01,)')",
                "INSERT INTO settings (current_era_id, perpetual_era_id, current_datasource_id) VALUES (1, 2, 1)");
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String size(Connection connection) throws SQLException {
        StringBuilder size = new StringBuilder();
        for (String table : List.of("pupils", "staffs", "groups", "memberships", "events", "commitments")) {
            try (Statement statement = connection.createStatement();
                    var count = statement.executeQuery("SELECT count(*) FROM " + table)) {
                count.next();
                size.append(
                        String.format(Locale.ROOT, "%s%,d %s", size.isEmpty() ? "" : ", ", count.getLong(1), table));
            }
        }
        return size.toString();
    }

    @Override
    public void close() {
        application.close();
        database.close();
    }
}
