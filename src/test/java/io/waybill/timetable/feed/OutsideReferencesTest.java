package io.waybill.timetable.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of others that refer to Play's rows: what they mean stays, whatever keys Live gives. */
@ExtendWith(TestPostgres.class)
class OutsideReferencesTest {
    private static final String MEANT =
            "SELECT f.id, t.fullpath FROM favourites f LEFT JOIN timetables_thing t ON t.id = f.thing_id ORDER BY f.id";

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
        database.run("CREATE SCHEMA others");
        waybill = TestWaybill.startOnly("timetable", folder, database);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void playAsItWas() throws IOException {
        play.begin(live().thing(5, null, "user", "")
                .user(950, 5, "ann", "salt")
                .user(951, 950, "ann/sub", null)
                .grant(1, 950, 3)
                .entry(44, 950, 1));
    }

    @AfterEach
    void withoutTheOthers() {
        // Whatever else reads the tables at this moment may be the other half of a deadlock.
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .untilAsserted(() -> database.run(
                        "DROP TABLE IF EXISTS favourites",
                        "DROP TABLE IF EXISTS others.remarks",
                        "DROP TABLE IF EXISTS others.marks"));
    }

    private static Records live() {
        return new Records()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(3, 2, "tripos/nst/IA", "part")
                .thing(4, 3, "tripos/nst/IA/lectures", "module")
                .series(1, "Organic", "")
                .series(2, "Physical", "")
                .event(17, 1, "u1")
                .event(18, 2, "u2")
                .home(1, 4, 1)
                .home(2, 4, 2)
                .tag(9, 3, 3, "disabled");
    }

    /** What Live has since: another Thing under the key of Play's user. */
    private static Records taken() {
        return live().thing(950, 1, "tripos/zz", "tripos");
    }

    @Test
    void aRowFollowsAUserWhoTakesAnotherKeyAndComesBackWithAnUndo() throws IOException {
        database.run(
                "CREATE TABLE favourites (id serial PRIMARY KEY, thing_id integer NOT NULL REFERENCES timetables_thing,"
                        + " remark text NOT NULL, weight numeric(4, 2))",
                "INSERT INTO favourites (thing_id, remark, weight) VALUES (950, 'hers', 1.50), (3, 'a part', NULL)");
        List<String> before = database.query("SELECT * FROM favourites ORDER BY id");
        List<String> meant = database.query(MEANT);
        assertThat(meant).containsExactly("1|user/ann", "2|tripos/nst/IA");
        Map<String, List<String>> contents = play.contents();

        LedgerEntry preview = waybill.preview("live", "taken.dump", taken().bytes());
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        assertThat(database.query("SELECT * FROM favourites ORDER BY id")).isEqualTo(before);

        LedgerEntry page = waybill.drop("live", "taken.dump", taken().bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query(MEANT)).isEqualTo(meant);
        assertThat(database.query("SELECT remark, weight FROM favourites ORDER BY id"))
                .containsExactly("hers|1.50", "a part|\u2205");
        assertThat(database.query("SELECT fullpath FROM timetables_thing WHERE id = 950"))
                .containsExactly("tripos/zz");
        assertThat(waybill.changes(page))
                .isEqualTo(waybill.changes(preview))
                .anyMatch(change -> change.contains("favourites"));
        assertThat(page.results().counts()).isEqualTo(preview.results().counts());
        assertThat(sentences(page, "followed"))
                .singleElement()
                .asString()
                .contains("1 row of favourites follows", "row 1 by thing_id to timetables.thing 950, now 95");
        assertThat(database.number(
                        "SELECT count(*) FROM waybill.changes c JOIN waybill.plans p ON p.waybill = c.waybill"
                                + " AND p.ordinal = c.plan WHERE p.table_name = 'favourites' AND c.waybill = "
                                + page.number()))
                .isEqualTo(1);

        LedgerEntry again = waybill.again("live", "taken again.dump", taken().bytes());
        assertThat(again.state()).isEqualTo(State.UNCHANGED);
        assertThat(sentences(again, "followed")).isEmpty();

        LedgerEntry undone = waybill.undone(page, false);
        assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT * FROM favourites ORDER BY id")).isEqualTo(before);
        assertThat(play.contents()).isEqualTo(contents);
    }

