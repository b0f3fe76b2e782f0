package io.waybill.timetable.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Dumps that cannot be carried: each is refused whole, with its place and its value, and Play stays as it was. */
@ExtendWith(TestPostgres.class)
class BrokenDumpTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static PlayTables play;
    private static TestWaybill waybill;
    private static Map<String, List<String>> before;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException, IOException {
        database = own;
        play = new PlayTables(database);
        play.create();
        waybill = TestWaybill.startOnly("timetable", folder, database);
        play.begin(live().grant(1, 6, 3));
        before = play.versions();
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    private static Records live() {
        return new Records()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(3, 2, "tripos/nst/IA", "part")
                .thing(4, 3, "tripos/nst/IA/lectures", "module")
                .thing(5, null, "user", "")
                .user(6, 5, "ann", "salt")
                .series(1, "Organic", "")
                .series(2, "Physical", "")
                .event(17, 1, "u1")
                .event(18, 2, "u2")
                .home(1, 4, 1)
                .home(2, 4, 2)
                .tag(9, 3, 3, "disabled");
    }

    private static byte[] with(Consumer<Records> change) {
        Records live = live();
        change.accept(live);
        return live.bytes();
    }

    private static byte[] replaced(String what, byte[] by) {
        byte[] all = live().bytes();
        int at = live().json().indexOf(what);
        byte[] changed = new byte[all.length - what.length() + by.length];
        System.arraycopy(all, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(all, at + what.length(), changed, at + by.length, all.length - at - what.length());
        return changed;
    }

    static Stream<Arguments> brokenDumps() {
        byte[] all = live().bytes();
        int half = live().json().indexOf("\"Physical\"") + 4;
        return Stream.of(
                arguments("truncated", Arrays.copyOf(all, all.length - 1), "truncated", "byte " + (all.length - 1)),
                arguments(
                        "half copied", Arrays.copyOf(all, half), "truncated", "timetables.eventsource 2, field title"),
                arguments("garbage", (live().json() + "[]").getBytes(UTF_8), "trailing-garbage", "found []"),
                arguments("object", "{\"pk\": 1}".getBytes(UTF_8), "", "line 1, column 1"),
                arguments("empty", new byte[0], "empty-file", "0 bytes"),
                arguments("nothing", "[]".getBytes(UTF_8), "no-structure", "0 records"),
                arguments("order mark", ("\uFEFF" + live().json()).getBytes(UTF_8), "", "byte order mark"),
                arguments("utf-16", live().json().getBytes(StandardCharsets.UTF_16LE), "", "line 1, column 1"),
                arguments("text", "ERROR: relation does not exist\n".getBytes(UTF_8), "", "line 1, column 1"),
                arguments(
                        "users only",
                        new Records().user(6, 5, "ann", "x").lock(1, 6, 6).bytes(),
                        "no-structure",
                        "2 records"),
                arguments(
                        "no model",
                        with(live -> live.record("event", 17).remove("model")),
                        "record-without-model",
                        "record 9"),
                arguments(
                        "no fields",
                        with(live -> live.record("event", 17).remove("fields")),
                        "record-without-fields",
                        "timetables.event 17"),
                arguments(
                        "invalid UTF-8",
                        replaced("Physical", new byte[] {'P', (byte) 0xE9, 's'}),
                        "invalid-utf-8",
                        "timetables.eventsource 2, field title"),
                arguments(
                        "NUL",
                        replaced("Physical", "P\\u0000s".getBytes(UTF_8)),
                        "",
                        "timetables.eventsource 2, field title"),
                arguments(
                        "date",
                        with(live -> live.fields("event", 17).put("start", "2013-02-30T09:00:00Z")),
                        "",
                        "timetables.event 17, field start: found 2013-02-30T09:00:00Z"),
                arguments(
                        "too long",
                        with(live -> live.fields("event", 17).put("title", "x".repeat(513))),
                        "",
                        "timetables.event 17, field title: found xxx"),
                arguments(
                        "null",
                        with(live -> live.fields("event", 17).putNull("title")),
                        "missing-value",
                        "timetables.event 17, field title: found null"),
                arguments(
                        "missing",
                        with(live -> live.event(19, 1, "u9").fields("event", 19).remove("title")),
                        "missing-value",
                        "timetables.event 19, field title"),
                arguments(
                        "duplicate key",
                        with(live -> live.event(17, 2, "u3")),
                        "duplicate-key",
                        "timetables.event 17, found a second record with this key"),
                arguments(
                        "dangling",
                        with(live -> live.fields("event", 17).put("source", 99)),
                        "dangling-reference",
                        "timetables.event 17, field source: found 99"),
                arguments(
                        "negative status",
                        with(live -> live.fields("event", 17).put("status", -1)),
                        "",
                        "timetables.event 17, field status: found -1"),
                arguments("status", with(live -> live.fields("event", 17).put("status", 70_000)), "", "found 70000"),
                arguments(
                        "two of one path",
                        with(live -> live.thing(40, 3, "tripos/nst/IA/lectures", "module")),
                        "duplicate-value",
                        "field pathid"),
                arguments(
                        "key",
                        with(live -> live.record("event", 17).put("pk", 3_000_000_000L)),
                        "key-not-an-integer",
                        "field pk: found 3000000000"),
                arguments(
                        "word as reference",
                        with(live -> live.fields("thing", 4).put("parent", "IA")),
                        "reference-not-a-key",
                        "timetables.thing 4, field parent: found IA"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenDumps")
    void aBrokenDumpIsRefusedWithItsPlaceAndItsValue(String name, byte[] dump, String rule, String told)
            throws IOException {
        LedgerEntry page = waybill.drop("live", name + ".dump", dump);

        assertThat(page.state()).as(page.message()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains(name + ".dump").contains(told).doesNotContain("Exception");
        List<CsvRow> faults = CsvRows.read(waybill.error(page, "faults.csv"), "faults.csv");
        assertThat(faults).hasSize(2);
        assertThat(faults.get(1).cell(0)).isEqualTo(name + ".dump");
        assertThat(faults.get(1).cell(6)).contains(rule);
        if (!faults.get(1).cell(3).isEmpty()) {
            assertThat(faults.get(1).cell(1)).as("line").isEqualTo("1");
            assertThat(Long.parseLong(faults.get(1).cell(2))).as("column").isPositive();
        }
        assertThat(waybill.errorText(page, "reason.txt"))
                .contains("1 fault", told)
                .doesNotContain("\tat ", "Exception");
        assertThat(waybill.error(page, name + ".dump")).hasBinaryContent(dump);
        assertThat(waybill.inbox("live").resolve(name + ".dump")).doesNotExist();
        assertThat(waybill.outbox(name + "-non_user.json")).doesNotExist();
        nothingChanged();
    }

    @Test
    void aCopyThatReservedItsPlaceAndThenStoppedShowsWhereTheZerosBegin() throws IOException {
        byte[] all = live().bytes();
        int half = live().json().indexOf("\"Physical\"") + 4;

        LedgerEntry page = waybill.drop("live", "zeros.dump", Arrays.copyOf(Arrays.copyOf(all, half), all.length));

        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(page.message())
                .contains("byte " + half, "control character 0x00, " + (all.length - half) + " times")
                .contains("(and 1 more)");
        assertThat(waybill.errorText(page, "reason.txt")).contains("2 faults", "cut off");
        nothingChanged();
    }

    /** Faults that the reader finds, the stage, the rules of the target, and the index: all of them lead to the value itself. */
    @Test
    void aFaultOfAValueHasTheLineAndTheColumnOfTheValue() throws IOException {
        Records broken = live();
        broken.fields("event", 17).put("start", "2013-02-30T09:00:00Z").put("source", 99);
        broken.fields("event", 18).put("status", -1).put("title", "x".repeat(513));
        broken.fields("thing", 4).put("fullname", "y".repeat(513));
        broken.thing(30, 3, "tripos/nst/IA/lectures", "module");
        for (String end : List.of("\n", "\r\n")) {
            String dump = broken.pretty().replaceAll("\\R", end);

            LedgerEntry page = waybill.drop("live", "lines.dump", dump.getBytes(UTF_8));

            assertThat(page.state()).isEqualTo(State.REFUSED);
            List<CsvRow> faults = CsvRows.read(waybill.error(page, "faults.csv"), "faults.csv");
            assertThat(faults.stream().skip(1).map(row -> row.cell(4) + "|" + row.cell(5)))
                    .containsExactlyInAnyOrder(
                            "timetables.event 17|start",
                            "timetables.event 17|source",
                            "timetables.event 18|title",
                            "timetables.thing 4|fullname",
                            "timetables.thing 30|pathid");
            List<String> lines = dump.lines().toList();
            for (CsvRow fault : faults.subList(1, faults.size())) {
                String line = lines.get(Integer.parseInt(fault.cell(1)) - 1);
                int column = Integer.parseInt(fault.cell(2));
                // In bytes; a string begins behind its quote, where the reader's own faults are, too.
                assertThat(line.substring(0, column - 1).replaceAll("\"$", "").strip())
                        .isEqualTo("\"" + fault.cell(5) + "\" :");
                assertThat(Long.parseLong(fault.cell(3)))
                        .isEqualTo(String.join(end, lines.subList(0, Integer.parseInt(fault.cell(1)) - 1))
                                        .getBytes(UTF_8)
                                        .length
                                + end.length()
                                + column
                                - 1);
            }
        }
        nothingChanged();
    }

    @Test
    void aRuleOfTheTargetIsToldWithTheLineOfTheValue() throws IOException {
        Records broken = live();
        broken.fields("event", 18).put("status", -1);
        String dump = broken.pretty();

        LedgerEntry page = waybill.drop("live", "rule.dump", dump.getBytes(UTF_8));

        List<String> lines = dump.lines().toList();
        int line = 0;
        while (!lines.get(line).contains("\"status\" : -1")) {
            line++;
        }
        assertThat(page.message()).contains("rule.dump, line " + (line + 1) + ", column ");
        nothingChanged();
    }

    private static void nothingChanged() {
        assertThat(play.versions()).isEqualTo(before);
        // The stage is dropped after the waybill has ended.
        await().untilAsserted(() -> assertThat(
                        database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill_stage%'"))
                .isEmpty());
    }

    @Test
    void aFolderOfThatNameIsRefused() throws IOException {
        Files.createDirectory(waybill.inbox("live").resolve("folder.dump"));
        Files.createFile(waybill.inbox("live").resolve("folder.dump.done"));

        LedgerEntry page = waybill.endedByName("folder.dump");

        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains("folder.dump: found an empty folder, expected a file");
        nothingChanged();
    }

    @Test
    void allFaultsOfAllKindsAreToldInOneRunInTheOrderOfTheFile() throws IOException {
        Records broken = live();
        ObjectNode seventeen = broken.fields("event", 17);
        seventeen.put("start", "2013-02-30T09:00:00Z");
        seventeen.put("source", 99);
        broken.fields("event", 18).put("location", "x".repeat(600)).put("status", -1);
        broken.fields("eventsource", 2).put("title", "nul \0 character");
        broken.event(18, 1, "again");
        broken.thing(30, 3, "tripos/nst/IA/lectures", "module");
        broken.thing(31, 77, "tripos/nst/IA/orphan", "module");
        broken.event(19, 1, "u9");
        broken.record("event", 19).remove("model");
        broken.fields("eventsourcetag", 2).putNull("thing");

        LedgerEntry page = waybill.drop("live", "several.dump", broken.bytes());

        assertThat(page.state()).isEqualTo(State.REFUSED);
        List<CsvRow> faults = CsvRows.read(waybill.error(page, "faults.csv"), "faults.csv");
        assertThat(faults.stream().skip(1).map(row -> row.cell(4) + "|" + row.cell(5) + "|" + row.cell(6)))
                .containsExactlyInAnyOrder(
                        "timetables.eventsource 2|title|nul-character",
                        "timetables.event 17|start|not-a-timestamp",
                        "timetables.event 17|source|dangling-reference",
                        "timetables.event 18|location|value-too-long",
                        "timetables.event 18||duplicate-key",
                        "timetables.thing 30|pathid|duplicate-value",
                        "timetables.thing 31|parent|dangling-reference",
                        "record 17||record-without-model",
                        "timetables.eventsourcetag 2|thing|reference-missing");
        assertThat(faults.stream().skip(1).map(row -> Long.valueOf(row.cell(3))))
                .isSorted();
        assertThat(waybill.errorText(page, "reason.txt")).contains("9 faults");
        nothingChanged();
    }

    @Test
    void faultsOfLivesOwnUsersAreNobodysBusiness() throws IOException {
        Records live = live();
        live.fields("thing", 6).put("fullname", "x".repeat(600));
        live.grant(5, 6, 99).lock(1, 99, 98).entry(44, 6, 99);

        LedgerEntry page = waybill.preview("live", "users.dump", live.bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.PREVIEWED);
        nothingChanged();
    }

    @Test
    void moreFaultsThanAnybodyReadsAreCounted() throws IOException {
        Records broken = live();
        for (int i = 0; i < 1_500; i++) {
            broken.event(1_000 + i, 99, "u" + i);
            broken.fields("event", 1_000 + i).put("end", "never");
        }

        LedgerEntry page = waybill.drop("live", "many.dump", broken.bytes());

        assertThat(page.message()).contains("more)");
        assertThat(CsvRows.read(waybill.error(page, "faults.csv"), "faults.csv"))
                .hasSizeBetween(1_000, 1_001);
        assertThat(waybill.errorText(page, "reason.txt")).contains("3000 faults", "and 2,000 more");
        nothingChanged();
    }
}
