package io.waybill.school.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The weekly tables of SchoolBase's activities, through the real route. */
@ExtendWith(TestPostgres.class)
class OtherHalfRouteTest {
    private static final LocalDate SUNDAY = LocalDate.parse("2016-09-11");
    private static final Map<String, String> OPTIONS = Map.of("start", "2016-09-05");

    @TempDir
    private static Path folder;

    private static School school;

    @BeforeAll
    static void waybillAtWork(TestDatabase database) {
        school = School.start(folder, database);
    }

    @BeforeEach
    void aCalendarWithPeople(TestDatabase database) {
        school.empty();
        database.run(
                "INSERT INTO datasources (name) VALUES ('SchoolBase')",
                "INSERT INTO eventsources (name) VALUES ('SchoolBase')",
                "INSERT INTO eventcategories (name) VALUES ('Other Half')",
                "INSERT INTO eras (name, during) VALUES ('2016/17', '[2016-08-15,2017-08-15)'), ('Perpetual', '[2006-01-01,)')",
                "INSERT INTO settings (current_era_id, perpetual_era_id, current_datasource_id) VALUES (1, 2, 1)",
                "INSERT INTO pupils (datasource_id, source_id, name, current) SELECT 1, n, 'Pupil ' || n, true FROM generate_series(1, 3) AS n",
                "INSERT INTO elements (name, pupil_id) SELECT name || ' (Pupil)', id FROM pupils",
                "INSERT INTO staffs (datasource_id, source_id, name, active, current) VALUES (1, '7', 'One', true, true)",
                "INSERT INTO elements (name, staff_id) VALUES ('One', 1)");
    }

    @AfterAll
    static void close() {
        school.close();
    }

    /** A week's tables: on Tuesday, these pupils. */
    private static Map<String, String> week(int number, int... pupils) {
        LocalDate monday = SUNDAY.plusWeeks(number).plusDays(1);
        long day = ChronoUnit.DAYS.between(LocalDate.parse("2016-01-01"), monday);
        StringBuilder members = new StringBuilder("PupOrigNum,RTRWGroupsIdent\n");
        for (int pupil : pupils) {
            members.append(pupil).append(',').append(100 + number).append('\n');
        }
        return Map.of(
                "days.csv", "DateIdent,Days\n" + day + "," + monday + "\n",
                "rtrotaweek.csv", "RTRotaWeekIdent,DateIdent\n" + (10 + number) + "," + day + "\n",
                "rtrwgroups.csv",
                        "RTRWGroupsIdent,RTRotaWeekIdent,GroupIdent,GroupDay,GroupStart,GroupEnd,RoomIdent,StaffIdent,StaffIdent2,GroupName,"
                                + "DateIdent,UserIdent3,UserIdent4\n" + (100 + number) + "," + (10 + number)
                                + ",55,2,960,1020,,7,,Chess,,,\n",
                "rtrwpupils.csv", members.toString());
    }

