package io.waybill.school.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The weeks in which the clocks change, through the real routes. On 2016-10-30 the hour from 1 to 2 is there twice, on 2017-03-26 it is not there.
 */
@ExtendWith(TestPostgres.class)
class ClockChangeTest {
    private static final String LOCAL =
            "SELECT to_char(starts_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI') || to_char(ends_at AT TIME ZONE 'Europe/London', '-HH24:MI')"
                    + " FROM events WHERE body = '%s' AND NOT withdrawn AND local_date BETWEEN '%s' AND '%s' ORDER BY starts_at";

    @TempDir
    private static Path folder;

    private static School school;

    @BeforeAll
    static void aYearWithOneLessonOfEachSet(TestDatabase database) throws IOException {
        school = School.start(folder, database);
        school.isams(SchoolSize.SMALL)
                .withOneLessonOfEachSet()
                // The clubs meet on the Sundays on which the clocks change.
                .change(
                        "TblActivityManagerEventOccurrence.csv",
                        text -> text
                                + "901,1,2016-10-30 16:10:00 +0000,false\n902,1,2017-03-26 16:10:00 +0100,false\n");
        assertThat(school.drop().state()).isEqualTo(State.DELIVERED);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    private static List<String> local(String body, String from, String to) {
        return school.rows(String.format(LOCAL, body, from, to));
    }

    @Test
    void everyLessonKeepsItsTimesAllYear() {
        assertThat(school.rows("SELECT body, count(DISTINCT (starts_at AT TIME ZONE 'Europe/London')::time)"
                        + " FROM events WHERE source_key LIKE 'lesson %' GROUP BY body HAVING"
                        + " count(DISTINCT (starts_at AT TIME ZONE 'Europe/London')::time) > 1"))
                .isEmpty();
        assertThat(school.number(
                        "SELECT count(DISTINCT ends_at - starts_at) FROM events WHERE source_key LIKE 'lesson %'"))
                .isEqualTo(1);
        assertThat(school.number("SELECT count(*) FROM events WHERE local_date = '2016-10-31'"))
                .isPositive();
    }

    @Test
    void anActivityOnTheSundayItselfIsThereAtItsTime() throws IOException {
        assertThat(local("Club 1", "2016-10-30", "2016-10-30")).containsExactly("2016-10-30 16:10-17:00");
        assertThat(local("Club 1", "2017-03-26", "2017-03-26")).containsExactly("2017-03-26 16:10-17:00");
        List<String> versions = school.versions();
        assertThat(school.drop().state()).isEqualTo(State.UNCHANGED);
        assertThat(school.drop("2016-10-30").state()).isEqualTo(State.UNCHANGED);
        assertThat(school.drop("2017-03-26").state()).isEqualTo(State.UNCHANGED);
        assertThat(school.versions()).isEqualTo(versions);
    }

    @Test
    void whatRecursInTheHourThatIsThereTwiceOrNotAtAll() throws IOException {
        Map<String, String> file = Map.of("nights.yml", """
                category: Duty
                day: Sunday
                week: "AB "
                location: Room 1
                nights:
                - {title: Across, starts: "00:30", ends: "03:30"}
                - {title: Inside, starts: "01:15", ends: "01:45"}
                - {title: Into, starts: "01:45", ends: "02:15"}
                - {title: All, starts: all_day}
                """);
        LedgerEntry page = school.drop("recurring", file, Map.of("start", "2016-08-15"));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(school.rows("SELECT rule, cells FROM waybill.rejects WHERE kind <> 'custom groups'"))
                .isEmpty();
        assertThat(local("Across", "2016-10-30", "2016-10-30")).containsExactly("2016-10-30 00:30-03:30");
        assertThat(local("Across", "2017-03-26", "2017-03-26")).containsExactly("2017-03-26 00:30-03:30");
        assertThat(local("Inside", "2016-10-30", "2016-10-30")).containsExactly("2016-10-30 01:15-01:45");
        assertThat(local("Inside", "2017-03-26", "2017-03-26")).containsExactly("2017-03-26 02:15-02:45");
        assertThat(local("Into", "2017-03-26", "2017-03-26")).hasSize(1);
        assertThat(local("All", "2017-03-26", "2017-03-27")).hasSize(1);
        assertThat(school.drop("recurring", file, Map.of("start", "2016-08-15")).state())
                .isEqualTo(State.UNCHANGED);
        assertThat(school.drop("recurring", file, Map.of("start", "2017-03-26")).state())
                .isEqualTo(State.UNCHANGED);
    }
}
