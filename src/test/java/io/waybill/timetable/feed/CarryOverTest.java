package io.waybill.timetable.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Results;
import io.waybill.model.Notice;
import io.waybill.model.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a refresh does with the things of Play's own, case by case, on a tree of a few subjects. */
@ExtendWith(TestPostgres.class)
class CarryOverTest {
    private static final String NO_RENAMES = "old path prefix,new path prefix\n";

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

    @AfterEach
    void noRenames() throws IOException {
        renames(NO_RENAMES);
    }

    private static void renames(String csv) throws IOException {
        Files.writeString(waybill.config().resolve("timetable-renames.csv"), csv);
    }

    /** tripos 1, nst 2, IA 3, chem 4, phys 5, chem's lectures 6 and practicals 7, phys' lectures 8. */
    private static Records tree() {
        return new Records()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(3, 2, "tripos/nst/IA", "part")
                .thing(4, 3, "tripos/nst/IA/chem", "subject")
                .thing(5, 3, "tripos/nst/IA/phys", "subject")
                .thing(6, 4, "tripos/nst/IA/chem/lectures", "module")
                .thing(7, 4, "tripos/nst/IA/chem/practicals", "module")
                .thing(8, 5, "tripos/nst/IA/phys/lectures", "module");
    }

    private static LedgerEntry refresh(Records playBefore, Records live) throws IOException {
        play.begin(playBefore);
        LedgerEntry page = waybill.drop("live", "live.dump", live.bytes());
        assertThat(page.state()).as(page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        assertThat(play.differencesFromLive(live.json())).isEmpty();
        assertThat(play.sequencesBehind()).isEmpty();
        return page;
    }

    private static List<String> rules(LedgerEntry page) {
        return page.results().notices().stream().map(Notice::rule).toList();
    }

    private static List<String> lost() {
        return database.query("SELECT rule, cells[1], cells[2], cells[3] FROM waybill.rejects WHERE kind ="
                + " 'calendar-entry' ORDER BY 2, 3, id");
    }

    @Test
    void aUserWhoseKeyLiveUsesForSomethingElseGetsAnotherOneWithAllThatIsTheirs() throws IOException {
        Records before = tree().thing(20, null, "user", "undefined")
                .user(21, 20, "ann", "s1")
                .user(40, 20, "bob", "s2")
                .series(1, "Organic", "")
                .home(1, 6, 1)
                .event(1, 1, "u1")
                .entry(2, 21, 1)
                .entry(3, 40, 1)
                .eventTag(1, 21, 1)
                .grant(1, 21, 4)
                .grant(2, 40, 5);
        Records live = tree().thing(20, 5, "tripos/nst/IA/phys/practicals", "module")
                .thing(21, 5, "tripos/nst/IA/phys/classes", "module")
                .thing(22, null, "user", "undefined")
                .user(23, 22, "live1", "secret")
                .user(60, 22, "live2", "secret")
                .series(1, "Organic", "")
                .home(1, 6, 1)
                .home(2, 20, 1)
                .home(3, 21, 1)
                .entry(70, 60, 1)
                .event(1, 1, "u1")
                .eventTag(1, 6, 1)
                .tag(1, 4, 5, "link")
                .tag(2, 4, 4, "disabled")
                .grant(80, 60, 4);

        refresh(before, live);

        assertThat(play.users()).extracting(row -> row.split("\\|")[0]).containsExactly("user/ann", "user/bob");
        assertThat(play.users()).allMatch(row -> row.endsWith("|user"));
        assertThat(play.grants()).containsExactly("user/ann|tripos/nst/IA/chem", "user/bob|tripos/nst/IA/phys");
        assertThat(play.followed()).containsExactly("user/ann|1", "user/bob|1");
        assertThat(play.singleEvents()).containsExactly("user/ann|u1");
        // Above every key that either side has, also of what Live keeps to itself; those that were free stay.
        assertThat(database.query("SELECT fullpath, id FROM timetables_thing WHERE fullpath LIKE 'user%' ORDER BY 1"))
                .containsExactly("user|22", "user/ann|61", "user/bob|40");
        assertThat(database.query("SELECT id FROM timetables_thingtag ORDER BY 1"))
                .containsExactly("1", "2", "81", "82");
    }

    @Test
    void theRootOfAllUsersIsMadeOrKeptWhereLiveHasNone() throws IOException {
        Records bare = tree().series(1, "Organic", "").home(1, 6, 1);
        Records withUsers = tree().thing(5_000, null, "user", "undefined")
                .user(5_001, 5_000, "ann", "s1")
                .grant(1, 5_001, 4);

        refresh(withUsers, bare);
        assertThat(play.grants()).containsExactly("user/ann|tripos/nst/IA/chem");
        assertThat(root()).containsExactly("5000|∅|undefined");

        refresh(tree(), bare);
        assertThat(root()).containsExactly("9|∅|undefined");
        assertThat(database.value("SELECT pathid FROM timetables_thing WHERE fullpath = 'user'"))
                .isEqualTo("Et6pb-wgWTVmq3VpLJlJWWgzrck=");

        refresh(
                tree(),
                tree().thing(77, null, "user", "").series(1, "Organic", "").home(1, 6, 1));
        assertThat(root()).containsExactly("77|∅|");
    }

    @Test
    void aRootThatPlayHasUnderAKeyOfLivesStructureMovesWithItsUsers() throws IOException {
        Records before = tree().thing(9, null, "user", "undefined").user(10, 9, "ann", "s1");
        Records live = tree().thing(9, 5, "tripos/nst/IA/phys/practicals", "module");

        refresh(before, live);

        assertThat(root()).containsExactly("11|∅|undefined");
        assertThat(play.users()).singleElement().asString().endsWith("|user");
    }

    private static List<String> root() {
        return database.query("SELECT id, parent_id, type FROM timetables_thing WHERE fullpath = 'user'");
    }

    @Test
    void rowsThatTradePathidsAreNoObstacle() throws IOException {
        Records before = tree().thing(9, null, "user", "undefined")
                .user(10, 9, "ann", "s1")
                .user(11, 9, "bob", "s2")
                .grant(1, 10, 4)
                .grant(2, 11, 7);
        Records live = new Records()
                .thing(4, null, "tripos", "")
                .thing(8, 4, "tripos/nst", "tripos")
                .thing(7, 8, "tripos/nst/IA", "part")
                .thing(1, 7, "tripos/nst/IA/chem", "subject")
                .thing(6, 7, "tripos/nst/IA/phys", "subject")
                .thing(5, 1, "tripos/nst/IA/chem/lectures", "module")
                .thing(3, 1, "tripos/nst/IA/chem/practicals", "module")
                .thing(2, 6, "tripos/nst/IA/phys/lectures", "module")
                .thing(10, null, "user", "")
                .user(11, 10, "live", "x");

        refresh(before, live);

        assertThat(play.grants())
                .containsExactly("user/ann|tripos/nst/IA/chem", "user/bob|tripos/nst/IA/chem/practicals");
        assertThat(play.users()).hasSize(2);
    }

    private static Records twins() {
        return tree().thing(9, null, "user", "undefined")
                .user(10, 9, "ann", "a")
                .user(11, 9, "bob", "b");
    }

    @Test
    void followersOfTwoSeriesAlikeGoWhereTheirContentsAreAlthoughTheKeysAreOthers() throws IOException {
        Records before = twins().series(1, "Organic", "mondays")
                .series(2, "Organic", "tuesdays")
                .home(1, 6, 1)
                .home(2, 6, 2)
                .event(1, 1, "m1")
                .event(2, 2, "t1")
                .entry(10, 10, 1)
                .entry(11, 11, 2);
        Records live = tree().series(1, "Organic", "tuesdays")
                .series(2, "Organic", "mondays")
                .home(1, 6, 1)
                .home(2, 6, 2)
                .event(1, 1, "t1")
                .event(2, 2, "m1");

        refresh(before, live);

        assertThat(play.calendars()).containsExactly("user/ann|Organic|mondays|∅", "user/bob|Organic|tuesdays|∅");
        assertThat(lost()).isEmpty();
    }

    @Test
    void followersOfTwoSeriesAlikeStayWhenOnlyTheContentsChanged() throws IOException {
        Records before = twins().series(1, "Organic", "mondays")
                .series(2, "Organic", "tuesdays")
                .home(1, 6, 1)
                .home(2, 6, 2)
                .event(1, 1, "m1")
                .event(2, 2, "t1")
                .entry(10, 10, 1)
                .entry(11, 11, 2);
        Records live = tree().series(1, "Organic", "mondays at 9")
                .series(2, "Organic", "tuesdays at 9")
                .home(1, 6, 1)
                .home(2, 6, 2)
                .event(1, 1, "m2")
                .event(2, 2, "t2");

        refresh(before, live);

        assertThat(play.followed()).containsExactly("user/ann|1", "user/bob|2");
    }

    @Test
    void followersOfASeriesThatLiveDeletedAreToldLostAndNotGivenToItsTwin() throws IOException {
        Records before = twins().series(1, "Organic", "mondays")
                .series(2, "Organic", "tuesdays")
                .home(1, 6, 1)
                .home(2, 6, 2)
                .event(1, 1, "m1")
                .event(2, 2, "t1")
                .entry(10, 10, 1)
                .entry(11, 11, 2);

        LedgerEntry sameKeys = refresh(
                before, tree().series(2, "Organic", "tuesdays").home(2, 6, 2).event(2, 2, "t1"));
        assertThat(play.calendars()).containsExactly("user/bob|Organic|tuesdays|∅");
        assertThat(lost()).containsExactly("series-ambiguous|user/ann|Organic|tripos/nst/IA/chem/lectures");
        assertThat(rules(sameKeys)).contains("series-ambiguous");

        refresh(before, tree().series(7, "Organic", "tuesdays").home(2, 6, 7).event(2, 7, "t1"));
        assertThat(play.calendars()).containsExactly("user/bob|Organic|tuesdays|∅");

        // The one that is left has the key of the one that went.
        refresh(before, tree().series(1, "Organic", "tuesdays").home(2, 6, 1).event(2, 1, "t1"));
        assertThat(play.calendars()).containsExactly("user/bob|Organic|tuesdays|∅");
    }

    @Test
    void twinsOfTheSameContentsAreToldApartByTheirEvents() throws IOException {
        Records before = twins().series(1, "Organic", "same")
                .series(2, "Organic", "same")
                .home(1, 6, 1)
                .home(2, 6, 2)
                .event(1, 1, "m1")
                .event(2, 2, "t1")
                .entry(10, 10, 1)
                .entry(11, 11, 2);

        refresh(
                before,
                tree().series(1, "Organic", "same")
                        .series(2, "Organic", "same")
                        .home(1, 6, 1)
                        .home(2, 6, 2)
                        .event(1, 1, "t1")
                        .event(2, 2, "m1"));
        assertThat(play.followed()).containsExactly("user/ann|2", "user/bob|1");

        refresh(before, tree().series(1, "Organic", "same").home(2, 6, 1).event(2, 1, "t1"));
        assertThat(play.followed()).containsExactly("user/bob|1");
        assertThat(lost()).containsExactly("series-ambiguous|user/ann|Organic|tripos/nst/IA/chem/lectures");

        refresh(before, tree().series(5, "Organic", "same").home(2, 6, 5).event(2, 5, "t1"));
        assertThat(play.followed()).containsExactly("user/bob|5");
    }

    @Test
    void twinsThatNothingTellsApartAreLostRatherThanGuessed() throws IOException {
        Records before = twins().series(1, "Organic", "same")
                .series(2, "Organic", "same")
                .home(1, 6, 1)
                .home(2, 6, 2)
                .entry(10, 10, 1)
                .entry(11, 11, 2);

        refresh(before, tree().series(5, "Organic", "same").home(2, 6, 5));

        assertThat(play.followed()).isEmpty();
        assertThat(lost())
                .containsExactly(
                        "series-ambiguous|user/ann|Organic|tripos/nst/IA/chem/lectures",
                        "series-ambiguous|user/bob|Organic|tripos/nst/IA/chem/lectures");
    }

    @Test
    void theCalendarFollowsASeriesWhoseModuleWasRenamedByItsEvents() throws IOException {
        Records before = twins().series(1, "Organic", "d")
                .home(1, 6, 1)
                .event(1, 1, "u1")
                .event(2, 1, "u2")
                .entry(10, 10, 1);
        Records live = tree().thing(30, 4, "tripos/nst/IA/chem/organic_chemistry", "module")
                .without("thing", 6)
                .series(9, "Organic", "changed")
                .home(1, 30, 9)
                .event(1, 9, "u1")
                .event(3, 9, "u3");

        refresh(before, live);

        assertThat(play.followed()).containsExactly("user/ann|9");
    }

    @Test
    void theRenamesMoveGrantsAndCalendarsOfAWholeSubtree() throws IOException {
        renames(NO_RENAMES + "tripos/nst/IA/chem,tripos/nst/IA/chemistry\n");
        Records before = twins().series(1, "Organic", "d")
                .home(1, 6, 1)
                .entry(10, 10, 1)
                .grant(1, 10, 4)
                .grant(2, 11, 6);
        Records live = new Records()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(3, 2, "tripos/nst/IA", "part")
                .thing(14, 3, "tripos/nst/IA/chemistry", "subject")
                .thing(16, 14, "tripos/nst/IA/chemistry/lectures", "module")
                .series(9, "Organic", "d")
                .home(1, 16, 9);

        LedgerEntry page = refresh(before, live);

        assertThat(play.followed()).containsExactly("user/ann|9");
        assertThat(play.grants())
                .containsExactly("user/ann|tripos/nst/IA/chemistry", "user/bob|tripos/nst/IA/chemistry/lectures");
        assertThat(rules(page)).contains("renamed-subject");
        assertThat(page.results().rejected()).isZero();
    }

    @Test
    void aGuessOfTheRenamesEncodingIsTold() throws IOException {
        Files.write(
                waybill.config().resolve("timetable-renames.csv"),
                (NO_RENAMES + "tripos/nst/IA/chém,tripos/nst/IA/chimie\n").getBytes(StandardCharsets.ISO_8859_1));

        LedgerEntry page = refresh(twins(), twins());

        assertThat(page.results().notices())
                .filteredOn(notice -> notice.rule().equals("guessed-encoding"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.sentence())
                        .startsWith("timetable-renames.csv does not say its encoding")
                        .endsWith("save it as CSV UTF-8 and drop the file again."));
    }

    @Test
    void everyLostCalendarEntryIsToldWithItsReason() throws IOException {
        Records before = twins().series(1, "Organic", "d")
                .series(2, "Gone", "d")
                .series(3, "Twin", "d1")
                .series(4, "Twin", "d2")
                .home(1, 6, 1)
                .home(2, 7, 2)
                .home(3, 8, 3)
                .home(4, 8, 4)
                .event(1, 1, "u1")
                .event(2, 1, "u2")
                .entry(10, 10, 1)
                .entry(11, 10, 1)
                .entry(12, 10, 2)
                .entry(13, 11, 3)
                .eventTag(1, 10, 1)
                .eventTag(2, 11, 2);
        Records live = tree().series(1, "Organic", "d")
                .series(5, "Twin", "d3")
                .home(1, 6, 1)
                .home(5, 8, 5)
                .event(1, 1, "u1");

        LedgerEntry page = refresh(before, live);

        assertThat(lost())
                .containsExactly(
                        "series-gone|user/ann|Gone|tripos/nst/IA/chem/practicals",
                        "event-gone|user/bob|Event u2|",
                        "series-ambiguous|user/bob|Twin|tripos/nst/IA/phys/lectures");
        assertThat(rules(page)).contains("series-gone", "event-gone", "series-ambiguous");
        // An entry that Play has twice is kept twice.
        assertThat(play.followed()).containsExactly("user/ann|1", "user/ann|1");
        assertThat(play.singleEvents()).containsExactly("user/ann|u1");
        assertThat(page.results()
                        .comparison()
                        .get("after")
                        .get("calendar entries")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aGrantHeldTwiceStaysAndOneHeldByAModuleIsRejected() throws IOException {
        Records before = twins().grant(1, 10, 4).grant(2, 10, 4).grant(3, 6, 5);

        LedgerEntry page = refresh(before, tree());

        assertThat(play.grants()).containsExactly("user/ann|tripos/nst/IA/chem", "user/ann|tripos/nst/IA/chem");
        assertThat(rules(page)).contains("duplicate-grant");
        assertThat(page.results().rejects())
                .extracting(Results.RejectCount::rule)
                .containsExactly("holder-not-a-user");
        assertThat(rejected(page)).containsExactly("tripos/nst/IA/phys|tripos/nst/IA/chem/lectures");
    }

    @Test
    void whatHangsBelowAUserComesAlongUnlessLiveHasThatPath() throws IOException {
        Records before = tree().thing(9, null, "user", "undefined")
                .user(10, 9, "ann", "a")
                .thing(11, 10, "user/ann/own", "")
                .thing(12, 10, "tripos/nst/IA/maths", "subject")
                .series(1, "Organic", "d")
                .home(1, 6, 1)
                .entry(2, 11, 1)
                .entry(3, 12, 1)
                .grant(1, 10, 12);
        Records live = tree().thing(12, 3, "tripos/nst/IA/maths", "subject")
                .series(1, "Organic", "d")
                .home(1, 6, 1);

        refresh(before, live);

        assertThat(database.query("SELECT id, parent_id, fullpath FROM timetables_thing WHERE id > 8 ORDER BY id"))
                .containsExactly("9|\u2205|user", "10|9|user/ann", "11|10|user/ann/own", "12|3|tripos/nst/IA/maths");
        assertThat(play.followed()).containsExactly("user/ann/own|1");
        assertThat(play.grants()).containsExactly("user/ann|tripos/nst/IA/maths");
    }

    @Test
    void aGrantOnAUserIsCarriedAsItIs() throws IOException {
        refresh(twins().grant(1, 10, 11).grant(2, 10, 9), tree().thing(12, null, "user", "undefined"));

        assertThat(play.grants()).containsExactly("user/ann|user", "user/ann|user/bob");
    }

    @Test
    void aDecisionAboutALostGrantHoldsForLaterRefreshes() throws IOException {
        Records before = tree().thing(20, 3, "tripos/nst/IA/chemistry_A", "subject")
                .thing(30, 3, "tripos/nst/IA/geology", "subject")
                .thing(9, null, "user", "undefined")
                .user(10, 9, "ann", "a")
                .user(11, 9, "bob", "b")
                .grant(1, 10, 20)
                .grant(2, 11, 30);
        Records live = tree().thing(40, 3, "tripos/nst/IA/chemistry", "subject");
        LedgerEntry first = refresh(before, live);
        assertThat(play.grants()).isEmpty();
        assertThat(rejected(first))
                .containsExactly("tripos/nst/IA/chemistry_A|user/ann", "tripos/nst/IA/geology|user/bob");
        List<CsvRow> rows = CsvRows.read(waybill.error(first, "rejects.csv"), "rejects.csv");
        int candidate = rows.get(0).cells().indexOf("candidate 1");
        assertThat(rows.get(1).cell(candidate)).isEqualTo("tripos/nst/IA/chemistry");

        LedgerEntry mended =
                waybill.drop("live", "rejects.csv", decided(rows, List.of("tripos/nst/IA/chemistry", "drop")));
        assertThat(mended.state()).as(mended.message()).isEqualTo(State.DELIVERED);
        assertThat(play.grants()).containsExactly("user/ann|tripos/nst/IA/chemistry");
        assertThat(waybill.page(first.number()).results().rejects())
                .extracting(Results.RejectCount::state)
                .containsExactlyInAnyOrder("solved", "dropped");
        assertThat(waybill.error(first, "rejects.csv")).doesNotExist();

        // Another dump; Play as it was before.
        play.load("public", before.json());
        live.thing(50, 3, "tripos/nst/IA/maths", "subject");
        LedgerEntry second = waybill.drop("live", "live.dump", live.bytes());
        assertThat(play.grants()).containsExactly("user/ann|tripos/nst/IA/chemistry");
        assertThat(second.results().rejected()).isZero();
        assertThat(rules(second)).contains("decided-before", "dropped-as-decided-before");
    }

    private static List<String> rejected(LedgerEntry page) throws IOException {
        return CsvRows.read(waybill.error(page, "rejects.csv"), "rejects.csv").stream()
                .skip(1)
                .map(row -> row.cell(0) + "|" + row.cell(1))
                .toList();
    }

    private static String decided(List<CsvRow> rows, List<String> decisions) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> cells = new ArrayList<>(rows.get(i).cells());
            if (i > 0) {
                cells.set(rows.get(0).cells().indexOf("decision"), decisions.get(i - 1));
            }
            lines.add(cells.stream()
                    .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                    .collect(Collectors.joining(",")));
        }
        return String.join("\r\n", lines);
    }
}
