package io.waybill.school.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.school.SchoolSchema;
import io.waybill.school.SchoolSystem;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord.EntryKind;
import io.waybill.school.model.SchoolRecord.EntryStaff;
import io.waybill.school.policy.EventRules;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(SchoolSystem.class)
class EventsTest {
    private static final LocalDate START = LocalDate.parse("2016-08-29");
    private static final String EVENTS =
            "SELECT source_key, to_char(starts_at AT TIME ZONE 'Europe/London', 'MM-DD HH24:MI'), body, CASE WHEN withdrawn THEN 'withdrawn' WHEN"
                    + " non_existent THEN 'suspended' ELSE 'there' END FROM events WHERE eventsource_id = 1 ORDER BY starts_at, source_key";
    private static final String PARTS =
            "SELECT to_char(v.local_date, 'MM-DD'), string_agg(e.name || CASE WHEN c.withdrawn THEN ' -' WHEN c.datasource_id IS NULL THEN ' *' ELSE"
                    + " '' END, ', ' ORDER BY e.name) FROM commitments c JOIN events v ON v.id = c.event_id JOIN elements e ON e.id = c.element_id"
                    + " WHERE c.covering_id IS NULL GROUP BY v.id ORDER BY v.starts_at, v.source_key";

    private final TestDatabase database;
    private final EventLoad load;

    EventsTest(TestDatabase database) {
        this.database = database;
        this.load = new EventLoad(database);
    }

    @BeforeEach
    void aCalendarIsThere() {
        SchoolSchema.empty(database);
        SchoolSchema.fill(database);
        database.run(
                "INSERT INTO eventsources (name) VALUES ('Manual')",
                "INSERT INTO eventcategories (name) VALUES ('Week letter'), ('Other Half'), ('Meeting')",
                "INSERT INTO properties (name) VALUES ('Gap'), ('Suspension'), ('Covered')",
                "INSERT INTO elements (name, property_id) SELECT name, id FROM properties");
    }

    private Timetable twoLessons() {
        return Timetable.ofThreeWeeks().lesson("7", "1101", "31", "1", "1").lesson("8", "1201", "41", "2", "2");
    }

    /** An event made by hand, with the elements of these names. */
    private void event(String category, String body, String start, String end, boolean allDay, String... elements) {
        database.run(
                "INSERT INTO events (eventsource_id, eventcategory_id, body, starts_at, ends_at, all_day) SELECT 2, id, '"
                        + body + "', '" + start + " Europe/London', '" + end + " Europe/London', " + allDay
                        + " FROM eventcategories WHERE name = '" + category + "'");
        for (String element : elements) {
            commit(body, element);
        }
    }

    private void commit(String body, String element) {
        database.run(
                "INSERT INTO commitments (event_id, element_id) SELECT v.id, e.id FROM events v, elements e WHERE v.body = '"
                        + body + "' AND e.name = '" + element + "'");
    }

    @Test
    void entriesAreThereOnTheDaysOfTheirWeeksAndASecondLoadStagesNothing() throws Exception {
        assertThat(load.load(START, twoLessons())).isEqualTo("events +4 ~0, commitments +12 ~0");

        assertThat(database.query(EVENTS))
                .containsExactly(
                        "lesson 7|08-29 09:30|Entry 7|there",
                        "lesson 8|08-30 09:30|Entry 8|there",
                        "lesson 7|09-12 09:30|Entry 7|there",
                        "lesson 8|09-13 09:30|Entry 8|there");
        assertThat(database.query(PARTS))
                .containsExactly(
                        "08-29|Room 1, Set 31, Staff 1",
                        "08-30|Room 2, Set 41, Staff 2",
                        "09-12|Room 1, Set 31, Staff 1",
                        "09-13|Room 2, Set 41, Staff 2");
        assertThat(load.load(START, twoLessons())).isEmpty();
    }

