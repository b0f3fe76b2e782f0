package io.waybill.school.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is reported about covers, and when too many events would go, through the folder. */
@ExtendWith(TestPostgres.class)
class CoverReportTest {
    private static final String COVERS = "TblCoverManagerCover.csv";
    private static final String HEADER =
            "TblCoverManagerCoverID,intCycle,TblTimetableManagerScheduleID,blnRecurring,dteDate,txtCoverTeacher,blnVisible,"
                    + "blnEnabled,blnPublished\n";

    @TempDir
    private static Path folder;

    private static School school;

    @BeforeAll
    static void waybillAtWork(TestDatabase database) {
        school = School.start(
                folder,
                database,
                text -> School.shortYear(text)
                        .replace(
                                "permitted-overloads: []",
                                "permitted-overloads: [{cover: \"^Allowed\", other: \".\"}]"));
    }

    @AfterAll
    static void close() {
        school.close();
    }

    @BeforeEach
    void aLoadedCalendar() throws IOException {
        school.empty();
        school.isams(SchoolSize.SMALL);
        school.change(COVERS, text -> HEADER);
        school.loaded();
    }

    /** Two lessons at one time: the row of the one, the day, its name, who teaches the other one, and that one's name. */
    private record Together(String row, String day, String name, String other, String initials, String otherName) {
        static Together any() {
            String[] found = school.rows(
                            "SELECT substr(a.source_key, 8), a.local_date, a.body, s.user_code, s.initials, b.body FROM events a"
                                    + " JOIN events b ON b.starts_at = a.starts_at AND b.id <> a.id AND b.source_key LIKE 'lesson %'"
                                    + " JOIN commitments c ON c.event_id = b.id JOIN elements e ON e.id = c.element_id JOIN staffs s ON s.id = e.staff_id"
                                    + " WHERE a.source_key LIKE 'lesson %' AND a.local_date >= '2016-09-12'"
                                    + " AND NOT EXISTS (SELECT FROM commitments o WHERE o.event_id = a.id AND o.element_id = e.id)"
                                    + " ORDER BY a.starts_at, a.id, b.id LIMIT 1")
                    .get(0)
                    .split("\\|");
            return new Together(found[0], found[1], found[2], found[3], found[4], found[5]);
        }

        String cover() {
            return HEADER + "1,1," + row + ",false," + day + " 00:00:00," + other + ",true,true,true\n";
        }
    }

    private static List<String> report(LedgerEntry page) throws IOException {
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        return Files.readAllLines(school.waybill().data().outbox("school").resolve("import-" + page.number() + ".txt"));
    }

    private static List<String> rules(LedgerEntry page) {
        return page.results().notices().stream().map(notice -> notice.rule()).toList();
    }

    @Test
    void whoStandsInAndHasSomethingElseToDoIsAClash() throws IOException {
        Together two = Together.any();
        school.change(COVERS, text -> two.cover());
        LedgerEntry page = school.drop("2016-09-12");
        assertThat(report(page))
                .contains(
                        two.initials + " covers \"" + two.name + "\" on " + two.day + " and has \"" + two.otherName
                                + "\" at that time.",
                        "Processed 1 covers and 0 invigilations.")
                .anyMatch(line -> line.matches("Added 1 instances of cover\\."))
                .anyMatch(line -> line.matches("[1-9]\\d* apparent cover clashes\\."))
                .doesNotContain("No apparent cover issues.");
        assertThat(rules(page)).contains("cover-clashes").doesNotContain("cover-oddities");
    }

    @Test
    void whatTheSchoolPermitsIsNoClash() throws IOException {
        Together two = Together.any();
        school.change(
                "data.xml",
                text -> text.replaceFirst(
                        "(<Schedule Id=\"" + two.row + "\"><Code>)[^<]*(</Code>)", "$1Allowed supervision$2"));
        school.change(COVERS, text -> two.cover());
        LedgerEntry page = school.drop("2016-09-12");
        assertThat(report(page)).contains("No apparent cover issues.", "Processed 1 covers and 0 invigilations.");
        assertThat(rules(page)).doesNotContain("cover-clashes", "cover-oddities");
    }

    @Test
    void whatIsCoveredAndDoesNotTakePlaceIsAnOddity() throws IOException {
        Together two = Together.any();
        school.database()
                .run(
                        "INSERT INTO properties (name) VALUES ('Suspension') ON CONFLICT DO NOTHING",
                        "INSERT INTO elements (name, property_id) SELECT name, id FROM properties p WHERE name = 'Suspension'"
                                + " AND NOT EXISTS (SELECT FROM elements WHERE property_id = p.id)",
                        "INSERT INTO eventsources (name) VALUES ('Manual') ON CONFLICT DO NOTHING",
                        "INSERT INTO events (eventsource_id, eventcategory_id, body, starts_at, ends_at, all_day) SELECT s.id, c.id, 'Sports day', '"
                                + two.day + " 00:00 Europe/London', '" + two.day
                                + " 23:00 Europe/London', true FROM eventsources s, eventcategories c WHERE s.name = 'Manual' AND c.name = 'Duty'",
                        "INSERT INTO commitments (event_id, element_id) SELECT v.id, e.id FROM events v, elements e WHERE v.body = 'Sports day'"
                                + " AND e.name = 'Suspension'");
        String dayAfter = LocalDate.parse(two.day).plusDays(1).toString();
        school.change(
                COVERS,
                text -> two.cover()
                        + two.cover()
                                .substring(HEADER.length())
                                .replaceFirst("1,", "2,")
                                .replace(two.day, dayAfter));
        LedgerEntry page = school.drop("2016-09-12");
        assertThat(report(page))
                .contains(
                        "\"" + two.name + "\" on " + two.day + " is covered, and does not take place.",
                        "1 apparent cover oddities.",
                        "Dropped 1 cover(s).")
                .noneMatch(line -> line.endsWith("apparent cover clashes."));
        assertThat(rules(page)).contains("cover-oddities", "lessons-suspended");
    }

    @Test
    void anExportAfterWhichManyEventsWouldGoIsHeld() throws IOException {
        String data = new String(school.file("data.xml"), StandardCharsets.UTF_8);
        int lessons = data.split("<Schedule Id=", -1).length - 1;
        String[] kept = data.split("(?=<Schedule Id=)");
        StringBuilder half = new StringBuilder(kept[0]);
        for (int i = 1; i < kept.length; i++) {
            int end = kept[i].indexOf("</Schedule>") + "</Schedule>".length();
            // Every other lesson goes; what follows the last one stays.
            half.append(i % 2 == 0 ? kept[i] : kept[i].substring(end));
        }
        assertThat(lessons).isGreaterThan(10);
        school.change("data.xml", text -> half.toString());
        List<String> before = school.versions();
        LedgerEntry held = school.drop("2016-09-12");
        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);
        assertThat(held.plan().guards())
                .filteredOn(guard -> guard.tripped())
                .anyMatch(guard -> guard.guard().equals("too-many-events")
                        && guard.sentence().contains("would be withdrawn"));
        assertThat(school.versions()).isEqualTo(before);
        LedgerEntry approved = school.waybill().decided(held, true);
        assertThat(approved.state()).isEqualTo(State.DELIVERED);
        assertThat(school.number("SELECT count(*) FROM events WHERE withdrawn AND local_date >= '2016-09-12'"))
                .isPositive();
        assertThat(school.number("SELECT count(*) FROM events WHERE withdrawn AND local_date < '2016-09-12'"))
                .isZero();
    }
}