    private LedgerEntry drop(Map<String, String> tables) throws IOException {
        LedgerEntry page = school.drop("other-half", tables, OPTIONS);
        assertThat(page.state()).as(page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        return page;
    }

    private List<String> members() {
        return school.rows(
                "SELECT p.source_id || ' ' || lower(m.during) || '..' || upper(m.during) - 1 FROM memberships AS m"
                        + " JOIN elements AS e ON e.id = m.element_id JOIN pupils AS p ON p.id = e.pupil_id WHERE NOT m.withdrawn"
                        + " ORDER BY p.source_id, m.during");
    }

    @Test
    void weeksChangeOnlyWhatTheySpeakOf() throws IOException {
        drop(week(0, 1, 2));
        drop(week(1, 1, 3));

        assertThat(members())
                .containsExactly("1 2016-09-13..2017-08-14", "2 2016-09-13..2016-09-19", "3 2016-09-20..2017-08-14");
        assertThat(school.rows("SELECT name, during, source_id FROM groups"))
                .containsExactly("Chess|[2016-09-11,2017-08-15)|55");

        LedgerEntry third = drop(week(2, 1));
        assertThat(third.results().notices())
                .anySatisfy(notice -> assertThat(notice.sentence())
                        .contains("\"Chess\": 1 removed as of 2016-09-27, in the week of 2016-09-25"));
    }

    /** Another activity on the same day, so that the week has one. */
    private static Map<String, String> other(Map<String, String> week) {
        Map<String, String> tables = new HashMap<>(week);
        tables.computeIfPresent(
                "rtrwgroups.csv",
                (name, text) -> text.replace(",55,2,", ",56,2,").replace("Chess", "Go"));
        return tables;
    }

    private static Map<String, String> called(Map<String, String> week, String name) {
        Map<String, String> tables = new HashMap<>(week);
        tables.computeIfPresent("rtrwgroups.csv", (table, text) -> text.replace("Chess", name));
        return tables;
    }

    @Test
    void aCorrectionThatTakesAGroupOutOfItsFirstOrLastWeekLeavesWhatTheOthersSay() throws IOException {
        drop(week(0, 1));
        drop(week(1, 1));
        drop(called(week(2, 1), "Chess club"));
        String groups = "SELECT name, lower(during) FROM groups WHERE source_id = '55'";
        String elements =
                "SELECT e.name FROM elements AS e JOIN groups AS g ON g.id = e.group_id WHERE g.source_id = '55'";
        assertThat(school.rows(groups)).containsExactly("Chess club|2016-09-11");

        LedgerEntry first = drop(other(week(0, 2)));
        assertThat(school.rows(groups)).containsExactly("Chess club|2016-09-18");
        drop(other(week(2, 2)));
        assertThat(school.rows(groups)).containsExactly("Chess|2016-09-18");
        assertThat(school.rows(elements)).containsExactly("Chess");
        assertThat(school.waybill().undone(first, false).state()).isEqualTo(State.REFUSED);

        // A guest of the first weeks, added by hand, holds the first day.
        drop(week(0, 1));
        school.database()
                .run(
                        "INSERT INTO pupils (name, current) VALUES ('Guest', true)",
                        "INSERT INTO elements (name, pupil_id) SELECT name, id FROM pupils WHERE name = 'Guest'",
                        "INSERT INTO memberships (group_id, element_id, during, inverse) SELECT g.id, e.id, '[2016-09-12,2016-09-20)', false"
                                + " FROM groups AS g, elements AS e WHERE g.source_id = '55' AND e.name = 'Guest'");
        drop(other(week(0, 2)));
        assertThat(school.rows(groups)).containsExactly("Chess|2016-09-12");

        // Nothing is left of it but the guest, until it meets again.
        drop(other(week(1, 2)));
        drop(called(week(3, 3), "Chess"));
        assertThat(school.rows(groups)).containsExactly("Chess|2016-09-12");
        assertThat(school.rows(
                        "SELECT x.name, m.during FROM memberships AS m JOIN groups AS g ON g.id = m.group_id AND g.source_id = '55'"
                                + " JOIN elements AS x ON x.id = m.element_id WHERE NOT m.withdrawn ORDER BY 1"))
                .containsExactly("Guest|[2016-09-12,2016-09-20)", "Pupil 3 (Pupil)|[2016-10-04,2017-08-15)");
    }

    @Test
    void somebodyWhomTheCalendarDoesNotKnowIsARejectAndTheOthersCome() throws IOException {
        LedgerEntry page = drop(week(0, 1, 99));

        assertThat(members()).containsExactly("1 2016-09-13..2017-08-14");
        assertThat(school.number("SELECT count(*) FROM waybill.rejects")).isEqualTo(1);
    }

    private List<String> present(int occurrence) {
        return school.rows(
                "SELECT e.name FROM events AS v JOIN commitments AS c ON c.event_id = v.id AND NOT c.withdrawn JOIN elements AS e ON"
                        + " e.id = c.element_id WHERE v.source_key = 'occurrence " + occurrence
                        + "' AND NOT v.withdrawn ORDER BY 1");
    }

    private static Map<String, String> undecided(Map<String, String> week) {
        Map<String, String> tables = new HashMap<>(week);
        String row = week.get("rtrwgroups.csv").lines().toList().get(1);
        tables.merge("rtrwpupils.csv", "#N/A," + row.substring(0, 3) + "\n", String::concat);
        return tables;
    }

    @Test
    void anOccurrenceWithARowThatCannotBeReadSaysNotWhoIsInItsGroup() throws IOException {
        drop(week(0, 1, 2));
        LedgerEntry page = drop(undecided(week(1, 3)));
        assertThat(members()).containsExactly("1 2016-09-13..2017-08-14", "2 2016-09-13..2017-08-14");
        assertThat(present(101)).containsExactly("One", "Pupil 3 (Pupil)");
        assertThat(page.results().notices())
                .anySatisfy(notice -> assertThat(notice.sentence()).contains("not clear at 1 occurrence"));

        Map<String, String> blank = undecided(week(0, 1));
        blank.computeIfPresent("rtrwpupils.csv", (name, text) -> text.replace("#N/A", ""));
        drop(blank);
        assertThat(members()).containsExactly("1 2016-09-13..2017-08-14", "2 2016-09-13..2017-08-14");

        drop(week(0, 1));
        assertThat(members()).containsExactly("1 2016-09-13..2017-08-14");

        drop(week(1, 3, 2));
        List<String> mended =
                List.of("1 2016-09-13..2016-09-19", "2 2016-09-20..2017-08-14", "3 2016-09-20..2017-08-14");
        assertThat(members()).isEqualTo(mended);
        assertThat(present(101)).containsExactly("Chess", "One");

        // What is known already stays: who is there, and on which day.
        Map<String, String> moved = undecided(week(1, 1));
        moved.computeIfPresent("rtrwgroups.csv", (name, text) -> text.replace(",55,2,", ",55,5,"));
        drop(moved);
        assertThat(members()).isEqualTo(mended);
        assertThat(present(101)).containsExactly("Chess", "One");
        assertThat(school.rows("SELECT local_date FROM events WHERE source_key = 'occurrence 101' AND NOT withdrawn"))
                .containsExactly("2016-09-20");
    }

    /** The week with a second occurrence on the same day, two hours later. */
    private static Map<String, String> evening(Map<String, String> week, String end, int... pupils) {
        Map<String, String> tables = new HashMap<>(week);
        String row = week.get("rtrwgroups.csv").lines().toList().get(1);
        tables.merge(
                "rtrwgroups.csv",
                "9" + row.substring(1).replace("960,1020", "1080," + end).replace("Chess", "Chess club") + "\n",
                String::concat);
        for (int pupil : pupils) {
            tables.merge("rtrwpupils.csv", pupil + ",9" + row.substring(1, 3) + "\n", String::concat);
        }
        return tables;
    }

    @Test
    void theLaterOccurrenceOfADayDecidesEvenIfItCannotBeUsed() throws IOException {
        drop(evening(week(1, 1), "1140", 2, 3));
        List<String> evening = List.of("2 2016-09-20..2017-08-14", "3 2016-09-20..2017-08-14");
        assertThat(members()).isEqualTo(evening);

        Map<String, String> undecided = evening(week(1, 1), "1140", 2);
        undecided.merge("rtrwpupils.csv", "#N/A,901\n", String::concat);
        for (Map<String, String> flawed :
                List.of(evening(week(1, 1), "#N/A", 2, 3), evening(week(1), "#N/A", 1), undecided)) {
            LedgerEntry page = drop(flawed);
            assertThat(members()).isEqualTo(evening);
            assertThat(school.rows("SELECT name FROM groups")).containsExactly("Chess club");
            assertThat(page.results().notices()).extracting(Notice::rule).contains("days-kept");
        }
        drop(week(0, 1));
        assertThat(members())
                .containsExactly("1 2016-09-13..2016-09-19", "2 2016-09-20..2017-08-14", "3 2016-09-20..2017-08-14");

        // Where the calendar does not have it, and where it is gone, the other one decides.
        drop(evening(week(2, 1), "#N/A", 2, 3));
        drop(week(1, 3));
        assertThat(members())
                .containsExactly("1 2016-09-13..2016-09-19", "1 2016-09-27..2017-08-14", "3 2016-09-20..2016-09-26");
    }

    @Test
    void aRowThatSaysNotOfWhichOccurrenceItIsLeavesGroupsAsTheyAreInWhateverOrderWeeksCome() throws IOException {
        Map<String, String> lost = new HashMap<>(week(1, 3));
        lost.merge("rtrwpupils.csv", "2,#REF!\n", String::concat);
        LedgerEntry page = drop(lost);
        assertThat(members()).isEmpty();
        assertThat(present(101)).containsExactly("One", "Pupil 3 (Pupil)");
        assertThat(page.results().notices())
                .anySatisfy(notice ->
                        assertThat(notice.sentence()).contains("not clear at 1 occurrence", "may be about any"));

        drop(week(0, 1, 2));
        List<String> both = List.of("1 2016-09-13..2017-08-14", "2 2016-09-13..2017-08-14");
        assertThat(members()).isEqualTo(both);
        drop(lost);
        assertThat(members()).isEqualTo(both);

        drop(week(1, 2, 3));
        assertThat(members())
                .containsExactly("1 2016-09-13..2016-09-19", "2 2016-09-13..2017-08-14", "3 2016-09-20..2017-08-14");
        assertThat(open()).isEmpty();
    }

    /** Drops them at once, in this order. */
    private List<LedgerEntry> dropTogether(List<Map<String, String>> drops) throws IOException {
        List<String> tokens = new ArrayList<>();
        for (Map<String, String> tables : drops) {
            tokens.add(school.put("other-half", tables, OPTIONS));
        }
        return tokens.stream()
                .map(school.waybill()::ended)
                .sorted(Comparator.comparing(LedgerEntry::number))
                .toList();
    }

    private static Map<String, String> together(Map<String, String> one, Map<String, String> other) {
        Map<String, String> tables = new HashMap<>(one);
        other.forEach((name, text) ->
                tables.merge(name, text, (before, more) -> before + more.substring(more.indexOf('\n') + 1)));
        return tables;
    }

    private static List<String> removals(List<LedgerEntry> pages) {
        return pages.stream()
                .flatMap(page -> page.results().notices().stream())
                .map(Notice::sentence)
                .filter(sentence -> sentence.startsWith("Who left"))
                .toList();
    }

    @Test
    void weeksThatComeAtOnceAreCarriedInTheirOrder() throws IOException {
        List<LedgerEntry> pages = dropTogether(List.of(week(3, 2), week(1, 1, 2), week(2, 2, 3), week(0, 1, 2, 3)));

        assertThat(pages).extracting(LedgerEntry::state).containsOnly(State.DELIVERED);
        // Each waybill tells what its own week has brought after the one before it.
        assertThat(removals(pages))
                .containsExactly(
                        "Who left groups of activities, by group and week: \"Chess\": 1 removed as of 2016-09-20, in the week of 2016-09-18.",
                        "Who left groups of activities, by group and week: \"Chess\": 1 removed as of 2016-09-27, in the week of 2016-09-25.",
                        "Who left groups of activities, by group and week: \"Chess\": 1 removed as of 2016-10-04, in the week of 2016-10-02.");
        assertThat(members())
                .containsExactly(
                        "1 2016-09-13..2016-09-26",
                        "2 2016-09-13..2017-08-14",
                        "3 2016-09-13..2016-09-19",
                        "3 2016-09-27..2016-10-03");
    }

    @Test
    void whatWasSaidLastOfAWeekCountsAlsoWhenItSpeaksOfAnEarlierOneAsWell() throws IOException {
        dropTogether(List.of(together(week(1, 1), week(2, 1)), together(week(0, 2), week(1, 2))));

        assertThat(members()).containsExactly("1 2016-09-27..2017-08-14", "2 2016-09-13..2016-09-26");
    }

    @Test
    void whatIsNoWeekIsCarriedBetweenThoseThatCameBeforeAndAfterIt() throws IOException {
        Map<String, String> broken = new HashMap<>(week(1, 1));
        broken.put("rtrwgroups.csv", "nothing\n");
        List<LedgerEntry> pages = dropTogether(List.of(week(3, 1), broken, week(0, 1)));

        assertThat(pages)
                .extracting(LedgerEntry::state)
                .containsExactly(State.DELIVERED, State.REFUSED, State.DELIVERED);
        assertThat(pages.get(0).results().notices()).isNotEmpty();
        assertThat(members()).containsExactly("1 2016-09-13..2017-08-14");
    }

    @Test
    void tablesThatAreNotWholeAreRefused() throws IOException {
        Map<String, String> tables = new HashMap<>(week(0, 1));
        tables.remove("rtrwpupils.csv");
        LedgerEntry page = school.drop("other-half", tables, OPTIONS);

        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains("rtrwpupils.csv");
        assertThat(members()).isEmpty();
    }

    @Test
    void weeksOutsideOfTheEraAreRefused() throws IOException {
        LedgerEntry page = school.drop("other-half", week(60, 1), OPTIONS);

        assertThat(page.state()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains("no occurrence that is dated in the era", "name it by the option era");
    }

    private List<String> open() {
        return school.rows("SELECT waybill, cells[2] FROM waybill.rejects WHERE state = 'open' ORDER BY 1, 2");
    }

    @Test
    void whatIsWrongWithAWeekStaysOpenUntilADropHasTheWeek() throws IOException {
        LedgerEntry first = drop(week(0, 1, 99));
        assertThat(open()).containsExactly(first.number() + "|rtrwpupils 99");

        drop(week(1, 1));
        assertThat(open()).containsExactly(first.number() + "|rtrwpupils 99");

        LedgerEntry again = drop(week(2, 1, 99));
        assertThat(open()).containsExactly(first.number() + "|rtrwpupils 99", again.number() + "|rtrwpupils 99");

        drop(week(0, 1, 2));
        assertThat(open()).containsExactly(again.number() + "|rtrwpupils 99");
    }

    @Test
    void whatDoesNotSayItsWeekIsAboutTheWeeksOfItsDrop() throws IOException {
        Map<String, String> broken = new HashMap<>(together(week(0, 1), week(1, 1)));
        String groups = broken.get("rtrwgroups.csv");
        broken.put(
                "rtrwgroups.csv",
                groups + groups.lines().toList().get(1).replaceFirst("^100,10,55,2", "900,77,56,2") + "\n");
        broken.put("rtrwpupils.csv", broken.get("rtrwpupils.csv") + "2,y\n");
        LedgerEntry first = drop(broken);
        List<String> both = List.of(first.number() + "|rtrwgroups 900", first.number() + "|rtrwpupils 2");
        assertThat(open()).isEqualTo(both);

        drop(week(2, 1));
        drop(week(0, 1));
        assertThat(open()).isEqualTo(both);

        // Now the record says in which week it is.
        Map<String, String> mended = new HashMap<>(week(3, 1));
        mended.put("rtrwgroups.csv", mended.get("rtrwgroups.csv").replace("103,13,55,2", "900,13,56,2"));
        mended.put("rtrwpupils.csv", mended.get("rtrwpupils.csv").replace(",103", ",900"));
        drop(mended);
        assertThat(open()).containsExactly(first.number() + "|rtrwpupils 2");

        drop(together(week(0, 1), week(1, 1, 2)));
        assertThat(open()).isEmpty();
    }

    @Test
    void anAnswerIsAboutTheWeekThatLackedItHoweverManyHaveComeSince() throws IOException {
        LedgerEntry first = drop(week(0, 1, 99));
        drop(week(1, 1));
        drop(week(2, 1, 2));

        await().until(() -> Files.exists(school.waybill().error(first, "rejects.csv")));
        Path file = folder.resolve("rejects.csv");
        Files.writeString(file, school.waybill().errorText(first, "rejects.csv").replaceFirst("\"?\"?\\s*$", "3\r\n"));
        LedgerEntry answered = school.waybill().drop("school/other-half", file, false, Map.of());

        assertThat(answered.state()).as(answered.message()).isEqualTo(State.DELIVERED);
        assertThat(open()).isEmpty();
        assertThat(members())
                .containsExactly("1 2016-09-13..2017-08-14", "2 2016-09-27..2017-08-14", "3 2016-09-13..2016-09-19");
        assertThat(answered.results().notices())
                .anySatisfy(notice -> assertThat(notice.sentence())
                        .contains("What was dropped as waybill " + first.number() + " was read again with 1 answer")
                        .contains("since then 2 more have come"));
    }
}
