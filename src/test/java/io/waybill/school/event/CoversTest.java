package io.waybill.school.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.school.SchoolSchema;
import io.waybill.school.SchoolSystem;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(SchoolSystem.class)
class CoversTest {
    private static final LocalDate START = LocalDate.parse("2016-08-29");
    private static final String COVERS =
            "SELECT to_char(v.local_date, 'MM-DD'), v.source_key, a.name || ' for ' || b.name, coalesce(c.source_id, 'by hand'), CASE WHEN"
                    + " c.withdrawn THEN 'withdrawn' ELSE 'there' END FROM commitments c JOIN events v ON v.id = c.event_id JOIN elements a ON a.id ="
                    + " c.element_id JOIN commitments d ON d.id = c.covering_id JOIN elements b ON b.id = d.element_id ORDER BY c.id";
    private static final String COVERED =
            "SELECT to_char(v.local_date, 'MM-DD'), c.withdrawn FROM commitments c JOIN events v ON v.id = c.event_id JOIN elements e ON e.id ="
                    + " c.element_id AND e.name = 'Covered' ORDER BY c.id";

    private final TestDatabase database;
    private final EventLoad load;

    CoversTest(TestDatabase database) {
        this.database = database;
        this.load = new EventLoad(database);
    }

    @BeforeEach
    void aCalendarIsThere() {
        SchoolSchema.empty(database);
        SchoolSchema.fill(database);
        database.run(
                "INSERT INTO eventsources (name) VALUES ('Manual')",
                "INSERT INTO properties (name) VALUES ('Gap'), ('Suspension'), ('Covered')",
                "INSERT INTO elements (name, property_id) SELECT name, id FROM properties");
    }

    private static Timetable lessons() {
        return Timetable.ofThreeWeeks().lesson("7", "1101", "31", "1", "1").lesson("8", "1201", "41", "2", "2");
    }

    private void byHand(String withdrawn) {
        database.run("INSERT INTO commitments (event_id, element_id, covering_id, withdrawn) SELECT v.id, e.id, c.id, "
                + withdrawn
                + " FROM events v JOIN commitments c ON c.event_id = v.id JOIN elements d ON d.id = c.element_id AND d.name = 'Staff 1', elements e"
                + " WHERE e.name = 'Staff 2' AND v.local_date = '2016-08-29'");
    }

    @Test
    @DisplayName("W21: covers are there after the first load, and the second one stages nothing")
    void coversComeWithTheirLessons() throws Exception {
        Timetable export = lessons().cover("1", "2016-08-29", "7", "1", "2").cover("2", "2016-09-13", "8", "2", "3");
        load.load(START, export);

        assertThat(database.query(COVERS))
                .containsExactly(
                        "08-29|lesson 7|Staff 2 for Staff 1|1|there", "09-13|lesson 8|Staff 3 for Staff 2|2|there");
        assertThat(database.query(COVERED)).containsExactly("08-29|f", "09-13|f");
        assertThat(load.load(START, export)).isEmpty();
    }

    @Test
    void coversAreChangedTakenAwayAndComeBack() throws Exception {
        load.load(START, lessons().cover("1", "2016-08-29", "7", "1", "2").cover("2", "2016-09-13", "8", "2", "3"));

        assertThat(load.load(START, lessons().cover("1", "2016-08-29", "7", "1", "3")))
                .isEqualTo("commitments +0 ~3");
        assertThat(database.query(COVERS))
                .containsExactly(
                        "08-29|lesson 7|Staff 3 for Staff 1|1|there", "09-13|lesson 8|Staff 3 for Staff 2|2|withdrawn");
        assertThat(database.query(COVERED)).containsExactly("08-29|f", "09-13|t");

        load.load(START, lessons().cover("1", "2016-08-29", "7", "1", "3").cover("5", "2016-09-13", "8", "2", "3"));
        assertThat(database.query(COVERS))
                .containsExactly(
                        "08-29|lesson 7|Staff 3 for Staff 1|1|there", "09-13|lesson 8|Staff 3 for Staff 2|5|there");
        assertThat(database.query(COVERED)).containsExactly("08-29|f", "09-13|f");
    }

