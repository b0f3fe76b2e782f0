package io.waybill.timetable.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import java.io.IOException;
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

/** A dump of Play that becomes Play's present state. */
@ExtendWith(TestPostgres.class)
class PlayStateTest {
    private static final Map<String, String> LOAD = Map.of("load", "true");

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
        waybill = TestWaybill.startOnly("timetable", folder, database);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void anEmptyPlay() throws IOException {
        play.begin(new Records());
    }

    private static Records state() {
        return new Records()
                .thing(1, null, "tripos", "undefined")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(9, null, "user", "undefined")
                .user(10, 9, "ann", "kept")
                .user(11, 9, "bob", "b\"s")
                .grant(1, 10, 2)
                .grant(2, 11, 2);
    }

    private static LedgerEntry load(String name, byte[] dump) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, dump);
        return waybill.drop("play", file, false, LOAD);
    }

    @Test
    void aLoadedDumpIsPlayWithItsUsersGrantsAndSequencesAndIsTakenBackByAnUndo() throws IOException {
        LedgerEntry page = load("play.dump", state().bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(play.grants()).containsExactlyInAnyOrder("user/ann|tripos/nst", "user/bob|tripos/nst");
        assertThat(database.value("SELECT data FROM timetables_thing WHERE id = 11"))
                .contains("b\"s");
        assertThat(play.sequencesBehind()).isEmpty();
        assertThat(page.results().counts().stream().mapToLong(Tally::read).sum())
                .isEqualTo(7);

        assertThat(waybill.undone(page, false).state()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM timetables_thing")).isZero();
    }

    @Test
    void whatTheDumpLacksIsDeletedAndASecondLoadOfTheSameChangesNothing() throws IOException {
        load("first.dump", state().thing(3, 1, "tripos/old", "tripos").bytes());

        assertThat(load("second.dump", state().bytes()).state()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM timetables_thing WHERE fullpath = 'tripos/old'"))
                .isZero();

        LedgerEntry same = load("third.dump", state().bytes());
        assertThat(same.state()).isEqualTo(State.UNCHANGED);
    }

    @Test
    void theSameDumpGivesItsPermissionsBeforeAndAfterItIsLoaded() throws IOException {
        byte[] dump = state().bytes();

        assertThat(waybill.drop("play", "before.dump", dump).state()).isEqualTo(State.DELIVERED);
        assertThat(load("play.dump", dump).state()).isEqualTo(State.DELIVERED);
        LedgerEntry after = waybill.again("play", "after.dump", dump);

        assertThat(waybill.outbox("before-userperms.csv"))
                .hasSameBinaryContentAs(waybill.outbox("after-userperms.csv"));
        assertThat(after.plan().changes()).isZero();
    }

    @Test
    void aRefreshAfterALoadKeepsWhatWasLoaded() throws IOException {
        load("play.dump", state().bytes());

        LedgerEntry refresh = waybill.drop(
                "live",
                "live.dump",
                new Records()
                        .thing(5, null, "tripos", "undefined")
                        .thing(6, 5, "tripos/nst", "tripos")
                        .bytes());

        assertThat(refresh.state()).as(refresh.message()).isEqualTo(State.DELIVERED);
        assertThat(play.grants()).containsExactlyInAnyOrder("user/ann|tripos/nst", "user/bob|tripos/nst");
    }

    @Test
    void aDumpWithoutThingsOrWithAReferenceToNothingIsRefusedAndPlayStays() throws IOException {
        load("play.dump", state().bytes());
        Map<String, List<String>> before = play.versions();

        LedgerEntry empty = load("empty.dump", "[]".getBytes(UTF_8));
        assertThat(empty.state()).isEqualTo(State.REFUSED);
        assertThat(empty.message()).contains("no Thing").contains("would empty Play");

        LedgerEntry dangling = load("dangling.dump", state().grant(3, 10, 77).bytes());
        assertThat(dangling.state()).isEqualTo(State.REFUSED);
        assertThat(dangling.message()).contains("77");

        LedgerEntry broken = load("broken.dump", "[{\"pk\": 1, \"model\": \"timetables.th".getBytes(UTF_8));
        assertThat(broken.state()).isEqualTo(State.REFUSED);
        assertThat(broken.message()).contains("broken.dump", "byte 34");
        assertThat(play.versions()).isEqualTo(before);
    }

    @Test
    void whatTheMappingLacksIsToldAndCountedAsLeftOut() throws IOException {
        String dump = state().json();
        LedgerEntry page = load(
                "more.dump",
                dump.replaceFirst(
                                "\\[",
                                "[{\"pk\": 1, \"model\": \"auth.user\", \"fields\": {}},"
                                        + "{\"pk\": 1, \"model\": \"timetables.note\", \"fields\": {}},")
                        .getBytes(UTF_8));

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().notices().stream().map(Notice::rule)).contains("foreign-model", "unmapped-model");
        assertThat(page.results().counts().stream().mapToLong(Tally::filtered).sum())
                .isEqualTo(2);
    }

    @Test
    void aRowThatAnotherTableStillRefersToKeepsTheLoadFromDeletingIt() throws IOException, SQLException {
        load("first.dump", state().thing(3, 1, "tripos/old", "tripos").bytes());
        database.run("CREATE TABLE favourites (thing_id integer NOT NULL REFERENCES timetables_thing)");
        try {
            database.run("INSERT INTO favourites VALUES (3)");

            LedgerEntry page = load("second.dump", state().bytes());

            assertThat(page.state()).as(page.message()).isEqualTo(State.REFUSED);
            assertThat(page.message()).contains("favourites").doesNotContain("Exception");
            assertThat(database.number("SELECT count(*) FROM timetables_thing WHERE id = 3"))
                    .isEqualTo(1);
        } finally {
            database.run("DROP TABLE favourites");
        }
    }
}
