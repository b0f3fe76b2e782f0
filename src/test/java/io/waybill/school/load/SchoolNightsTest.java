package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.ReviewedPlan.TableLine;
import io.waybill.model.State;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nights in the autumn of a small school, one after the other through the real route: what each of them changes, and what it leaves alone. */
@ExtendWith(TestPostgres.class)
class SchoolNightsTest {
    private static final String NIGHT = "2016-09-20";

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

    @BeforeEach
    void theFirstLoad() throws IOException {
        school.empty();
        delivered(school.isams(SchoolSize.SMALL).drop());
    }

    private static LedgerEntry delivered(LedgerEntry page) {
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        return page;
    }

    /** A pupil leaves, one comes, one leaves a set; a set gets another teacher; an activity does not take place once. */
    private static void typicalNight() {
        school.change(
                "data.xml",
                text -> text.replaceFirst("<Pupil Id=\"28\">.*\\n", "")
                        .replaceAll("<SetList Id=\"\\d+\" SetId=\"\\d+\" PupilId=\"28\"/>\\n", "")
                        .replaceFirst(
                                "(<Pupil Id=\"7\">.*\\n)",
                                "$1<Pupil Id=\"29\"><SchoolId>000000100029</SchoolId>"
                                        + "<Forename>Nia</Forename><Surname>Newman</Surname><EmailAddress>nia@school.example</EmailAddress><NCYear>7</NCYear>"
                                        + "<Preferredname>Nia</Preferredname><Form>7-1</Form><AcademicHouse>North</AcademicHouse></Pupil>\n")
                        .replaceFirst("<SetList Id=\"\\d+\" SetId=\"1\" PupilId=\"1\"/>\\n", "")
                        .replaceAll("(<Code>7Ar1</Code><Teacher>)USER00000001<", "$1USER00000003<"));
        school.change(
                "TblActivityManagerGroupPupilLink.csv", text -> text.replaceAll("(?m)^\\d+,000000100028,.*\\n", ""));
        school.change(
                "TblActivityManagerEventOccurrence.csv", text -> text.replaceFirst("(?m)^(4,.*),false$", "$1,true"));
    }

    private static Map<String, String> planned(LedgerEntry page) {
        return page.plan().tables().stream()
                .filter(table -> table.inserted() + table.updated() + table.deleted() > 0)
                .collect(Collectors.toMap(
                        TableLine::table,
                        table -> "+" + table.inserted() + " ~" + table.updated() + " -" + table.deleted()));
    }

    @Test
    @DisplayName(
            "W6, W7: a typical night changes exactly what it has to, as its preview has said, and is taken back to the last row")
    void w7ATypicalNight() throws IOException {
        List<String> before = school.contents();
        typicalNight();
        long lessons =
                school.number("SELECT count(*) FROM events WHERE body = '7Ar1' AND local_date >= '" + NIGHT + "'");
        assertThat(lessons).isGreaterThan(7);

        LedgerEntry preview = school.drop(true, Map.of("start", NIGHT));
        assertThat(preview.state()).isEqualTo(State.PREVIEWED);
        assertThat(school.contents()).isEqualTo(before);
        LedgerEntry night = delivered(school.drop(NIGHT));

        assertThat(planned(night)).isEqualTo(planned(preview));
        assertThat(night.plan().fingerprint()).isEqualTo(preview.plan().fingerprint());
        assertThat(planned(night)).containsEntry("commitments", "+" + lessons + " ~" + lessons + " -0");
        assertThat(planned(night)).containsEntry("events", "+0 ~1 -0").containsEntry("pupils", "+1 ~1 -0");
        assertThat(school.rows("SELECT name, current FROM pupils WHERE source_id IN ('28', '29') ORDER BY source_id"))
                .containsExactly("Dov Birch|f", "Nia Newman|t");
        assertThat(school.drop(NIGHT).state()).isEqualTo(State.UNCHANGED);
        LedgerEntry undone = school.waybill().undone(night, false);
        assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
        assertThat(school.contents()).isEqualTo(before);
    }

