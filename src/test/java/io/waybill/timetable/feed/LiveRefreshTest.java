package io.waybill.timetable.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.django.DumpFile;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Results;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.timetable.TimetableModels;
import io.waybill.timetable.demo.SampleDumps;
import io.waybill.timetable.dump.DanglingReferences;
import io.waybill.timetable.dump.ExtractNonUser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A whole refresh, from the dropped dump to Play's tables, on made-up pairs of dumps that are alike but for what a few months change. */
@ExtendWith(TestPostgres.class)
class LiveRefreshTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static PlayTables play;
    private static TestWaybill waybill;
    private static String liveDump;
    private static String playDump;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException, IOException {
        database = own;
        play = new PlayTables(database);
        play.create();
        Path live = folder.resolve("sample-live.dump");
        Path old = folder.resolve("sample-play.dump");
        new SampleDumps(11, 1_500).write(live, old);
        liveDump = Files.readString(live);
        playDump = Files.readString(old);
        waybill = TestWaybill.startOnly("timetable", folder, database);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void playAsItWas() throws IOException {
        play.begin(playDump);
    }

    @Test
    void afterARefreshPlayIsLiveWithPlaysOwnUsersGrantsAndCalendars() throws IOException {
        List<String> users = play.users();
        Set<String> grants = new HashSet<>(play.grants());
        Set<String> calendars = new HashSet<>(play.calendars());

        LedgerEntry page = waybill.drop("live", "live.dump", liveDump);

        assertThat(page.state()).isEqualTo(State.DELIVERED);
        assertThat(play.differencesFromLive(liveDump)).isEmpty();
        assertThat(play.users()).isEqualTo(users);
        assertThat(grants).containsAll(play.grants());
        assertThat(calendars.stream().map(LiveRefreshTest::userAndTitle).collect(Collectors.toSet()))
                .containsAll(play.calendars().stream()
                        .map(LiveRefreshTest::userAndTitle)
                        .toList());
        assertThat(play.sequencesBehind()).isEmpty();

        JsonNode before = page.results().comparison().get("before");
        JsonNode after = page.results().comparison().get("after");
        assertThat(before.get("users").asInt()).isEqualTo(users.size());
        assertThat(after.get("users").asInt()).isEqualTo(users.size());
        assertThat(before.get("salts")).isEqualTo(after.get("salts"));
        assertThat(before.get("grants").asInt()).isEqualTo(rows("grants in the old Play", playDump, "admin"));
        assertThat(after.get("grants").asInt()).isEqualTo(play.grants().size());
        assertThat(after.get("calendar entries").asInt())
                .isEqualTo(play.calendars().size());
        assertThat(after.get("events").asLong()).isEqualTo(database.number("SELECT count(*) FROM timetables_event"));

        long lostGrants = before.get("grants").asLong() - after.get("grants").asLong();
        long lostEntries = before.get("calendar entries").asLong()
                - after.get("calendar entries").asLong();
        assertThat(lostGrants).isPositive();
        assertThat(rejects(page, "grant", "open")).isEqualTo(lostGrants);
        assertThat(rejects(page, "calendar-entry", "reported")).isEqualTo(lostEntries);
        assertThat(tally(page, "timetables.thingtag", Tally.Origin.TARGET).rejected())
                .isEqualTo(lostGrants);
        assertThat(tally(page, "timetables.eventsourcetag", Tally.Origin.TARGET).filtered())
                .isEqualTo(lostEntries);
    }

    private static String userAndTitle(String entry) {
        String[] parts = entry.split("\\|");
        return parts[0] + "|" + parts[1];
    }

    private static int rows(String what, String dump, String annotation) {
        return dump.split("\"annotation\": \"" + annotation + "\"", -1).length - 1;
    }

    @Test
    void theOutboxHasWhatTheCommandGivesAndNothingInItDangles() throws IOException {
        LedgerEntry page = waybill.drop("live", "march.dump", liveDump);

        Path file = waybill.outbox("march-non_user.json");
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        try (DumpFile dump = DumpFile.of(new ByteArrayInputStream(liveDump.getBytes(UTF_8)), "march.dump")) {
            new ExtractNonUser(TimetableModels.standard()).run(dump, command, DanglingReferences.REFUSE);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(command.toByteArray());
        assertThat(TestWaybill.paths(page, FileEntry.Role.OUTPUT))
                .containsExactly("outbox/timetable/march-non_user.json");
        assertThat(dangling(Files.readString(file))).isEmpty();
    }

    static List<String> dangling(String dump) throws IOException {
        Map<String, Set<Long>> keys = new HashMap<>();
        JsonNode records = Records.JSON.readTree(dump);
        records.forEach(record -> keys.computeIfAbsent(record.get("model").asText(), model -> new HashSet<>())
                .add(record.get("pk").asLong()));
        Map<String, String> references = Map.of(
                "timetables.thing.parent", "timetables.thing",
                "timetables.eventsource.master", "timetables.eventsource",
                "timetables.event.master", "timetables.event",
                "timetables.event.source", "timetables.eventsource",
                "timetables.eventsourcetag.thing", "timetables.thing",
                "timetables.eventsourcetag.eventsource", "timetables.eventsource",
                "timetables.eventtag.thing", "timetables.thing",
                "timetables.eventtag.event", "timetables.event",
                "timetables.thingtag.thing", "timetables.thing",
                "timetables.thingtag.targetthing", "timetables.thing");
        List<String> dangling = new java.util.ArrayList<>();
        for (JsonNode record : records) {
            record.get("fields").fields().forEachRemaining(field -> {
                String to = references.get(record.get("model").asText() + "." + field.getKey());
                if (to != null
                        && !field.getValue().isNull()
                        && !keys.getOrDefault(to, Set.of())
                                .contains(field.getValue().asLong())) {
                    dangling.add(record.toString());
                }
            });
        }
        return dangling;
    }

    @Test
    void theSameBytesUnderAnotherNameChangeNothingUntilItIsSaidAgain() throws IOException {
        LedgerEntry first = waybill.drop("live", "live.dump", liveDump);
        Map<String, List<String>> written = play.versions();

        LedgerEntry second = waybill.drop("live", "live of tuesday.dump", liveDump);
        assertThat(second.state()).isEqualTo(State.UNCHANGED);
        assertThat(second.links().sameAs()).isEqualTo(first.number());
        assertThat(second.message()).contains(String.valueOf(first.number()));
        assertThat(waybill.outbox("live of tuesday-non_user.json")).doesNotExist();

        LedgerEntry third = waybill.again("live", "live once more.dump", liveDump.getBytes(UTF_8));
        assertThat(third.state()).isEqualTo(State.UNCHANGED);
        assertThat(third.links().sameAs()).isNull();
        assertThat(play.versions()).isEqualTo(written);
    }

    @Test
    void aDumpWithAFewChangesWritesOnlyThoseRows() throws IOException {
        waybill.drop("live", "live.dump", liveDump);
        Map<String, List<String>> before = play.versions();
        Records changed = Records.of(liveDump);
        List<Long> events = changed.all().stream()
                .filter(record -> record.get("model").asText().equals("timetables.event"))
                .map(record -> record.get("pk").asLong())
                .toList();
        changed.fields("event", events.get(3)).put("location", "Elsewhere");
        changed.fields("event", events.get(4)).put("status", 1);
        changed.without("event", events.get(5))
                .event(
                        900_001,
                        changed.fields("event", events.get(6)).get("source").asLong(),
                        "new");

        LedgerEntry page = waybill.drop("live", "live.dump", changed.json());

        Map<String, List<String>> after = play.versions();
        assertThat(after.keySet().stream().filter(table -> !after.get(table).equals(before.get(table))))
                .containsExactly("event");
        List<String> written = after.get("event").stream()
                .filter(row -> !before.get("event").contains(row))
                .map(row -> row.substring(0, row.indexOf('|')))
                .toList();
        assertThat(written)
                .containsExactlyInAnyOrder(String.valueOf(events.get(3)), String.valueOf(events.get(4)), "900001");
        Tally tally = tally(page, "timetables.event", Tally.Origin.DROP);
        assertThat(tally.updated()).isEqualTo(2);
        assertThat(tally.inserted()).isEqualTo(1);
        assertThat(tally.removed()).isEqualTo(1);
        assertThat(play.differencesFromLive(changed.json())).isEmpty();
    }

    @Test
    void aPreviewChangesNothingAndTellsWhatTheRealRunThenDoes() throws IOException {
        Map<String, List<String>> before = play.versions();
        byte[] bytes = liveDump.getBytes(UTF_8);

        LedgerEntry byOption = waybill.preview("live", "live.dump", bytes);
        Files.write(waybill.inbox("live").resolve("preview/looked at.dump"), bytes);
        LedgerEntry byFolder = waybill.endedByName("looked at.dump");

        assertThat(play.versions()).isEqualTo(before);
        for (LedgerEntry preview : List.of(byOption, byFolder)) {
            assertThat(preview.state()).isEqualTo(State.PREVIEWED);
            assertThat(TestWaybill.paths(preview, FileEntry.Role.OUTPUT)).isEmpty();
            assertThat(waybill.error(preview, "rejects.csv")).doesNotExist();
        }
        assertThat(waybill.outbox("looked at-non_user.json")).doesNotExist();
        // The file has left the work folder before its working tables are dropped.
        await().untilAsserted(() -> assertThat(
                        database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill_stage%'"))
                .isEmpty());

        LedgerEntry real = waybill.drop("live", "live.dump", bytes);
        assertThat(real.state()).isEqualTo(State.DELIVERED);
        for (LedgerEntry preview : List.of(byOption, byFolder)) {
            assertThat(preview.results().counts()).isEqualTo(real.results().counts());
            assertThat(preview.results().comparison()).isEqualTo(real.results().comparison());
            assertThat(preview.results().notices().stream()
                            .map(Notice::sentence)
                            .toList())
                    .isEqualTo(real.results().notices().stream()
                            .map(Notice::sentence)
                            .toList());
            assertThat(preview.results().rejected()).isEqualTo(real.results().rejected());
        }
    }

    @Test
    void grantsOnSubjectsThatLiveLacksWaitInTheErrorFolder() throws IOException {
        LedgerEntry page = waybill.drop("live", "live.dump", liveDump);

        Path rejects = waybill.error(page, "rejects.csv");
        List<String> lines = Files.readAllLines(rejects);
        assertThat(lines.get(0)).contains("subject", "user", "data", "rule", "reason", "candidate 1", "decision");
        assertThat(lines).hasSize((int) rejects(page, "grant", "open") + 1);
        assertThat(Files.getPosixFilePermissions(rejects))
                .containsExactlyInAnyOrder(
                        java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                        java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
        assertThat(TestWaybill.paths(page, FileEntry.Role.ORIGINAL))
                .singleElement()
                .asString()
                .startsWith("archive/");
    }

    private static long rejects(LedgerEntry page, String kind, String state) {
        return page.results().rejects().stream()
                .filter(count -> count.kind().equals(kind) && count.state().equals(state))
                .mapToLong(Results.RejectCount::count)
                .sum();
    }

    private static Tally tally(LedgerEntry page, String subject, Tally.Origin origin) {
        return page.results().counts().stream()
                .filter(count -> count.subject().equals(subject) && count.origin() == origin)
                .findFirst()
                .orElseThrow();
    }
}