    @Test
    void nothingBeforeTheStartChanges() throws Exception {
        load.load(START, twoLessons());

        assertThat(load.load(
                        LocalDate.parse("2016-09-12"), Timetable.ofThreeWeeks().lesson("8", "1102", "41", "1", "3")))
                .isEqualTo("events +1 ~2, commitments +3 ~0");

        assertThat(database.query(EVENTS))
                .containsExactly(
                        "lesson 7|08-29 09:30|Entry 7|there",
                        "lesson 8|08-30 09:30|Entry 8|there",
                        "lesson 7|09-12 09:30|Entry 7|withdrawn",
                        "lesson 8|09-12 10:30|Entry 8|there",
                        "lesson 8|09-13 09:30|Entry 8|withdrawn");
    }

    @Test
    void whatComesBackIsTheSameEvent() throws Exception {
        load.load(START, twoLessons());
        List<String> before = database.query("SELECT * FROM events ORDER BY id");

        load.load(START, Timetable.ofThreeWeeks().lesson("8", "1201", "41", "2", "2"));
        assertThat(load.load(START, twoLessons())).isEqualTo("events +0 ~2");

        assertThat(database.query("SELECT * FROM events ORDER BY id")).isEqualTo(before);
    }

    @Test
    void eventsOfOtherSourcesAreLeftAlone() throws Exception {
        event("Meeting", "Lunch", "2016-08-29 09:30", "2016-08-29 10:30", false, "Covered");
        database.run("UPDATE events SET source_key = 'lesson 7'");
        List<String> before = database.query("SELECT * FROM events");

        load.load(START, twoLessons());
        load.load(START, Timetable.ofThreeWeeks());

        assertThat(database.query("SELECT * FROM events WHERE eventsource_id = 2"))
                .isEqualTo(before);
    }

    @Test
    @DisplayName("W16: a second teacher is one more commitment for each event, and nothing else changes")
    void aSecondTeacher() throws Exception {
        load.load(START, twoLessons());
        List<String> before = database.query("SELECT * FROM events ORDER BY id");

        assertThat(load.load(
                        START,
                        Timetable.ofThreeWeeks()
                                .lesson("7", "1101", "31", "1", "1", "3")
                                .lesson("8", "1201", "41", "2", "2")))
                .isEqualTo("commitments +2 ~0");
        assertThat(database.query("SELECT * FROM events ORDER BY id")).isEqualTo(before);
        assertThat(load.load(START, twoLessons())).isEqualTo("commitments +0 ~2");
        assertThat(database.query(PARTS)).contains("08-29|Room 1, Set 31, Staff 1, Staff 3 -");
    }

    @Test
    @DisplayName("W17: who was added by hand stays, and is not there twice when the timetable has them too")
    void handsAreFree() throws Exception {
        load.load(START, twoLessons());
        database.run(
                "INSERT INTO commitments (event_id, element_id) SELECT 1, id FROM elements WHERE name IN ('Staff 3', 'Covered', 'Pupil 3')");
        Timetable more = Timetable.ofThreeWeeks()
                .lesson("7", "1101", "31", "1", "1", "3")
                .lesson("8", "1201", "41", "2", "2");

        assertThat(load.load(START, twoLessons())).isEmpty();
        assertThat(load.load(START, more)).isEqualTo("commitments +1 ~0");
        load.load(START, twoLessons());

        assertThat(database.query(PARTS))
                .contains(
                        "08-29|Covered *, Pupil 3 *, Room 1, Set 31, Staff 1, Staff 3 *",
                        "09-12|Room 1, Set 31, Staff 1, Staff 3 -");
    }

    @Test
    @DisplayName("W22: what was rejected under its key stays, and without a key everything does")
    void rejectedRecordsFreezeWhatTheyAreAbout() throws Exception {
        load.load(START, twoLessons());

        assertThat(load.load(
                        START,
                        Timetable.ofThreeWeeks()
                                .lesson("8", "1201", "41", "2", "2")
                                .rejected(Area.TIMETABLE, "lesson 7")))
                .isEmpty();
        assertThat(load.load(START, Timetable.ofThreeWeeks().rejected(Area.TIMETABLE, null)))
                .isEmpty();
        assertThat(load.load(START, Timetable.ofThreeWeeks().area(Area.TIMETABLE, AreaState.FAILED)))
                .isEmpty();
    }