    @Test
    @DisplayName("W6: nothing that was there is deleted; it ends, or is marked")
    void w6NothingIsDeleted() throws IOException {
        String rows =
                "SELECT 'e', id FROM events UNION ALL SELECT 'c', id FROM commitments UNION ALL SELECT 'm', id FROM memberships"
                        + " UNION ALL SELECT 'g', id FROM groups UNION ALL SELECT 's', id FROM staffs UNION ALL SELECT 'p', id FROM pupils ORDER BY 1, 2";
        List<String> before = school.rows(rows);
        school.change(
                "data.xml",
                text -> text.replaceFirst("<StaffMember Id=\"12\">.*\\n", "")
                        .replaceAll("<Schedule Id=\"[1-9]\">.*\\n", "")
                        .replaceAll("(?m)^<StaffMeeting.*USER00000012.*\\n", "")
                        .replace("USER00000012", "USER00000011"));
        school.change("TblActivityManagerEventTeacherLink.csv", text -> text.replace("USER00000012", "USER00000011"));
        typicalNight();
        delivered(school.drop());
        assertThat(school.rows(rows)).containsAll(before);
        assertThat(school.number("SELECT count(*) FROM events WHERE withdrawn")).isPositive();
        assertThat(school.number("SELECT count(*) FROM memberships WHERE withdrawn"))
                .isPositive();
    }

    @Test
    @DisplayName("W5: the past stays as it was")
    void w5ThePastStays() throws IOException {
        String past = "SELECT 'e', id::text, events::text FROM events WHERE local_date < '" + NIGHT + "' UNION ALL"
                + " SELECT 'c', c.id::text, c::text FROM commitments AS c JOIN events AS e ON e.id = c.event_id WHERE e.local_date < '"
                + NIGHT
                + "' UNION ALL SELECT 'm', id::text, (during * daterange(NULL, '" + NIGHT
                + "'))::text FROM memberships WHERE lower(during) < '"
                + NIGHT + "' ORDER BY 1, 2";
        List<String> before = school.rows(past);
        typicalNight();
        delivered(school.drop(NIGHT));
        assertThat(school.rows(past)).isEqualTo(before);
        assertThat(school.rows(
                        "SELECT DISTINCT lower(m.during) FROM memberships AS m JOIN elements AS e ON e.id = m.element_id"
                                + " JOIN pupils AS p ON p.id = e.pupil_id JOIN groups AS g ON g.id = m.group_id"
                                + " WHERE p.source_id = '29' AND g.kind = 'tutor'"))
                .containsExactly(NIGHT);
    }

    @Test
    @DisplayName(
            "W13: one effective day counts, whichever day the drop comes on, and what is current follows from days")
    void w13OneEffectiveDay() throws IOException {
        // Somebody who has a custom group logs in.
        school.database()
                .run(
                        "INSERT INTO users (name, email, staff_id) SELECT name, email, id FROM staffs WHERE source_id = '1'");
        delivered(school.drop("2016-09-12"));
        typicalNight();
        school.change("data.xml", text -> text.replaceFirst("<CustomPupilGroup Id=\"1\".*\\n", ""));
        delivered(school.drop(NIGHT));
        assertThat(school.rows("SELECT name, during FROM groups WHERE kind = 'custom'"))
                .containsExactly("Theatre (Trip)|[2016-09-12,2016-09-20)");
        List<String> versions = school.versions();
        assertThat(school.drop(NIGHT).state()).isEqualTo(State.UNCHANGED);
        assertThat(school.drop("2016-09-27").state()).isEqualTo(State.UNCHANGED);
        assertThat(school.versions()).isEqualTo(versions);
        assertThat(
                        school.number(
                                "SELECT count(*) FROM information_schema.columns WHERE table_name = 'groups' AND column_name = 'current'"))
                .isZero();
    }
}
