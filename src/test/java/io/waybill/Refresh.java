package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.boot.Application;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TestDatabase;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.Inbox;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.TimetableSystem;
import io.waybill.timetable.demo.PlaySeed;
import io.waybill.timetable.demo.SampleDumps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A refresh of Timetable for tests: a home, Play in a database as its dump describes it, and ways to look at the outcome. */
public final class Refresh {
    public static final FeedName LIVE = new FeedName("timetable", "live");
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final long SEED_NUMBER = Long.MAX_VALUE;

    private final TestHome home;
    private final TestDatabase database;

    private Refresh(TestHome home, TestDatabase database) {
        this.home = home;
        this.database = database;
    }

    /** The two dumps of a refresh. */
    public record Dumps(Path live, Path play) {
        /** Invented ones; the same seed gives the same. */
        public static Dumps invented(Path folder, long seed, int objects) throws IOException {
            Dumps dumps = new Dumps(folder.resolve("live.dump"), folder.resolve("play.dump"));
            Files.createDirectories(folder);
            new SampleDumps(seed, objects).write(dumps.live, dumps.play);
            return dumps;
        }
    }

    /** A home whose target is this database, in which the application's tables are as its dump says. */
    public static Refresh of(Path folder, TestDatabase database, Path dump) throws IOException, SQLException {
        TestHome home = TestHome.ofSystem("timetable", folder).withTarget("TIMETABLE", database.settings());
        load(database.settings(), dump);
        return new Refresh(home, database);
    }

    /** A home whose target is this database as it is. */
    public static Refresh at(Path folder, TestDatabase database) throws IOException {
        return new Refresh(
                TestHome.ofSystem("timetable", folder).withTarget("TIMETABLE", database.settings()), database);
    }

    /** Another home, with a data folder of its own, for the same database. */
    public Refresh withAnotherHome(Path folder) throws IOException {
        return new Refresh(
                TestHome.ofSystem("timetable", folder).withTarget("TIMETABLE", database.settings()), database);
    }

    /** Makes the application's tables and puts into them what a dump says. */
    public static void load(TargetSettings settings, Path dump) throws IOException, SQLException {
        try (Target target = Target.open("timetable", settings)) {
            EmbeddedSchema.create(new TimetableSystem(), target.dataSource());
            new PlaySeed(target, TimetableConfig.load(Path.of("config"), Clock.systemUTC())).load(dump, SEED_NUMBER);
        }
    }

    public Refresh every(String cron) {
        home.with("WAYBILL_REFRESH_TIMETABLE_CRON", cron);
        return this;
    }

    public String value(String sql) {
        return database.value(sql);
    }

    public TestHome home() {
        return home;
    }

    public TestDatabase database() {
        return database;
    }

    public DataFolder data() {
        return home.data();
    }

    /** Waybill in this process. */
    public Application start() {
        data().make();
        return Application.start(
                home.settings(), DataFolderLock.take(data(), "test").orElseThrow());
    }

    /** A serve of its own that kills itself at a step. */
    public WaybillProcess serve(String... jvm) throws IOException {
        return WaybillProcess.start(home, List.of(jvm), "serve");
    }

    public void drop(Path file) throws IOException {
        data().make();
        data().make(LIVE);
        new Inbox(data()).put(LIVE, file, DropOptions.NONE);
    }