    @Test
    void valuesOfColumnsThatTheMappingLacksStayAtTheirKeysAndTheWaybillSaysSo() throws IOException {
        database.run(
                "ALTER TABLE timetables_thing ADD colour text, ADD shown boolean NOT NULL DEFAULT true",
                "UPDATE timetables_thing SET colour = 'red' WHERE id = 950");
        try {
            LedgerEntry page = waybill.drop("live", "taken.dump", taken().bytes());

            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(sentences(page, "values-at-old-keys"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "1 record of timetables.thing takes another key, and with it another value in the column"
                                    + " colour of timetables_thing (first: 950, now 95");
            assertThat(database.query("SELECT fullpath FROM timetables_thing WHERE colour = 'red'"))
                    .containsExactly("tripos/zz");
        } finally {
            database.run("ALTER TABLE timetables_thing DROP colour, DROP shown");
        }
    }

    /** Rows that were added after the delivery mean what the keys mean since. */
    @Test
    void anUndoIsRefusedIfARowAddedSinceWouldMeanAnotherThing() throws IOException {
        database.run("CREATE TABLE favourites (id serial PRIMARY KEY, thing_id integer REFERENCES timetables_thing)");
        LedgerEntry page = waybill.drop("live", "taken.dump", taken().bytes());
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        database.run("INSERT INTO favourites (thing_id) VALUES (950)");
        Map<String, List<String>> delivered = play.versions();

        LedgerEntry undone = waybill.undone(page, false);

        assertThat(undone.state()).isEqualTo(State.REFUSED);
        assertThat(undone.message())
                .contains("timetables.thing 950", "row 1 of favourites refers to it by thing_id", "takes its key");
        assertThat(play.versions()).isEqualTo(delivered);
    }

    /** Live numbers everything otherwise than Play: all kinds of row are found again. */
    @Test
    void rowsOfAllModelsAreFoundAgainUnderOtherKeys() throws IOException {
        database.run(
                "CREATE TABLE favourites (id serial PRIMARY KEY, thing_id integer REFERENCES timetables_thing,"
                        + " series_id integer REFERENCES timetables_eventsource, event_id integer REFERENCES timetables_event,"
                        + " tag_id integer REFERENCES timetables_eventsourcetag, other_id integer REFERENCES timetables_thingtag)",
                "INSERT INTO favourites (thing_id, series_id, event_id, tag_id, other_id) VALUES (4, 1, 17, 1, 9),"
                        + " (3, 2, 18, 2, NULL), (951, NULL, NULL, 44, 1)");
        String all =
                "SELECT f.id, t.fullpath, s.title, e.uid, tt.fullpath || '>' || ts.title, g.annotation FROM favourites f"
                        + " LEFT JOIN timetables_thing t ON t.id = f.thing_id LEFT JOIN timetables_eventsource s ON s.id = f.series_id"
                        + " LEFT JOIN timetables_event e ON e.id = f.event_id LEFT JOIN timetables_eventsourcetag k ON k.id = f.tag_id"
                        + " LEFT JOIN timetables_thing tt ON tt.id = k.thing_id LEFT JOIN timetables_eventsource ts ON ts.id ="
                        + " k.eventsource_id LEFT JOIN timetables_thingtag g ON g.id = f.other_id ORDER BY f.id";
        List<String> meant = database.query(all);
        Records other = new Records()
                .thing(1, null, "tripos", "")
                .thing(4, 1, "tripos/nst", "tripos")
                .thing(951, 4, "tripos/nst/IA", "part")
                .thing(3, 951, "tripos/nst/IA/lectures", "module")
                .series(2, "Organic", "")
                .series(1, "Physical", "")
                .event(18, 2, "u1")
                .event(17, 1, "u2")
                .home(44, 3, 2)
                .home(1, 3, 1)
                .tag(1, 951, 951, "disabled");

        LedgerEntry page = waybill.drop("live", "other.dump", other.bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query(all)).isEqualTo(meant);
        LedgerEntry undone = waybill.undone(page, false);
        assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT thing_id, series_id, event_id, tag_id, other_id FROM favourites ORDER BY id"))
                .containsExactly("4|1|17|1|9", "3|2|18|2|\u2205", "951|\u2205|\u2205|44|1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no primary key; the reference is its key; two columns; another unique value, changed by the database
                // itself
                "CREATE TABLE others.remarks (thing_id integer NOT NULL REFERENCES timetables_thing)"
                        + ";INSERT INTO others.remarks VALUES (950)",
                "CREATE TABLE others.remarks (thing_id integer PRIMARY KEY REFERENCES timetables_thing ON DELETE CASCADE)"
                        + ";INSERT INTO others.remarks VALUES (950)",
                "ALTER TABLE timetables_thing ADD CONSTRAINT both_unique UNIQUE (id, pathid)"
                        + ";CREATE TABLE others.remarks (id integer PRIMARY KEY, thing integer, path varchar(64), FOREIGN KEY (thing, path)"
                        + " REFERENCES timetables_thing (id, pathid) ON UPDATE CASCADE)"
                        + ";INSERT INTO others.remarks SELECT 1, id, pathid FROM timetables_thing WHERE id = 950",
                "CREATE TABLE others.remarks (id integer PRIMARY KEY, path varchar(64) REFERENCES timetables_thing (pathid)"
                        + " ON UPDATE CASCADE ON DELETE CASCADE)"
                        + ";INSERT INTO others.remarks SELECT 1, pathid FROM timetables_thing WHERE id = 950"
            })
    void aRowThatCannotFollowRefusesTheDropWithBothNamed(String statements) throws IOException {
        database.run(statements.split(";"));
        List<String> remarks = database.query("SELECT *, xmin FROM others.remarks");
        Map<String, List<String>> before = play.versions();
        try {
            LedgerEntry page = waybill.drop("live", "taken.dump", taken().bytes());

            assertThat(page.state()).as(page.message()).isEqualTo(State.REFUSED);
            assertThat(page.message())
                    .contains("timetables.thing 950", "of others.remarks refers to it", "Nothing was changed")
                    .doesNotContain("ERROR", "Exception");
            assertThat(play.versions()).isEqualTo(before);
            assertThat(database.query("SELECT *, xmin FROM others.remarks")).isEqualTo(remarks);
        } finally {
            database.run(
                    "DROP TABLE others.remarks", "ALTER TABLE timetables_thing DROP CONSTRAINT IF EXISTS both_unique");
        }
    }

    /** What the database would delete or empty by itself is listed, approved, written by Waybill, and taken back. */
    @Test
    void rowsThatWouldGoSilentlyWaitForApprovalAndComeBackWithAnUndo() throws IOException {
        database.run(
                "CREATE TABLE others.remarks (id integer PRIMARY KEY, event_id integer REFERENCES timetables_event ON DELETE"
                        + " CASCADE, remark text)",
                "CREATE TABLE others.marks (id integer PRIMARY KEY, event_id integer REFERENCES timetables_event ON DELETE SET"
                        + " NULL, thing_id integer REFERENCES timetables_thing)",
                "INSERT INTO others.remarks VALUES (1, 18, 'good'), (2, 17, 'stays')",
                "INSERT INTO others.marks VALUES (1, 18, 950), (2, 17, NULL)");
        Records dump = taken().without("event", 18);

        LedgerEntry held = waybill.drop("live", "fewer.dump", dump.bytes());

        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);
        assertThat(sentences(held, "referred-from-outside"))
                .hasSize(2)
                .anyMatch(text -> text.contains("1 row of others.remarks") && text.contains("ON DELETE CASCADE"))
                .anyMatch(text -> text.contains("1 row of others.marks") && text.contains("ON DELETE SET NULL"));
        assertThat(database.query("SELECT id, event_id FROM others.remarks ORDER BY id"))
                .containsExactly("1|18", "2|17");

        LedgerEntry approved = waybill.decided(held, true);

        assertThat(approved.state()).as(approved.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT id, event_id, remark FROM others.remarks"))
                .containsExactly("2|17|stays");
        assertThat(database.query(
                        "SELECT m.id, m.event_id, t.fullpath FROM others.marks m LEFT JOIN timetables_thing t ON t.id ="
                                + " m.thing_id ORDER BY 1"))
                .containsExactly("1|\u2205|user/ann", "2|17|\u2205");

        LedgerEntry undone = waybill.undone(approved, false);
        assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT * FROM others.remarks ORDER BY id"))
                .containsExactly("1|18|good", "2|17|stays");
        assertThat(database.query("SELECT * FROM others.marks ORDER BY id")).containsExactly("1|18|950", "2|17|\u2205");
    }

    @Test
    void aRowThatRefersToWhatIsDeletedRefusesTheDrop() throws IOException {
        database.run(
                "CREATE TABLE favourites (id serial PRIMARY KEY, event_id integer REFERENCES timetables_event)",
                "INSERT INTO favourites (event_id) VALUES (18)");

        LedgerEntry page =
                waybill.drop("live", "fewer.dump", live().without("event", 18).bytes());

        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains("timetables.event 18", "row 1 of", "favourites");
    }

    /** Nobody can know whether the Thing was renamed or replaced. */
    @Test
    void aReferenceToAKeyThatHasAnotherNameInLiveIsAskedFor() throws IOException {
        database.run(
                "CREATE TABLE favourites (id serial PRIMARY KEY, thing_id integer REFERENCES timetables_thing)",
                "INSERT INTO favourites (thing_id) VALUES (4)");
        Records renamed = live().without("thing", 4).thing(4, 3, "tripos/nst/IA/talks", "module");

        LedgerEntry held = waybill.drop("live", "renamed.dump", renamed.bytes());

        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);
        assertThat(held.message()).contains("1 row of favourites refers to a key", "timetables.thing 4");
        LedgerEntry approved = waybill.decided(held, true);
        assertThat(approved.state()).as(approved.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query(MEANT)).containsExactly("1|tripos/nst/IA/talks");
    }

    private static List<String> sentences(LedgerEntry page, String rule) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals(rule))
                .map(Notice::sentence)
                .toList();
    }
}
