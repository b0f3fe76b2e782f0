package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tables of SchoolBase as a folder with a mark beside it, and the lessons that they suspend. */
@ExtendWith(TestPostgres.class)
class FolderRouteTest {
    @TempDir
    private static Path folder;

    private static School school;

    @BeforeAll
    static void waybillAtWork(TestDatabase database) {
        school = School.startOfShortYear(folder, database);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    private static LedgerEntry dropped(String name, String suspended) throws IOException {
        Path tables = Files.createDirectory(folder.resolve(name));
        new InventedSchool(SchoolSize.SMALL).writeSchoolBase(tables);
        Files.writeString(
                tables.resolve("suspendedlessons.csv"),
                "SusIdent,SusStartdate,SusEndDate,YearIdent,StartPeriod,EndPeriod\n" + suspended);
        Path inbox = school.waybill().data().inbox(TestWaybill.feed("school/schoolbase"));
        Files.writeString(inbox.resolve(name + ".options"), "start=" + InventedSchool.FIRST);
        Files.move(tables, inbox.resolve(name));
        Files.createFile(inbox.resolve(name + ".done"));
        return school.waybill().endedByName(name + ".zip");
    }

    private static long suspended() {
        return school.number("SELECT count(*) FROM events WHERE non_existent AND NOT withdrawn");
    }

    @Test
    void aFolderIsTakenAsItsZipAndSuspendedLessonsAreSeenButDoNotTakePlace() throws IOException {
        LedgerEntry page = dropped("export", "");
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().notices())
                .anyMatch(notice -> notice.rule().equals("packed-folder")
                        && notice.sentence().startsWith("The folder export was packed into this zip. It held ")
                        && notice.sentence().contains("academicrecord.csv"));
        assertThat(school.number("SELECT count(*) FROM pupils WHERE current")).isEqualTo(28);
        assertThat(suspended()).isZero();

        school.database()
                .run(
                        "INSERT INTO eventsources (name) VALUES ('Manual')",
                        "INSERT INTO events (eventsource_id, eventcategory_id, body, starts_at, ends_at, all_day) SELECT s.id, c.id, 'WEEK A',"
                                + " d.day, d.day, true FROM eventsources s, eventcategories c,"
                                + " generate_series('2016-09-12 00:00 Europe/London'::timestamptz, '2016-09-16 00:00 Europe/London', '1 day')"
                                + " AS d (day) WHERE s.name = 'Manual' AND c.name = 'Week letter'");
        // The ninth year of the national curriculum, in the fifth week.
        LedgerEntry paused = dropped("paused", "1,29,33,109,1101,1106\n");
        assertThat(paused.state()).as(paused.message()).isEqualTo(State.DELIVERED);
        assertThat(suspended()).isPositive();
        assertThat(
                        school.rows(
                                "SELECT DISTINCT g.yeargroup FROM events e JOIN commitments c ON c.event_id = e.id"
                                        + " JOIN elements x ON x.id = c.element_id JOIN groups g ON g.id = x.group_id WHERE e.non_existent"))
                .hasSize(1);
        assertThat(school.rows("SELECT min(local_date), max(local_date) FROM events WHERE non_existent"))
                .containsExactly("2016-09-12|2016-09-16");

        LedgerEntry over = dropped("over", "2,40,40,109,1101,1106\n");
        assertThat(over.state()).as(over.message()).isEqualTo(State.DELIVERED);
        assertThat(
                        school.number(
                                "SELECT count(*) FROM events WHERE non_existent AND local_date BETWEEN '2016-09-12' AND '2016-09-16'"))
                .isZero();
    }
}