    public void dropped(Path file) {
        try {
            drop(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until this many waybills have ended and nothing is left to be done for them. */
    public void awaitEnded(int waybills) {
        await().atMost(SOON)
                .until(() -> database.value("SELECT to_regclass('waybill.waybills')") != null
                        && database.number("SELECT count(*) FROM waybill.waybills WHERE finished_at IS NOT NULL")
                                == waybills
                        && names("work").isEmpty());
    }

    /** Waits until the files of this many waybills are in their place. */
    public void awaitFiled(int waybills) {
        await().atMost(SOON)
                .until(() -> database.number("SELECT count(*) FROM waybill.waybills WHERE filed_at IS NOT NULL")
                        == waybills);
    }

    /** State of a waybill; null when there is none. */
    public String state(long number) {
        return database.value("SELECT state FROM waybill.waybills WHERE number = " + number);
    }

    /** Each of the application's tables, as one number that tells any difference. */
    public Map<String, String> tables() {
        return tables(database);
    }

    public static Map<String, String> tables(TestDatabase database) {
        Map<String, String> tables = new LinkedHashMap<>();
        for (String table : database.query(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'timetables%' ORDER BY 1")) {
            tables.put(
                    table,
                    database.value(
                            "SELECT count(*) || ' rows, ' || md5(coalesce(string_agg(t::text, E'\\n' ORDER BY id), '')) FROM "
                                    + table + " AS t"));
        }
        assertThat(tables).hasSize(7);
        return tables;
    }

    /** What the application's tables say, whatever keys their rows have. */
    public Map<String, List<String>> meaning() {
        Map<String, List<String>> meaning = new LinkedHashMap<>();
        meaning.put(
                "things",
                database.query(
                        "SELECT fullpath, (SELECT p.fullpath FROM timetables_thing AS p WHERE p.id = t.parent_id), data,"
                                + " pathid, name, type, fullname FROM timetables_thing AS t ORDER BY 1"));
        meaning.put(
                "thing tags",
                database.query("SELECT a.fullpath, b.fullpath, annotation FROM timetables_thingtag AS t"
                        + " JOIN timetables_thing AS a ON a.id = thing_id JOIN timetables_thing AS b ON b.id = targetthing_id"
                        + " ORDER BY 1, 2, 3"));
        meaning.put(
                "series tags",
                database.query("SELECT fullpath, eventsource_id, annotation FROM timetables_eventsourcetag"
                        + " JOIN timetables_thing AS t ON t.id = thing_id ORDER BY 1, 2, 3"));
        meaning.put(
                "event tags",
                database.query("SELECT fullpath, event_id, annotation FROM timetables_eventtag"
                        + " JOIN timetables_thing AS t ON t.id = thing_id ORDER BY 1, 2, 3"));
        meaning.put("series", database.query("SELECT * FROM timetables_eventsource ORDER BY id"));
        meaning.put("events", database.query("SELECT * FROM timetables_event ORDER BY id"));
        return meaning;
    }

    /** The counts of a waybill, which its ledger keeps balanced. */
    public List<String> counts(long number) {
        return database.query("SELECT subject, origin, read, inserted, updated, unchanged, filtered, rejected, removed"
                + " FROM waybill.counts WHERE waybill = " + number + " ORDER BY 1, 2");
    }

    /** The rejected rows in the error folder of a waybill, without the ids that the ledger gave them. */
    public List<List<String>> rejects(long number) throws IOException {
        List<CsvRow> rows = CsvRows.read(data().error(LIVE, number).resolve("rejects.csv"), "rejects.csv");
        return rows.stream().map(row -> row.cells().subList(0, 3)).toList();
    }

    /** Number of the latest waybill. */
    public long latest() {
        return database.number("SELECT coalesce(max(number), 0) FROM waybill.waybills");
    }

    /** Where in the data folder there is something of this name, relative to it, with # for the latest waybill's number. */
    public List<String> places(String name) {
        String number = "/" + latest() + "/";
        return files().filter(file -> file.endsWith("/" + name))
                .map(file -> file.replace(number, "/#/"))
                .toList();
    }

    /** Names of the files in one of the data folder's folders. */
    public List<String> names(String folder) {
        try (Stream<Path> files = Files.list(data().root().resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Schemas of stages in the target. */
    public List<String> stages() {
        return database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill\\_stage%'");
    }

    private Stream<String> files() {
        try (Stream<Path> files = Files.walk(data().root())) {
            return files.filter(Files::isRegularFile).map(file -> data().relative(file)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
