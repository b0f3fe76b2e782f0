package io.waybill.timetable.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestWaybill;
import io.waybill.boot.StartFailedException;
import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.check.CheckFiles;
import io.waybill.delivery.check.CheckSteps;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Results.CheckLine;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.report.WaybillText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Timetable's checks and an operator's own, on the way of a refresh. */
@ExtendWith(TestPostgres.class)
class CheckedFeedTest {
    @TempDir
    static Path folder;

    private static final String GEOLOGY =
            "SELECT fullpath FROM timetables_thing WHERE fullpath LIKE '%geol%' ORDER BY 1";

    private static TestDatabase database;
    private static PlayTables play;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException {
        database = own;
        play = new PlayTables(database);
        play.create();
        waybill = TestWaybill.startOnly("timetable", folder, database, Map.of(), home -> {
            check(home, "live/no-geology", "error", GEOLOGY);
            check(home, "permissions/no-geology", "error", GEOLOGY);
        });
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void playAsItWas() throws IOException {
        play.begin(live().thing(1000, null, "user", "undefined")
                .user(1001, 1000, "ann", "kept")
                .grant(1, 1001, 10));
    }

    private static void check(Path home, String name, String severity, String sql) {
        try {
            Files.writeString(
                    home.resolve("config/checks/timetable/" + name + ".sql"),
                    "-- severity: " + severity + "\n-- sentence: Subjects are taught here that were given up.\n" + sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Records live() {
        Records records = new Records()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(3, 2, "tripos/nst/IA", "part");
        for (int i = 0; i < 20; i++) {
            records.thing(10 + i, 3, "tripos/nst/IA/s" + i, "subject");
        }
        return records;
    }

    @Test
    void whatACheckFindsIsOnThePageAlsoWhenItFindsNothing() throws IOException {
        LedgerEntry page = waybill.drop(
                "live",
                "new.dump",
                live().thing(99, 3, "tripos/nst/IA/new", "subject").bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().checks())
                .extracting(CheckLine::name)
                .containsExactly(
                        "event-ends-first",
                        "feed-salt-lost",
                        "grant-of-no-use",
                        "no-geology",
                        "path-of-parent",
                        "thing-above-itself",
                        "user-lost");
        assertThat(page.results().checks()).allMatch(CheckLine::passed);
        assertThat(new WaybillText(ZoneOffset.UTC).page(page)).contains("\nChecks\n  passed   event-ends-first (");
        assertThat(waybill.data()
                        .archive(
                                page.times()
                                        .claimedAt()
                                        .atZone(java.time.ZoneId.systemDefault())
                                        .toLocalDate(),
                                page.number())
                        .resolve("waybill.json"))
                .content()
                .contains("\"name\" : \"no-geology\"");
    }

    @Test
    void anErrorRollsEverythingBackAndTheResultsStay() throws IOException {
        Map<String, List<String>> before = play.versions();

        LedgerEntry page = waybill.drop("live", "geology.dump", withGeology().bytes());

        assertThat(page.state()).isEqualTo(State.FAILED);
        assertThat(page.message())
                .isEqualTo("The check no-geology failed: Subjects are taught here that were given up. 2 rows:"
                        + " tripos/nst/IA/geol; tripos/nst/II/geol. Nothing was changed.");
        assertThat(play.versions()).isEqualTo(before);
        assertThat(waybill.errorText(page, "reason.txt")).contains("The check no-geology failed");
        assertThat(waybill.error(page, "geology.dump")).exists();
        assertThat(page.results().checks())
                .filteredOn(check -> !check.passed())
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.error()).isTrue();
                    assertThat(check.rows()).isEqualTo(2);
                    assertThat(check.examples()).containsExactly("tripos/nst/IA/geol", "tripos/nst/II/geol");
                });
        assertThat(new WaybillText(ZoneOffset.UTC).page(page))
                .contains(
                        "  failed   no-geology: Subjects are taught here that were given up. 2 rows: tripos/nst/IA/geol;");
    }

    @Test
    void aPreviewFailsAsTheRealRunWould() throws IOException {
        LedgerEntry page = waybill.preview("live", "geology.dump", withGeology().bytes());

        assertThat(page.state()).isEqualTo(State.FAILED);
        assertThat(page.exitStatus()).isEqualTo(1);
        assertThat(page.results().checks()).anyMatch(check -> !check.passed());
    }

    @Test
    void whatPlayHasAlreadyIsAWarningWhereNothingIsDeletedAndAnErrorWhereAllIsReplaced() throws IOException {
        play.begin(withGeology().thing(1000, null, "user", "undefined").user(1001, 1000, "ann", "kept"));

        LedgerEntry granted =
                waybill.drop("permissions", "g.csv", "tripos/nst/IA/s1,user/ann,\n".getBytes(StandardCharsets.UTF_8));
        assertThat(granted.state()).as(granted.message()).isEqualTo(State.DELIVERED);
        assertThat(new WaybillText(ZoneOffset.UTC).page(granted))
                .contains("  warning  no-geology: Subjects are taught here that were given up."
                        + " It was so before this drop. 2 rows: tripos/nst/IA/geol; tripos/nst/II/geol\n");

        LedgerEntry refreshed = waybill.drop(
                "live", "again.dump", withGeology().tag(5, 11, 12, "link").bytes());
        assertThat(refreshed.state()).isEqualTo(State.FAILED);
        assertThat(refreshed.message()).contains("The check no-geology failed");
    }

    @Test
    void aWarningIsToldAndTheDropIsDelivered() throws IOException {
        LedgerEntry page = waybill.drop(
                "live",
                "paths.dump",
                live().thing(50, 3, "tripos/other/s", "subject").bytes());

        assertThat(page.state()).isEqualTo(State.DELIVERED);
        assertThat(page.exitStatus()).isZero();
        assertThat(new WaybillText(ZoneOffset.UTC).page(page))
                .contains(
                        "  warning  path-of-parent: Things have a path that does not consist of their parent's path and their own name."
                                + " 1 row: tripos/other/s below tripos/nst/IA\n");
    }

    @Test
    void aCheckThatCannotBeRunFailsTheDeliveryAndIsReadAnewForEachDrop() throws IOException {
        check(folder.resolve("home"), "live/broken", "warning", "SELECT\n  1 / count(*) FROM timetables_event");
        try {
            LedgerEntry warned =
                    waybill.drop("live", "a.dump", live().series(1, "a", "").bytes());
            assertThat(warned.state()).isEqualTo(State.DELIVERED);
            assertThat(new WaybillText(ZoneOffset.UTC).page(warned))
                    .contains("  warning  broken: could not be run. config/checks/timetable/live/broken.sql, line 3:"
                            + " division by zero.\n");

            check(folder.resolve("home"), "live/broken", "error", "SELECT 1 / count(*) FROM timetables_event");
            LedgerEntry failed =
                    waybill.drop("live", "b.dump", live().series(1, "b", "").bytes());
            assertThat(failed.state()).isEqualTo(State.FAILED);
            assertThat(failed.message())
                    .isEqualTo("The check broken could not be run: config/checks/timetable/live/broken.sql, line 3:"
                            + " division by zero. Nothing was changed.");
        } finally {
            Files.delete(folder.resolve("home/config/checks/timetable/live/broken.sql"));
        }
    }

    @Test
    void aUserWhomSomethingTakesAwayIsMissedBeforeTheCommit() throws IOException {
        database.run(
                "CREATE FUNCTION rename() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN UPDATE timetables_thing SET fullpath = ''gone'', data = '''' WHERE fullpath = ''user/ann'';"
                        + " RETURN NULL; END'",
                "CREATE TRIGGER rename AFTER INSERT ON timetables_eventsource EXECUTE FUNCTION rename()");
        try {
            // Live uses the key of Play's user, who gets another one.
            LedgerEntry page = waybill.drop(
                    "live",
                    "keys.dump",
                    live().thing(1001, 3, "tripos/nst/IA/new", "subject")
                            .series(1, "s", "")
                            .bytes());

            assertThat(page.state()).isEqualTo(State.FAILED);
            assertThat(page.message())
                    .contains("The check user-lost failed: Users of Play would be lost. 1 row: user/ann.");
        } finally {
            database.run("DROP FUNCTION rename CASCADE");
        }
    }

    @Test
    void aFeedSaltThatSomethingChangesIsMissedBeforeTheCommit() throws IOException {
        database.run(
                "CREATE FUNCTION salt() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN UPDATE timetables_thing SET data = ''{\"salt\": \"other\"}'' WHERE fullpath = ''user/ann'';"
                        + " RETURN NULL; END'",
                "CREATE TRIGGER salt AFTER INSERT ON timetables_eventsource EXECUTE FUNCTION salt()");
        try {
            LedgerEntry page = waybill.drop(
                    "live",
                    "keys.dump",
                    live().thing(1001, 3, "tripos/nst/IA/new", "subject")
                            .series(1, "s", "")
                            .bytes());

            assertThat(page.state()).isEqualTo(State.FAILED);
            assertThat(page.message())
                    .contains("The check feed-salt-lost failed")
                    .contains("1 row: user/ann.")
                    .doesNotContain("kept");
        } finally {
            database.run("DROP FUNCTION salt CASCADE");
        }
    }

    @Test
    void aTriggerThatAddsRowsFailsTheDelivery() throws IOException {
        database.run(
                "CREATE FUNCTION add() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO timetables_thingtag"
                        + " (id, annotation, thing_id, targetthing_id) VALUES (999, ''link'', 10, 11); RETURN NULL; END'",
                "CREATE TRIGGER add AFTER INSERT ON timetables_thingtag WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION add()");
        Map<String, List<String>> before = play.versions();
        try {
            LedgerEntry page = waybill.drop(
                    "live", "tags.dump", live().tag(5, 11, 12, "link").bytes());

            assertThat(page.state()).isEqualTo(State.FAILED);
            assertThat(page.message())
                    .isEqualTo(
                            "Table timetables_thingtag has 3 rows after this delivery, but 2 were expected (1 before,"
                                    + " 1 inserted, 0 deleted): a trigger or a rule of the database interferes. Nothing was changed.");
            assertThat(play.versions()).isEqualTo(before);
        } finally {
            database.run("DROP FUNCTION add CASCADE");
        }
    }

    @Test
    void rowsThatOthersWriteRightAfterTheCommitAreANotice() throws IOException {
        LedgerEntry page =
                waybill.drop("live", "tags.dump", live().tag(5, 11, 12, "link").bytes());
        assertThat(page.state()).isEqualTo(State.DELIVERED);
        assertThat(page.results().notices()).extracting(Notice::rule).doesNotContain("rows-since-delivery");
        database.run("DELETE FROM timetables_thingtag WHERE annotation = 'link'");

        try (Target target = Target.open("timetable", database.settings())) {
            new CheckSteps(
                            new CheckFiles(folder),
                            target,
                            new Ledger(target.dataSource(), Clock.systemUTC()),
                            Duration.ofSeconds(10))
                    .recount(page.drop(folder));
        }

        assertThat(waybill.page(page.number()).results().notices())
                .contains(new Notice(
                        "rows-since-delivery",
                        "Table timetables_thingtag had 2 rows when this was committed and has 1 right after it: others write to"
                                + " it as well.",
                        1));
    }

    @Test
    void aMistakeInACheckStopsTheStartWithFileAndLine(@TempDir Path other) {
        assertThatThrownBy(() -> TestWaybill.startOnly(
                        "timetable",
                        other,
                        database,
                        Map.of(),
                        home -> check(home, "live/new", "error", "SELECT\n fulpath FROM timetables_thing")))
                .isInstanceOf(StartFailedException.class)
                .hasMessage("config/checks/timetable/live/new.sql, line 4: column \"fulpath\" does not exist.");
    }

    private static Records withGeology() {
        return live().thing(40, 2, "tripos/nst/II", "part")
                .thing(41, 3, "tripos/nst/IA/geol", "subject")
                .thing(42, 40, "tripos/nst/II/geol", "subject");
    }
}