    @Test
    @DisplayName("W20: who is not known in the calendar takes nobody out of a lesson")
    void entriesThatAreNotWholeRemoveNobody() throws Exception {
        load.load(START, twoLessons());

        assertThat(load.load(
                        START,
                        Timetable.ofThreeWeeks()
                                .lesson("7", "1101", "31", "1", "99")
                                .lesson("8", "1201", "41", "2", "2")))
                .isEmpty();
    }

    @Test
    void whoPlaysNoPartInTheCalendarHasNoCommitments() throws Exception {
        load.load(START, Timetable.ofThreeWeeks().staff("4", false).lesson("7", "1101", "31", "1", "1", "4"));

        assertThat(database.query(PARTS)).startsWith("08-29|Room 1, Set 31, Staff 1");
    }

    @Test
    @DisplayName("W23: a tutorial in several periods is there in each of them")
    void tutorialsHaveAllTheirPeriods() throws Exception {
        load.load(
                START,
                Timetable.ofThreeWeeks()
                        .entry(
                                EntryKind.TUTORIAL,
                                "5",
                                List.of("1101", "1102", "2101"),
                                null,
                                "1",
                                List.of(new EntryStaff("5", "1")),
                                List.of()));

        assertThat(database.query(EVENTS))
                .containsExactly(
                        "tutorial 5 in 1101|08-29 09:30|Entry 5|there",
                        "tutorial 5 in 1102|08-29 10:30|Entry 5|there",
                        "tutorial 5 in 2101|09-05 09:30|Entry 5|there",
                        "tutorial 5 in 1101|09-12 09:30|Entry 5|there",
                        "tutorial 5 in 1102|09-12 10:30|Entry 5|there");
    }

    @Test
    @DisplayName("W9: the group of a year is in the year's events in the same load that makes it")
    void yearSchedulesHaveTheirYears() throws Exception {
        load.load(
                START,
                Timetable.ofThreeWeeks()
                        .entry(EntryKind.YEAR_SCHEDULE, "6", List.of("2101"), null, null, List.of(), List.of(9)));

        assertThat(database.query(PARTS)).containsExactly("09-05|3rd year");
    }

    @Test
    void lessonsKeepTheirTimesWhenTheClocksChange() throws Exception {
        load.load(
                START,
                Timetable.people()
                        .week(2016, 44, "1")
                        .week(2016, 45, "1")
                        .week(2017, 13, "1")
                        .week(2017, 14, "1")
                        .lesson("7", "1101", "31", "1", "1"));

        assertThat(
                        database.query(
                                "SELECT starts_at AT TIME ZONE 'UTC', starts_at AT TIME ZONE 'Europe/London' FROM events ORDER BY 1"))
                .containsExactly(
                        "2016-10-24 08:30:00|2016-10-24 09:30:00",
                        "2016-10-31 09:30:00|2016-10-31 09:30:00",
                        "2017-03-27 08:30:00|2017-03-27 09:30:00",
                        "2017-04-03 08:30:00|2017-04-03 09:30:00");
    }

    @Test
    void weeksOfTheYearBeginWithSundaysAndNewYearIsInTheFirst() throws Exception {
        Timetable timetable =
                Timetable.people().week(2016, 53, "1").week(2017, 1, "2").week(2017, 2, "1");
        timetable.period("1601", "1", 6, "09:30").period("2701", "2", 7, "09:30");

        load.load(
                START,
                timetable
                        .lesson("1", "1601", "31", "1")
                        .lesson("2", "2701", "31", "1")
                        .lesson("3", "1101", "31", "1"));

        assertThat(database.query("SELECT source_key, local_date FROM events ORDER BY local_date"))
                .containsExactly(
                        "lesson 3|2016-12-26",
                        "lesson 1|2016-12-31",
                        "lesson 2|2017-01-01",
                        "lesson 3|2017-01-09",
                        "lesson 1|2017-01-14");
    }

