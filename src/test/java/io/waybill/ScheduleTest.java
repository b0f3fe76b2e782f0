package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.waybill.Refresh.Dumps;
import io.waybill.boot.Application;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refreshes that begin by themselves, with Quartz as it is and with each of the sources. */
@ExtendWith(TestPostgres.class)
class ScheduleTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String EVERY_SECOND = "* * * * * ?";
    /** Not while this runs: twelve hours from now. */
    private static final String DAILY = "0 0 " + (LocalTime.now().getHour() + 12) % 24 + " * * ?";

    @TempDir
    private static Path folder;

    private static Dumps dumps;
    private static Refresh dropped;

    @BeforeAll
    static void aRefreshByHand(TestServer server) throws Exception {
        dumps = Dumps.invented(folder.resolve("dumps"), 11, 600);
        dropped = Refresh.of(folder.resolve("dropped"), server.newDatabase(), dumps.play());
        dropped.drop(dumps.live());
        try (Application application = dropped.start()) {
            dropped.awaitEnded(1);
        }
    }

    @Test
    void theNewestDumpOfAFolderIsDroppedAndAnUnchangedOneIsToldSo(TestServer server) throws Exception {
        Path arriving = Files.createDirectories(folder.resolve("arriving"));
        Files.writeString(arriving.resolve("older.dump"), "not to be read");
        Files.setLastModifiedTime(arriving.resolve("older.dump"), FileTime.from(Instant.EPOCH));
        Files.copy(dumps.live(), arriving.resolve("newer.dump"));
        Files.writeString(arriving.resolve("newest.txt"), "no dump");
        Refresh refresh = refresh("folder", server, "folder").every(EVERY_SECOND);
        refresh.home().with("WAYBILL_REFRESH_TIMETABLE_FOLDER", arriving.toString());

        List<List<String>> runs = runsUntil(refresh, 3);

        assertThat(runs.get(0)).containsExactly("dropped", "delivered", "newer.dump", "");
        // One that falls due while the one before still waits in the inbox gets another name: newer (2).dump.
        // The latest may still be waiting.
        List<List<String>> ended =
                runs.stream().skip(1).filter(run -> !run.get(1).equals("∅")).toList();
        assertThat(ended).isNotEmpty().allSatisfy(run -> {
            assertThat(run).startsWith("dropped", "unchanged");
            assertThat(run.get(2)).startsWith("newer").endsWith(".dump");
        });
        assertThat(refresh.tables()).isEqualTo(dropped.tables());
        assertThat(refresh.names("spool")).doesNotContain("refresh-1");
    }

    @Test
    void aCommandsOutputIsDroppedHoweverMuchItComplains(TestServer server) throws Exception {
        Refresh refresh = refresh("command", server, "command").every(EVERY_SECOND);
        refresh.home()
                .with("DUMP", dumps.live().toString())
                .with(
                        "WAYBILL_REFRESH_TIMETABLE_COMMAND",
                        "yes complaint | head -c 3000000 >&2; cat '" + dumps.live() + "'");

        List<List<String>> runs = runsUntil(refresh, 1);

        assertThat(runs.get(0)).startsWith("dropped", "delivered");
        assertThat(runs.get(0).get(2)).matches("scheduled-\\d{8}-\\d{6}\\.dump");
        assertThat(refresh.tables()).isEqualTo(dropped.tables());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo '['; exit 3 | Nothing was dropped. The command ended with status 3.",
                "true | Nothing was dropped. The command succeeded but wrote nothing.",
                "echo '['; sleep 600; true | Nothing was dropped. The command did not end within 1 second and was stopped.",
            })
    void aCommandThatFailsIsToldAndLeavesNothingBehind(String command, String told, TestServer server)
            throws Exception {
        Refresh refresh =
                refresh("failing " + command.hashCode(), server, "command").every(EVERY_SECOND);
        refresh.home()
                .with("WAYBILL_REFRESH_TIMETABLE_COMMAND", command)
                .with("WAYBILL_REFRESH_TIMETABLE_TIMEOUT", "1s");

        List<List<String>> runs = runsUntil(refresh, 1);

        assertThat(runs.get(0)).containsExactly("failed", "∅", "∅", told);
        // A later run may have been under way when the program was stopped; the next start removes what it had fetched.
        assertThat(refresh.names("spool")).doesNotContain("refresh-1");
        assertThat(refresh.names("inbox/timetable/live")).containsExactly("preview");
        assertThat(ProcessHandle.current().descendants().filter(ScheduleTest::sleeps))
                .isEmpty();
    }

    @Test
    void whatACommandWritesIsForItsOwnerOnlyFromTheFirstByte(TestServer server) throws Exception {
        Refresh refresh = refresh("modes", server, "command").every(EVERY_SECOND);
        Path modes = folder.resolve("modes.txt");
        refresh.home()
                .with(
                        "WAYBILL_REFRESH_TIMETABLE_COMMAND",
                        "dump=$(readlink /proc/$$/fd/1); stat -c %a \"$dump\" \"$(dirname \"$dump\")\" > '" + modes
                                + "'; exit 3");

        runsUntil(refresh, 1);

        assertThat(modes).hasContent("600\n700");
    }

    private static boolean sleeps(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("sleep 600");
    }

    @Test
    void theAnswerOfAWebServiceIsDroppedAndOneThatFailsLeavesTheLastAsItIs(TestServer server) throws Exception {
        Refresh refresh = refresh("web", server, "web").every(EVERY_SECOND);
        AtomicInteger asked = new AtomicInteger();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/batch", exchange -> {
            boolean first = asked.incrementAndGet() == 1;
            if (!first) {
                await().atMost(SOON).until(() -> "delivered".equals(refresh.state(1)));
            }
            boolean good = first
                    && "code=hidden-from-all".equals(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(good ? 200 : 403, good ? Files.size(dumps.live()) : -1);
            if (good) {
                Files.copy(dumps.live(), exchange.getResponseBody());
            }
            exchange.close();
        });
        service.start();
        try {
            Path key = Files.writeString(folder.resolve("web key"), "hidden-from-all\n");
            refresh.home()
                    .with(
                            "WAYBILL_REFRESH_TIMETABLE_WEB_URL",
                            "http://127.0.0.1:" + service.getAddress().getPort() + "/batch")
                    .with("WAYBILL_REFRESH_TIMETABLE_WEB_KEY_FILE", key.toString())
                    .with("WAYBILL_REFRESH_TIMETABLE_WEB_KEY_PARAMETER", "code");

            List<List<String>> runs = runsUntil(refresh, 2);

            assertThat(runs.get(0)).startsWith("dropped", "delivered");
            assertThat(runs.get(1)).startsWith("failed", "∅", "∅");
            assertThat(runs.get(1).get(3))
                    .startsWith("Nothing was dropped. 127.0.0.1 answered with status 403 instead of 200."
                            + " The last good one stays: waybill 1, ");
            assertThat(refresh.tables()).isEqualTo(dropped.tables());
        } finally {
            service.stop(0);
        }
    }

    @Test
    void aFolderWithoutADumpIsTold(TestServer server) throws Exception {
        Refresh refresh = refresh("empty", server, "folder").every(EVERY_SECOND);
        Path nothing = Files.createDirectories(folder.resolve("nothing"));
        refresh.home().with("WAYBILL_REFRESH_TIMETABLE_FOLDER", nothing.toString());

        assertThat(runsUntil(refresh, 1).get(0))
                .containsExactly(
                        "failed", "∅", "∅", "Nothing was dropped. There is no file *.dump in " + nothing + ".");
    }

    @Test
    void liveIsReadInOneSnapshotWithoutAnyUsersDataAndLeadsToTheSameAsItsDump(TestServer server) throws Exception {
        TestDatabase live = server.newDatabase();
        Refresh.load(live.settings(), dumps.live());
        Refresh refresh = refresh("database", server, "database").every(EVERY_SECOND);
        refresh.home()
                .with("WAYBILL_REFRESH_TIMETABLE_DATABASE_URL", live.url())
                .with("WAYBILL_REFRESH_TIMETABLE_DATABASE_USER", live.user())
                .with("WAYBILL_REFRESH_TIMETABLE_DATABASE_PASSWORD", live.password());

        List<List<String>> runs = runsUntil(refresh, 2);

        assertThat(runs.get(0)).as(runs.toString()).startsWith("dropped", "delivered");
        assertThat(runs.get(1)).startsWith("dropped", "unchanged");
        assertThat(refresh.meaning()).isEqualTo(dropped.meaning());
        assertThat(live.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'waybill refresh'"))
                .as("closed with Waybill")
                .isZero();
        Path read = refresh.data()
                .root()
                .resolve(refresh.value("SELECT path FROM waybill.files WHERE waybill = 1" + " AND role = 'original'"));
        String dump = Files.readString(read);
        assertThat(List.of("timetables.eventsourcetag", "timetables.event\"")).allMatch(dump::contains);
        assertThat(List.of("\"user/", "\"admin\"", "thinglock")).noneMatch(dump::contains);
    }

    @Test
    void aLiveThatCannotBeReachedIsToldWithoutItsPassword(TestServer server) throws Exception {
        Refresh refresh = refresh("unreachable", server, "database").every(EVERY_SECOND);
        refresh.home()
                .with("WAYBILL_REFRESH_TIMETABLE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/live?connectTimeout=1")
                .with("WAYBILL_REFRESH_TIMETABLE_DATABASE_USER", "reader")
                .with("WAYBILL_REFRESH_TIMETABLE_DATABASE_PASSWORD", "hidden-from-all");

        List<String> run = runsUntil(refresh, 1).get(0);

        assertThat(run).startsWith("failed", "∅", "∅");
        assertThat(run.get(3))
                .startsWith("Nothing was dropped. The connection to the database was lost or refused")
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFellDueWhileNobodyWasThereIsNotedAndMadeUpForWhenWanted(boolean catchUp, TestServer server)
            throws Exception {
        Refresh refresh = refresh("missed " + catchUp, server, "command").every(DAILY);
        refresh.home()
                .alsoWith("merlin")
                .alsoWith("school")
                .with("WAYBILL_REFRESH_TIMETABLE_CATCH_UP", Boolean.toString(catchUp))
                .with("WAYBILL_REFRESH_TIMETABLE_COMMAND", "cat '" + dumps.live() + "'");
        refresh.start().close();
        assertThat(runs(refresh))
                .as("at the very first start nothing was missed")
                .isEmpty();
        refresh.database()
                .run("INSERT INTO waybill.refreshes (system, due_at, outcome) VALUES"
                        + " ('timetable', now() - interval '50 hours', 'running')");

        try (Application application = refresh.start()) {
            await().atMost(SOON).until(() -> runs(refresh).size() == (catchUp ? 4 : 3));
            if (catchUp) {
                refresh.awaitEnded(1);
            }
        }

        List<List<String>> runs = runs(refresh);
        assertThat(runs.get(0)).containsExactly("failed", "∅", "∅", "Waybill stopped during this run.");
        assertThat(runs.subList(1, 3))
                .allSatisfy(run -> assertThat(run)
                        .containsExactly(
                                "missed",
                                "∅",
                                "∅",
                                "Waybill was not running, or its schedule was off, when this fell due."));
        assertThat(runs).hasSize(catchUp ? 4 : 3);
        if (catchUp) {
            assertThat(runs.get(3)).startsWith("dropped", "delivered");
            WaybillProcess told = WaybillProcess.run(refresh.home(), "schedule");
            assertThat(told.exitStatus()).as(told.err()).isZero();
            assertThat(told.out().lines().toList())
                    .hasSize(7)
                    .satisfies(lines -> assertThat(lines.get(5))
                            .startsWith("merlin: no scheduled refresh (waybill.refresh.merlin."))
                    .satisfies(lines -> assertThat(lines.get(0)).startsWith("timetable: the next refresh is due "))
                    .satisfies(lines -> assertThat(lines.get(1)).endsWith("waybill 1: delivered"))
                    .satisfies(lines -> assertThat(lines.get(2)).contains("missed: Waybill was not running"))
                    .satisfies(lines -> assertThat(lines.get(4)).contains("failed: Waybill stopped during this run."));
        }
    }

    @Test
    void offByDefaultItStartsNothing(TestServer server) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("off"), server.newDatabase(), dumps.play());
        refresh.home()
                .with("WAYBILL_REFRESH_TIMETABLE_SOURCE", "database")
                .with("WAYBILL_REFRESH_TIMETABLE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/live");
        try (Application application = refresh.start()) {
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("Quartz") || name.startsWith("live"));
        }
        assertThat(runs(refresh)).isEmpty();
    }

    private static Refresh refresh(String name, TestServer server, String source) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("home " + name), server.newDatabase(), dumps.play());
        refresh.home()
                .with("WAYBILL_REFRESH_TIMETABLE_ENABLED", "true")
                .with("WAYBILL_REFRESH_TIMETABLE_SOURCE", source);
        return refresh;
    }

    /** Outcome, state of the waybill, its file's name, and message of each run, oldest first. */
    private static List<List<String>> runs(Refresh refresh) {
        return refresh.database()
                .rows("SELECT r.outcome, w.state, w.file_name, r.message FROM waybill.refreshes AS r"
                        + " LEFT JOIN waybill.waybills AS w ON w.token = r.token AND r.token <> '' ORDER BY r.due_at");
    }

    private static List<List<String>> runsUntil(Refresh refresh, int ended) {
        try (Application application = refresh.start()) {
            await().atMost(SOON)
                    .until(() -> refresh.database()
                                    .number(
                                            "SELECT count(*) FROM waybill.refreshes AS r LEFT JOIN waybill.waybills AS w"
                                                    + " ON w.token = r.token AND r.token <> '' WHERE r.outcome = 'failed'"
                                                    + " OR w.finished_at IS NOT NULL")
                            >= ended);
        }
        return runs(refresh);
    }
}
