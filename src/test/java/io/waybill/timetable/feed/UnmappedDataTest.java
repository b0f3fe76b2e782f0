package io.waybill.timetable.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dump has and the mapping file lacks is reported, and held where Play has a place for it. */
@ExtendWith(TestPostgres.class)
class UnmappedDataTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static PlayTables play;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException {
        database = own;
        play = new PlayTables(database);
        play.create();
        database.run(
                "CREATE TABLE timetables_room (id serial PRIMARY KEY, name text)",
                "ALTER TABLE timetables_eventtag ADD COLUMN colour text",
                "ALTER TABLE timetables_eventsource ADD COLUMN owner_id integer");
        waybill = TestWaybill.startOnly("timetable", folder, database);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void playAsItWas() throws IOException {
        play.begin(live());
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
                .event(17, 1, "u1")
                .event(18, 1, "u2")
                .home(1, 4, 1)
                .eventTag(1, 4, 17)
                .eventTag(2, 6, 18)
                .tag(9, 3, 3, "disabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"thing 4", "eventsource 1", "event 17", "eventsourcetag 1", "eventtag 1", "thingtag 9"})
    void aFieldThatNeitherTheMappingNorTheTargetKnowsIsTold(String record) throws IOException {
        Records dump = live();
        dump.fields(record.split(" ")[0], Long.parseLong(record.split(" ")[1])).put("mood", "good");
        Map<String, List<String>> before = play.versions();

        LedgerEntry page = waybill.drop("live", "mood.dump", dump.bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(page.message()).doesNotContain("all of it already").contains("The notices say what is left out");
        assertThat(notices(page, "unmapped-field"))
                .singleElement()
                .asString()
                .contains(
                        "1 record of timetables." + record.split(" ")[0] + " has a field mood",
                        "has no column for it",
                        "mood.dump, line 1, column ",
                        "models.timetables." + record.split(" ")[0] + ".ignored in config/timetable.yaml");
        assertThat(play.versions()).isEqualTo(before);
    }

    @Test
    void aFieldForWhichTheTargetHasAColumnWaitsForApprovalAndCountsItsRecords() throws IOException {
        database.run("ALTER TABLE timetables_event ADD COLUMN colour text");
        try {
            Records dump = live();
            dump.fields("event", 17).put("colour", "red");
            dump.fields("event", 18).putNull("colour");

            LedgerEntry preview = waybill.preview("live", "colour.dump", dump.bytes());
            LedgerEntry held = waybill.drop("live", "colour.dump", dump.bytes());

            assertThat(preview.state()).isEqualTo(State.PREVIEWED);
            assertThat(preview.message())
                    .contains("It would be held: 2 records of timetables.event have a field colour");
            assertThat(held.state()).isEqualTo(State.HELD);
            assertThat(held.message())
                    .contains(
                            "2 records of timetables.event have a field colour (in 1 not null)",
                            "add 'colour: colour' to models.timetables.event.fields in config/timetable.yaml",
                            "Nothing has been changed.");
            assertThat(notices(held, "unmapped-field")).hasSize(1).isEqualTo(notices(preview, "unmapped-field"));

            LedgerEntry approved = waybill.decided(held, true);

            assertThat(approved.state()).as(approved.message()).isEqualTo(State.UNCHANGED);
            assertThat(database.query("SELECT colour FROM timetables_event")).containsOnly("∅");
        } finally {
            database.run("ALTER TABLE timetables_event DROP COLUMN colour");
        }
    }

    @Test
    void aReferenceIsRecognisedByTheColumnThatDjangoGivesIt() throws IOException {
        Records dump = live();
        dump.fields("eventsource", 1).put("owner", 4);

        LedgerEntry held = waybill.drop("live", "owner.dump", dump.bytes());

        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.message())
                .contains("add 'owner: owner_id' to models.timetables.eventsource.fields in config/timetable.yaml");
        waybill.decided(held, false);
    }

    /** As a part of the data of Timetable is in JSON, a field may be an object; it may also stand beside the fields. */
    @Test
    void nestedFieldsAndMembersBesideTheFieldsAreTold() throws IOException {
        Records dump = live();
        ObjectNode fields = dump.fields("event", 17);
        fields.putObject("extra").put("title", "not mine").putArray("rooms").add(1);
        fields.putArray("rooms").add(1).add(2);
        dump.record("thing", 4).put("natural_key", "x");

        LedgerEntry page = waybill.drop("live", "nested.dump", dump.bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(notices(page, "unmapped-field"))
                .hasSize(3)
                .anyMatch(text -> text.contains("has a field extra"))
                .anyMatch(text -> text.contains("has a field rooms"))
                .anyMatch(text -> text.contains("timetables.thing has a member natural_key beside their fields"));
    }

    @Test
    void fieldsOfWhatIsLeftOutAnywayAreNobodysBusiness() throws IOException {
        Records dump = live();
        dump.fields("thing", 6).put("mood", "good");
        dump.fields("eventtag", 2).put("colour", "red");
        dump.lock(1, 4, 6).fields("thinglock", 1).put("mood", "bad");

        LedgerEntry page = waybill.drop("live", "users.dump", dump.bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(notices(page, "unmapped-field")).isEmpty();
        assertThat(page.message()).contains("all of it already");
    }

    @Test
    void aModelThatTheMappingLacksIsToldAndHeldWhereTheTargetHasItsTable() throws IOException {
        String others = "{\"pk\": 1, \"model\": \"timetables.%s\", \"fields\": {\"name\": \"x\"}},"
                + " {\"pk\": 1, \"model\": \"auth.user\", \"fields\": {}},";

        LedgerEntry without = waybill.drop("live", "mood.dump", with(others.formatted("mood")));
        LedgerEntry held = waybill.drop("live", "room.dump", with(others.formatted("room")));

        assertThat(without.state()).isEqualTo(State.UNCHANGED);
        assertThat(notices(without, "unmapped-model"))
                .singleElement()
                .asString()
                .contains("1 record of timetables.mood is left out", "no table timetables_mood");
        assertThat(notices(without, "foreign-model"))
                .singleElement()
                .asString()
                .contains("1 records of other applications", "auth.user")
                .doesNotContain("mood");
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.message()).contains("timetables.room", "The target has the table timetables_room");
        waybill.decided(held, false);
    }

    private static byte[] with(String others) {
        return ("[" + others + live().json().substring(1)).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheMappingIgnoresIsNotTold(@TempDir Path own) throws IOException {
        database.run("ALTER TABLE timetables_event ADD COLUMN colour text");
        try (TestWaybill ignoring =
                TestWaybill.startOnly("timetable", own, database, Map.of(), UnmappedDataTest::ignore)) {
            Records dump = live();
            dump.fields("event", 17).put("colour", "red");
            byte[] bytes = ("[{\"pk\": 1, \"model\": \"timetables.mood\", \"fields\": {}},"
                            + dump.json().substring(1))
                    .getBytes(StandardCharsets.UTF_8);

            LedgerEntry page = ignoring.drop("live", "colour.dump", bytes);

            assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
            assertThat(page.message()).contains("all of it already");
            assertThat(page.results().notices()).isEmpty();
        } finally {
            database.run("ALTER TABLE timetables_event DROP COLUMN colour");
        }
    }

    private static void ignore(Path home) {
        Path mapping = home.resolve("config/timetable.yaml");
        try {
            Files.writeString(
                    mapping,
                    Files.readString(mapping)
                            .replace(
                                    "    table: timetables_event\n",
                                    "    table: timetables_event\n    ignored: [colour]\n")
                            .replace("\nmodels:", "\nignored-models: [timetables.mood]\nmodels:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPathidOrNameThatDoesNotFollowFromThePathIsStoredAsItFollowsAndTold() throws IOException {
        Records dump = live();
        dump.fields("thing", 3).put("pathid", "another");
        dump.fields("thing", 4).put("name", "another").putNull("pathid");
        dump.fields("thing", 2).remove("pathid");
        Map<String, List<String>> before = play.versions();

        LedgerEntry page = waybill.drop("live", "derived.dump", dump.bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(notices(page, "derived-values"))
                .singleElement()
                .asString()
                .contains("2 Things have a pathid or name", "derived.dump, line 1, column ");
        assertThat(play.versions()).isEqualTo(before);
    }

    private static List<String> notices(LedgerEntry page, String rule) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals(rule))
                .map(Notice::sentence)
                .toList();
    }
}