    @Test
    void aWeekLetterOfTheCalendarSaysTheWeekWhereNoneIsSet() throws Exception {
        event("Week letter", "Week B", "2016-09-19 00:00", "2016-09-24 00:00", true);
        event("Week letter", "WEEK A", "2016-09-12 00:00", "2016-09-17 00:00", true);
        database.run(
                "INSERT INTO events (eventsource_id, eventcategory_id, body, starts_at, ends_at) SELECT 2, id, 'Exam', '2016-09-26 UTC',"
                        + " '2016-10-01 UTC' FROM eventcategories WHERE name = 'Week letter'");

        load.load(
                START,
                Timetable.people()
                        .week(2016, 38, "2")
                        .lesson("7", "1101", "31", "1")
                        .lesson("8", "2101", "31", "1"));

        assertThat(database.query(EVENTS))
                .containsExactly("lesson 8|09-12 09:30|Entry 8|there", "lesson 8|09-19 09:30|Entry 8|there");
    }

    @Test
    void whereLettersAreAllThereIsADayWithoutOneKeepsItsLessons() throws Exception {
        Timetable letters = Timetable.people().period("A", "A", 1, "09:30").lesson("7", "A", "31", "1");
        event("Week letter", "WEEK A", "2016-09-12 00:00", "2016-09-13 00:00", true);
        event("Week letter", "WEEK A", "2016-09-19 00:00", "2016-09-20 00:00", true);
        load.load(START, letters);
        assertThat(database.query(EVENTS)).hasSize(2);

        event("Week letter", "WEEK B", "2016-09-12 00:00", "2016-09-13 00:00", true);
        database.run("UPDATE events SET withdrawn = true WHERE eventsource_id = 2 AND local_date = '2016-09-19'");

        assertThat(load.load(START, letters)).isEmpty();
    }

    @Test
    void weeksThatAreSetNowhereAreUsedAllTheTimeWhereTheSchoolWantsIt() throws Exception {
        Timetable timetable = Timetable.people().week(2016, 38, "1").lesson("8", "2101", "31", "1");

        assertThat(load.load(LocalDate.parse("2017-07-31"), timetable)).isEmpty();
        load.rules(new EventRules(true, List.of()));
        load.load(LocalDate.parse("2017-07-31"), timetable);

        assertThat(database.query("SELECT local_date FROM events ORDER BY 1"))
                .containsExactly("2017-07-31", "2017-08-07", "2017-08-14");
    }

    @Test
    void anOccurrenceThatMovesIsTheSameEvent() throws Exception {
        load.load(
                START,
                Timetable.ofThreeWeeks()
                        .occurrence("1", "2016-09-05", "16:10", "1")
                        .occurrence("2", "2016-09-05", "17:10", "2"));
        long moved = database.number("SELECT id FROM events WHERE source_key = 'occurrence 1'");

        assertThat(load.load(START, Timetable.ofThreeWeeks().occurrence("1", "2016-09-07", "16:20", "1")))
                .isEqualTo("events +0 ~2");

        assertThat(database.query(EVENTS))
                .containsExactly("occurrence 2|09-05 17:10|Club|withdrawn", "occurrence 1|09-07 16:20|Club|there");
        assertThat(database.number("SELECT id FROM events WHERE source_key = 'occurrence 1'"))
                .isEqualTo(moved);
    }

    @Test
    @DisplayName("W2: activities that were not loaded stay, and so do the lessons when activities are loaded alone")
    void areasAreApart() throws Exception {
        load.load(START, twoLessons().occurrence("1", "2016-09-05", "16:10", "1"));

        assertThat(load.load(START, twoLessons().area(Area.OTHER_HALF, AreaState.NOT_REQUESTED)))
                .isEmpty();
        assertThat(load.load(
                        START,
                        Timetable.people()
                                .occurrence("1", "2016-09-05", "16:10", "1")
                                .area(Area.TIMETABLE, AreaState.NOT_REQUESTED)))
                .isEmpty();
        assertThat(load.load(START, twoLessons())).isEqualTo("events +0 ~1");
    }

