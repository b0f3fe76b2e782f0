package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.StatementCounters;
import io.waybill.database.StatementCounters.Cost;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.desk.TestDesk;
import io.waybill.desk.Visitor;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.MerlinSystem;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TestDump;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * No statement gets out of hand where PostgreSQL knows nothing of the rows, or knows them as they were when there were a few: the server
 * gathers no statistics by itself, and whoever approves does so at once. All that people do with drops is done twice, the second time with
 * {@value #TIMES} times as many rows. A statement that then looks at more than {@value #MOST} times as many pages, or takes so much longer,
 * compares rows with rows.
 */
@TestInstance(Lifecycle.PER_CLASS)
class StatementGrowthTest {
    private static final int TIMES = 4;
    private static final int MOST = 9;
    private static final String SERIES =
            "\"sourceurl\": null, \"sourcetype\": \"pattern\", \"sourcefile\": \"\", \"current\": true,"
                    + " \"data\": \"\", \"versionstamp\": \"2013-09-01T09:00:00Z\"";
    private static final String EVENT =
            "\"status\": 0, \"start\": \"2013-10-10T08:00:00Z\", \"end\": \"2013-10-10T09:00:00Z\","
                    + " \"starttz\": \"Europe/London\", \"endtz\": \"Europe/London\", \"title\": \"Event\", \"location\": \"Room\","
                    + " \"data\": \"\", \"master\": null, \"current\": true, \"versionstamp\": \"2013-09-02T09:00:00Z\"";

    private final TestServer server = new TestServer(StatementCounters.SERVER);
    private final TestDatabase database = server.newDatabase();
    private final StatementCounters counters = new StatementCounters(database);
    private final TestDesk desk;
    private final Visitor admin;

    StatementGrowthTest(@TempDir Path folder) throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
        database.run("INSERT INTO api_department (uuid, date_created, date_updated, name, description)"
                + " VALUES (gen_random_uuid(), now(), now(), 'Engineering', '')");
        desk = TestDesk.start(folder, database, Map.of(), TestWaybill::askForBackups);
        admin = desk.visitor("admin");
    }

    @AfterAll
    void stop() {
        desk.close();
        database.close();
        server.close();
    }

    /** What is done with drops, with so many rows. */
    private interface Work {
        /** @param name distinguishes its rows from those of another time */
        void with(String name, int rows) throws Exception;
    }

    @Test
    void noStatementOfAnApprovalComparesRowsWithRows() throws Exception {
        grows(500, (name, rows) -> {
            decided(desk.waybill().drop("live", name + ".dump", live(name, 0, rows)));
            LedgerEntry approved = decided(desk.waybill().drop("live", name + "-two.dump", live(name, rows / 2, rows)));
            assertThat(approved.state()).as(approved.message()).isEqualTo(State.DELIVERED);
        });
    }

    /** By hand only, on a quiet machine: {@code mvn test -Dtest=StatementGrowthTest -Dtest.growth=all}. */
    @Test
    @EnabledIfSystemProperty(named = "test.growth", matches = "all")
    void noStatementComparesRowsWithRows() throws Exception {
        grows(1_000, this::everything);
    }

    private void grows(int rows, Work work) throws Exception {
        work.with("few" + rows, 20);
        // From now on PostgreSQL believes that there are a few rows of everything.
        database.run("ANALYZE");
        counters.reset();
        work.with("some" + rows, rows);
        Map<String, Cost> before = counters.costs();
        counters.reset();
        work.with("many" + rows, rows * TIMES);
        Map<String, Cost> after = counters.costs();

        assertThat(StatementCounters.outOfHand(before, after, rows * TIMES, MOST))
                .isEmpty();
    }

    /**
     * @param name distinguishes its rows from those of another time
     * @param rows how many of each
     */
    private void everything(String name, int rows) throws Exception {
        merlin(name, rows);
        timetable(name, rows);
        pages();
    }

    private void merlin(String name, int rows) throws Exception {
        assertThat(desk.waybill()
                        .drop(
                                "merlin/teams",
                                name + "-teams.csv",
                                "team_name\nOne of " + name + "\nTwo of " + name + "\n")
                        .state())
                .isEqualTo(State.DELIVERED);
        LedgerEntry first = desk.waybill().drop("merlin/users", name + ".csv", users(name, rows, "Ann"));
        assertThat(first.state()).as(first.message()).isEqualTo(State.DELIVERED);
        // More than half of all users changes name: held, looked at, approved at once.
        LedgerEntry approved =
                decided(desk.waybill().drop("merlin/users", name + "-two.csv", users(name, rows, "Bea")));
        assertThat(approved.state()).as(approved.message()).isEqualTo(State.DELIVERED);
        LedgerEntry undone = desk.waybill().undone(approved, false);
        assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
        rejects(name, rows);
    }

    private static String users(String name, int rows, String called) {
        return IntStream.range(0, rows)
                .mapToObj(i -> name + i + "@x.example," + called + " " + i + ",One of " + name)
                .collect(Collectors.joining("\n", "email,name,team\n", "\n"));
    }

    /** Half of them for one cause. */
    private void rejects(String name, int rows) throws Exception {
        String file = IntStream.range(0, rows)
                .mapToObj(i -> name + "r" + i + "@x.example,Name,"
                        + (i % 2 == 0 ? "One of" + name : "Nowhere " + name + i / 8))
                .collect(Collectors.joining("\n", "email,name,team\n", "\n"));
        LedgerEntry carried = decided(desk.waybill().drop("merlin/users", name + "-rejects.csv", file));
        assertThat(carried.results().rejected()).isEqualTo(rows);
        decided(desk.waybill().drop("merlin/users", name + "-rejects.csv", file));

        String place = "/rejects/"
                + database.number("SELECT min(id) FROM waybill.rejects WHERE state = 'open' AND waybill = "
                        + carried.number() + " AND cause = ARRAY['One of" + name + "']");
        admin.get("/rejects?waybill=" + carried.number());
        admin.get(place);
        assertThat(admin.post(place + "/choose", Map.of("answer", "One of " + name, "for", "all"))
                        .status())
                .isEqualTo(303);
        admin.post(place + "/choose", Map.of("do", "forget", "for", "all"));
        admin.post(place + "/choose", Map.of("answer", "One of " + name, "for", "all"));
        admin.get("/rejects");
        LedgerEntry preview = ended(admin.post("/rejects/deliver", Map.of("feed", "merlin/users")));
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        LedgerEntry mended = decided(ended(admin.post("/waybills/" + preview.number() + "/again", Map.of())));
        assertThat(mended.state()).as(mended.message()).isEqualTo(State.DELIVERED);
        // Once more, for good, and with what was mended in between.
        byte[] longer = (file + name + "@y.example,Y,One of " + name + "\n").getBytes(StandardCharsets.UTF_8);
        decided(desk.waybill().again("merlin/users", name + "-rejects.csv", longer));
        LedgerEntry undone = desk.waybill().undone(mended, false);
        assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
    }

    private LedgerEntry ended(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        return desk.waybill().ended(reply.location().replace("/drops/", ""));
    }

    private void timetable(String name, int rows) throws IOException {
        LedgerEntry first = decided(desk.waybill().drop("live", name + ".dump", live(name, 0, rows)));
        assertThat(first.state()).as(first.message()).isEqualTo(State.DELIVERED);
        // Half of it goes, as much comes.
        LedgerEntry second = decided(desk.waybill().drop("live", name + "-two.dump", live(name, rows / 2, rows)));
        assertThat(second.state()).as(second.message()).isEqualTo(State.DELIVERED);

        String grants = IntStream.range(0, rows)
                .mapToObj(i -> "tripos/" + name + "/" + (rows / 2 + i / 2 * 3) + ",user/" + name + i + ",\r\n")
                .collect(Collectors.joining());
        LedgerEntry granted = decided(desk.waybill().drop("permissions", name + ".csv", grants));
        assertThat(granted.state()).as(granted.message()).isEqualTo(State.DELIVERED);
        // Users, grants and what is theirs are carried over.
        LedgerEntry third = decided(desk.waybill().drop("live", name + "-three.dump", live(name, rows, rows)));
        assertThat(third.state()).as(third.message()).isEqualTo(State.DELIVERED);
        assertThat(desk.waybill().undone(third, true).state()).isEqualTo(State.PREVIEWED);
        LedgerEntry undone = desk.waybill().undone(third, false);
        assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
        String backup = granted.recovery().backups().get(0).id();
        LedgerEntry restored = desk.waybill().restored(backup, "permissions", false);
        assertThat(restored.state()).as(restored.message()).isEqualTo(State.DELIVERED);
    }

    /** With few rows no guard holds it. */
    private LedgerEntry decided(LedgerEntry page) {
        if (page.state() != State.HELD) {
            return page;
        }
        String place = "/waybills/" + page.number();
        for (String shown : List.of(place, place + "/changes", place + "/changes?kind=update")) {
            assertThat(admin.get(shown).status()).as(shown).isEqualTo(200);
        }
        assertThat(admin.get(place + "/changes?text=nobody").status()).isEqualTo(200);
        return desk.waybill().decided(page, true);
    }

    private static String live(String name, int from, int rows) {
        TestDump dump = new TestDump().thing(1, null, "tripos", "").thing(2, 1, "tripos/" + name, "tripos");
        for (int i = from; i < from + rows; i++) {
            dump.thing(10 + i, 2, "tripos/" + name + "/" + i, "part");
            dump.record(
                    "timetables.eventsource",
                    10 + i,
                    SERIES + ", \"title\": \"Series " + i + "\", \"master\": " + (10 + i));
            dump.seriesTag(10 + i, 10 + i, 10 + i);
            dump.record("timetables.event", 10 + i, EVENT + ", \"uid\": \"" + name + i + "\", \"source\": " + (10 + i));
        }
        return TestDump.text(dump.records());
    }

    private void pages() {
        for (String place : List.of(
                "/waybills",
                "/rejects",
                "/rejected",
                "/rejects/" + database.number("SELECT min(id) FROM waybill.rejects"),
                "/rejected?state=open",
                "/rejected?state=solved",
                "/api/rejects?limit=200",
                "/backups",
                "/schedule")) {
            assertThat(admin.get(place).status()).as(place).isEqualTo(200);
        }
        for (String search : List.of("/waybills/search", "/rejects/search", "/rejected/search")) {
            assertThat(admin.post(search, Map.of("text", "nowhere")).status())
                    .as(search)
                    .isEqualTo(200);
        }
    }
}