    @Test
    void twoWhoChangePlacesKeepTheirRows() throws Exception {
        Timetable two = Timetable.ofThreeWeeks().lesson("7", "1101", "31", "1", "1", "2");
        load.load(START, two.cover("1", "2016-08-29", "7", "1", "3").cover("2", "2016-08-29", "7", "2", "3"));
        assertThat(database.query(COVERS))
                .containsExactly(
                        "08-29|lesson 7|Staff 3 for Staff 1|1|there", "08-29|lesson 7|Staff 3 for Staff 2|2|there");

        load.load(
                START,
                Timetable.ofThreeWeeks()
                        .lesson("7", "1101", "31", "1", "1", "2")
                        .cover("1", "2016-08-29", "7", "2", "3")
                        .cover("2", "2016-08-29", "7", "1", "3"));

        assertThat(database.query(COVERS))
                .containsExactly(
                        "08-29|lesson 7|Staff 3 for Staff 1|2|there", "08-29|lesson 7|Staff 3 for Staff 2|1|there");
    }

    @Test
    @DisplayName("W17: a cover by hand stays, with its property, and says what one of the import would")
    void coversByHandStay() throws Exception {
        load.load(START, lessons());
        byHand("false");

        assertThat(load.load(START, lessons())).isEmpty();
        load.load(START, lessons().cover("1", "2016-08-29", "7", "1", "2"));
        load.load(START, lessons());

        assertThat(database.query(COVERS)).containsExactly("08-29|lesson 7|Staff 2 for Staff 1|by hand|there");
        assertThat(database.query(COVERED)).containsExactly("08-29|f");
    }

    @Test
    void aCoverThatCannotBeOneIsNotThere() throws Exception {
        Timetable export = lessons()
                .staff("4", false)
                .cover("1", "2016-09-05", "7", "1", "2")
                .cover("2", "2016-08-29", "7", "1", "4")
                .cover("3", "2016-08-29", "7", "3", "2")
                .cover("4", "2016-09-12", "7", "1", "2")
                .cover("5", "2016-09-12", "7", "1", "2");
        load.load(START, export);

        assertThat(database.query(COVERS)).containsExactly("09-12|lesson 7|Staff 2 for Staff 1|4|there");
        assertThat(load.load(START, export)).isEmpty();
    }

    @Test
    void aCoverGoesWithItsLessonAndComesBackWithIt() throws Exception {
        Timetable export = lessons().cover("1", "2016-08-29", "7", "1", "2");
        load.load(START, export);
        load.load(START, Timetable.ofThreeWeeks().cover("1", "2016-08-29", "7", "1", "2"));
        assertThat(database.query(COVERS)).containsExactly("08-29|lesson 7|Staff 2 for Staff 1|1|withdrawn");

        load.load(START, export);

        assertThat(database.query(COVERS)).containsExactly("08-29|lesson 7|Staff 2 for Staff 1|1|there");
    }

    @Test
    @DisplayName("W2: covers that were not loaded stay, and so do those whose record or lesson was rejected")
    void coversThatWereNotToldStay() throws Exception {
        load.load(START, lessons().cover("1", "2016-08-29", "7", "1", "2"));

        assertThat(load.load(START, lessons().area(Area.COVERS, AreaState.NOT_REQUESTED)))
                .isEmpty();
        assertThat(load.load(START, lessons().area(Area.COVERS, AreaState.FAILED)))
                .isEmpty();
        assertThat(load.load(START, lessons().rejected(Area.COVERS, "1"))).isEmpty();
        assertThat(load.load(
                        START,
                        Timetable.ofThreeWeeks()
                                .lesson("8", "1201", "41", "2", "2")
                                .rejected(Area.TIMETABLE, "lesson 7")
                                .cover("1", "2016-08-29", "7", "1", "2")))
                .isEmpty();
        assertThat(load.load(LocalDate.parse("2016-08-30"), lessons())).isEmpty();
    }
}