    @Test
    void aGapTakesLessonsAwayAndGivesThemBack() throws Exception {
        load.load(START, twoLessons().occurrence("1", "2016-08-29", "16:10", "1"));
        event("Meeting", "Bank holiday", "2016-08-29 00:00", "2016-08-30 00:00", true, "Gap");

        assertThat(load.load(START, twoLessons().occurrence("1", "2016-08-29", "16:10", "1")))
                .isEqualTo("events +0 ~2");

        assertThat(database.query(EVENTS))
                .filteredOn(event -> event.endsWith("withdrawn"))
                .hasSize(2)
                .allMatch(event -> event.contains("08-29"));
        database.run("UPDATE events SET withdrawn = true WHERE body = 'Bank holiday'");
        assertThat(load.load(START, twoLessons().occurrence("1", "2016-08-29", "16:10", "1")))
                .isEqualTo("events +0 ~2");
        assertThat(database.query(EVENTS)).allMatch(event -> event.endsWith("there"));
    }

    @Test
    void aLessonIsNoGapForItself() throws Exception {
        load.load(START, twoLessons());
        database.run("INSERT INTO commitments (event_id, element_id) SELECT 1, id FROM elements WHERE name = 'Gap'");

        assertThat(load.load(START, twoLessons())).isEmpty();
    }

    @Test
    void aSuspensionIsForTheYearsOfItsPupils() throws Exception {
        load.load(START, twoLessons());
        event("Meeting", "Trip", "2016-08-29 00:00", "2016-08-30 23:59", false, "Suspension", "Set 31");

        assertThat(load.load(START, twoLessons())).isEqualTo("events +0 ~1");

        assertThat(database.query(EVENTS))
                .containsSequence("lesson 7|08-29 09:30|Entry 7|suspended", "lesson 8|08-30 09:30|Entry 8|there");
        assertThat(database.query(PARTS)).contains("08-29|Room 1, Set 31, Staff 1");
    }

    @Test
    void aLessonOfSeveralYearsIsSuspendedWhenAllOfThemAreAway() throws Exception {
        Timetable mixed = Timetable.ofThreeWeeks().lesson("7", "1101", "31", "1");
        mixed.add(new io.waybill.school.model.SchoolRecord.TimetableEntry(
                EntryKind.LESSON,
                "lesson 9",
                List.of("9"),
                "Both",
                "Lesson",
                List.of("1102"),
                List.of(),
                List.of(),
                List.of(
                        new io.waybill.school.model.GroupKey(io.waybill.school.model.GroupKind.TEACHING, "31"),
                        new io.waybill.school.model.GroupKey(io.waybill.school.model.GroupKind.TEACHING, "41")),
                List.of(),
                List.of()));
        load.load(START, mixed);
        event("Meeting", "Third", "2016-08-29 09:00", "2016-08-29 12:00", false, "Suspension", "Set 31");
        load.load(START, mixed);
        assertThat(database.query(EVENTS))
                .startsWith("lesson 7|08-29 09:30|Entry 7|suspended", "lesson 9|08-29 10:30|Both|there");

        event("Meeting", "Fourth", "2016-08-29 10:00", "2016-08-29 11:00", false, "Suspension", "Set 41");
        load.load(START, mixed);

        assertThat(database.query(EVENTS))
                .startsWith("lesson 7|08-29 09:30|Entry 7|suspended", "lesson 9|08-29 10:30|Both|suspended");
    }

    @Test
    @DisplayName("W9: the years of a suspension are those that its pupils have after this load")
    void suspensionsKnowTheYearsOfToday() throws Exception {
        load.load(START, twoLessons());
        event("Meeting", "Trip", "2016-08-29 09:00", "2016-08-31 12:00", false, "Suspension", "Pupil 3");
        load.load(START, twoLessons());
        assertThat(database.query(EVENTS))
                .startsWith("lesson 7|08-29 09:30|Entry 7|there", "lesson 8|08-30 09:30|Entry 8|suspended");

        Timetable older = Timetable.ofThreeWeeks()
                .pupil("3", 9, 2014)
                .lesson("7", "1101", "31", "1", "1")
                .lesson("8", "1201", "41", "2", "2");
        load.load(START, older);

        assertThat(database.query(EVENTS))
                .startsWith("lesson 7|08-29 09:30|Entry 7|suspended", "lesson 8|08-30 09:30|Entry 8|there");
        assertThat(load.load(START, older)).isEmpty();
    }
}
