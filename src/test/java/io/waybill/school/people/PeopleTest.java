package io.waybill.school.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Staff, pupils, subjects and rooms of exports, through the folder. */
@ExtendWith(TestPostgres.class)
class PeopleTest {
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
    void anEmptyCalendar() throws IOException {
        school.empty();
        school.isams(SchoolSize.SMALL);
    }

    private static LedgerEntry loaded() throws IOException {
        return delivered(school.drop());
    }

    private static LedgerEntry delivered(LedgerEntry page) {
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        return page;
    }

    private static List<String> rules(LedgerEntry page) {
        return page.results().notices().stream().map(Notice::rule).toList();
    }

    @Test
    void peopleAndPlacesOfAnEmptyCalendarAreMadeInTheOrderOfTheirKeys() throws IOException {
        loaded();
        assertThat(school.rows("SELECT id, source_id, name, email, active, current FROM staffs ORDER BY id LIMIT 2"))
                .containsExactly(
                        "1|1|Dr Bran Ash|staff1@school.example|t|t", "2|2|Dr Chloé Ash|staff2@school.example|t|t");
        assertThat(school.number("SELECT count(*) FROM pupils WHERE current")).isEqualTo(28);
        assertThat(school.number("SELECT count(*) FROM locations l JOIN locationaliases a ON a.location_id = l.id"
                        + " AND a.name = l.name WHERE l.active AND l.current"))
                .isEqualTo(110);
        assertThat(school.rows(
                        "SELECT e.name FROM elements e JOIN pupils p ON p.id = e.pupil_id ORDER BY p.id LIMIT 1"))
                .first()
                .asString()
                .matches("Bran Ash \\(\\d.*\\)");
        assertThat(school.rows("SELECT e.name FROM elements e WHERE staff_id = 1"))
                .containsExactly("AAB - Dr Bran Ash");
        assertThat(school.number("SELECT count(*) FROM staffs_subjects")).isPositive();
    }

    @Test
    @DisplayName("W9: the second load of the same export writes nothing")
    void w9TheSecondLoadWritesNothing() throws IOException {
        school.loaded();
        List<String> before = school.versions();
        LedgerEntry again = school.drop();
        assertThat(again.state()).as(again.message()).isEqualTo(State.UNCHANGED);
        assertThat(school.versions()).isEqualTo(before);
    }

    @Test
    void whoIsNoLongerInTheExportHasLeftAndWhoComesBackIsTold() throws IOException {
        school.loaded();
        school.change("data.xml", text -> text.replaceFirst("<Pupil Id=\"3\">.*", ""));
        LedgerEntry left = delivered(school.drop("2016-09-20"));
        assertThat(school.rows(
                        "SELECT p.current, e.name LIKE '%(Ex pupil)' FROM pupils p JOIN elements e ON e.pupil_id = p.id"
                                + " WHERE p.source_id = '3'"))
                .containsExactly("f|t");
        assertThat(school.number("SELECT count(*) FROM pupils WHERE NOT current"))
                .isEqualTo(1);
        assertThat(rules(left)).doesNotContain("returned");
        school.isams(SchoolSize.SMALL);
        LedgerEntry back = delivered(school.drop("2016-09-21"));
        assertThat(rules(back)).contains("returned");
        assertThat(school.number("SELECT count(*) FROM pupils WHERE NOT current"))
                .isZero();
        assertThat(school.number("SELECT count(*) FROM pupils")).isEqualTo(28);
    }

    @Test
    void whoseNumberHasChangedIsARejectWithWhoItMayBeAndStaysMeanwhile() throws IOException {
        school.loaded();
        List<String> before = school.contents();
        school.replace("<Pupil Id=\"3\">", "<Pupil Id=\"333\">");
        assertThat(school.drop("2016-09-20").state()).isEqualTo(State.UNCHANGED);
        assertThat(school.rows("SELECT kind, key_cells[2], candidates -> 0 ->> 'why' FROM waybill.rejects"
                        + " WHERE rule = 'doubtful-person'"))
                .singleElement()
                .asString()
                .startsWith("pupils|Pupil 333|same email: ");
        assertThat(school.contents()).isEqualTo(before);
    }

    @Test
    @DisplayName("W1: when more people leave than the limit says, somebody has to approve it")
    void w1ManyLeaversAreHeld() throws IOException {
        school.loaded();
        for (int n = 3; n <= 6; n++) {
            String pupil = "<Pupil Id=\"" + n + "\">.*";
            school.change("data.xml", text -> text.replaceFirst(pupil, ""));
        }
        List<String> before = school.versions();
        LedgerEntry held = school.drop("2016-09-20");
        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);
        assertThat(held.plan().guards())
                .anyMatch(guard -> guard.sentence().startsWith("4 of 28 pupils would leave, and the limit is 10 %"));
        assertThat(school.versions()).isEqualTo(before);
        delivered(school.waybill().decided(held, true));
        assertThat(school.number("SELECT count(*) FROM pupils WHERE NOT current"))
                .isEqualTo(4);
    }

    @Test
    @DisplayName("W1: an export without its pupils, or with none, is refused and nothing is written")
    void w1AHalfEmptyExportIsRefused() throws IOException {
        school.loaded();
        List<String> before = school.versions();
        for (String section : List.of("CurrentPupils", "CurrentStaff", "Sets", "Forms", "Classrooms")) {
            school.isams(SchoolSize.SMALL);
            school.change(
                    "data.xml",
                    text -> text.replaceFirst("(?s)<" + section + ">.*</" + section + ">", "<" + section + "/>"));
            LedgerEntry refused = school.drop("2016-09-20");
            assertThat(refused.state()).as(section).isEqualTo(State.REFUSED);
            assertThat(refused.message()).contains("an empty section");
        }
        assertThat(school.versions()).isEqualTo(before);
    }

    @Test
    @DisplayName("W10: people of other sources, and those of none, stay as they are")
    void w10OnlyPeopleOfThisSourceLeave() throws IOException {
        school.loaded();
        school.database()
                .run(
                        "INSERT INTO datasources (name) VALUES ('Manual')",
                        "INSERT INTO pupils (datasource_id, source_id, name, current) SELECT id, '900', 'Guest', true FROM datasources"
                                + " WHERE name = 'Manual'",
                        "INSERT INTO pupils (name, current) VALUES ('By hand', true)",
                        "INSERT INTO staffs (name, active, current) VALUES ('Somebody', true, true)");
        LedgerEntry page = school.drop("2016-09-20");
        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(school.number("SELECT count(*) FROM pupils WHERE current")).isEqualTo(30);
    }

    @Test
    void whoIsActiveStaysActiveAndWhoIsNotHasNoElement() throws IOException {
        school.replace("Staff1@School.example", "one@elsewhere.example");
        loaded();
        assertThat(school.rows("SELECT s.active, e.id IS NULL FROM staffs s LEFT JOIN elements e ON e.staff_id = s.id"
                        + " WHERE s.source_id = '1'"))
                .containsExactly("f|t");
        school.replace("one@elsewhere.example", "Staff1@School.example");
        delivered(school.drop("2016-09-20"));
        school.replace("Staff1@School.example", "one@elsewhere.example");
        delivered(school.drop("2016-09-21"));
        assertThat(school.rows(
                        "SELECT s.active, e.id IS NULL, s.email FROM staffs s LEFT JOIN elements e ON e.staff_id = s.id"
                                + " WHERE s.source_id = '1'"))
                .containsExactly("t|f|one@elsewhere.example");
    }

    @Test
    @DisplayName(
            "W20: a conversion finds staff by their former key, by their address, by name and initials, and repeats itself without a change")
    void w20StaffAreFoundRungByRung() throws IOException {
        schoolBaseFirst();
        List<String> ids = school.rows("SELECT id, name FROM staffs ORDER BY id");
        // Some rows are stored as another program wrote them.
        school.database()
                .run(
                        "UPDATE staffs SET email = U&' STAFF1@School.example\\00A0\\200F' WHERE initials = 'AAB'",
                        "UPDATE staffs SET name = normalize(replace(name, ' ', U&'\\00A0'), NFD) || ' ' WHERE initials = 'AAC'",
                        "UPDATE locationaliases SET name = name || U&'\\00A0' WHERE id IN (1, 3)");
        school.change(
                "data.xml",
                text -> text.replaceFirst("<PreviousMISId>\\d+</PreviousMISId>(<Initials>AAB)", "<PreviousMISId/>$1"));
        school.change(
                "data.xml",
                text -> text.replaceFirst("<PreviousMISId>\\d+</PreviousMISId>(<Initials>AAC)", "<PreviousMISId/>$1")
                        .replace("Staff2@School", "second@School"));
        LedgerEntry page = delivered(convert("2016-09-20"));
        assertThat(rules(page)).contains("found-otherwise");
        assertThat(school.rows("SELECT id, name FROM staffs ORDER BY id")).isEqualTo(ids);
        assertThat(school.number("SELECT count(*) FROM pupils")).isEqualTo(28);
        assertThat(school.number("SELECT count(DISTINCT datasource_id) FROM staffs"))
                .isEqualTo(1);
        assertThat(school.number("SELECT count(*) FROM locations")).isEqualTo(110);
        assertThat(convert("2016-09-20").state()).isEqualTo(State.UNCHANGED);
        assertThat(school.drop("2016-09-20").state()).isEqualTo(State.UNCHANGED);
    }

    @Test
    @DisplayName("W20: somebody who may be one of two people is a reject with both of them, until that is mended")
    void w20DoubtfulStaffAreRejects() throws IOException {
        schoolBaseFirst();
        school.database().run("UPDATE staffs SET email = 'same@school.example' WHERE initials IN ('AAB', 'AAC')");
        school.change(
                "data.xml",
                text -> text.replaceFirst("<PreviousMISId>\\d+</PreviousMISId>(<Initials>AAB)", "<PreviousMISId/>$1")
                        .replaceFirst("<PreviousMISId>\\d+</PreviousMISId>(<Initials>AAC)", "<PreviousMISId/>$1")
                        .replace("Staff1@School", "same@School"));
        LedgerEntry page = delivered(convert("2016-09-20"));
        assertThat(school.rows("SELECT kind, rule, key_cells[2], state FROM waybill.rejects"))
                .containsExactly("staff|doubtful-person|StaffMember 1|open");
        // Both of them, and somebody new.
        assertThat(school.rows("SELECT jsonb_array_length(candidates::jsonb) FROM waybill.rejects"))
                .containsExactly("3");
        assertThat(school.rows("SELECT count(*) FROM staffs WHERE initials = 'AAB'"))
                .containsExactly("1");
        assertThat(page.results().rejects()).hasSize(1);
        school.database().run("UPDATE staffs SET email = 'staff1@school.example' WHERE initials = 'AAB'");
        school.replace("same@School", "Staff1@School");
        delivered(convert("2016-09-20"));
        assertThat(school.rows("SELECT state FROM waybill.rejects")).containsExactly("solved");
        assertThat(school.number("SELECT count(*) FROM staffs")).isEqualTo(12);
    }

    @Test
    void whoseKeySeveralPeopleWithoutASourceHaveIsARejectAndNoThirdPerson() throws IOException {
        school.loaded();
        school.database()
                .run(
                        "UPDATE pupils SET datasource_id = NULL WHERE source_id = '4'",
                        "INSERT INTO pupils (source_id, name, current) VALUES ('4', 'Twice 4', true)",
                        "UPDATE staffs SET datasource_id = NULL, email = '' WHERE source_id = '5'",
                        "INSERT INTO staffs (source_id, name, current) VALUES ('5', 'Twice 5', true)");
        assertThat(school.number("SELECT count(*) FROM groups WHERE tutor_id = 5"))
                .as("somebody who has a form")
                .isPositive();
        List<String> before = school.contents();

        LedgerEntry page = school.drop("2016-09-20");

        assertThat(page.state()).as(page.message()).isEqualTo(State.UNCHANGED);
        assertThat(school.contents()).isEqualTo(before);
        assertThat(school.rows("SELECT kind, key_cells[2], jsonb_array_length(candidates), candidates -> 1 ->> 'why'"
                        + " FROM waybill.rejects WHERE rule = 'doubtful-person' ORDER BY 1"))
                .containsExactly("pupils|Pupil 4|3|same key: Twice 4", "staff|StaffMember 5|3|same key: Twice 5");
    }

    private static void schoolBaseFirst() throws IOException {
        delivered(school.dropSchoolBase(SchoolSize.SMALL, Map.of("start", "2016-09-01")));
        school.database()
                .run(
                        "INSERT INTO datasources (name) VALUES ('iSAMS')",
                        "UPDATE settings SET previous_datasource_id = current_datasource_id",
                        "UPDATE settings SET current_datasource_id = d.id FROM datasources d WHERE d.name = 'iSAMS'");
    }

    private static LedgerEntry convert(String start) throws IOException {
        LedgerEntry page = school.drop(false, Map.of("start", start, "convert", "true"));
        return page.state() == State.HELD ? school.waybill().decided(page, true) : page;
    }

    @Test
    @DisplayName("W19: a room's new name reaches its place, a room that vanishes is not current, and comes back")
    void w19RoomsAreRenamedAndVanish() throws IOException {
        school.loaded();
        school.database().run("UPDATE locations SET name = 'Hall' WHERE name = 'Room 2'");
        school.replace("<Name>Room 1</Name>", "<Name>Room One</Name>")
                .replace("<Name>Room 2</Name>", "<Name>Room Two</Name>");
        school.change("data.xml", text -> text.replaceFirst("<Classroom Id=\"110\">.*", ""));
        delivered(school.drop("2016-09-20"));
        assertThat(school.rows(
                        "SELECT l.name, a.name, l.current, a.current, e.name FROM locations l JOIN locationaliases a"
                                + " ON a.location_id = l.id JOIN elements e ON e.location_id = l.id WHERE a.source_id IN ('1', '2', '110')"
                                + " ORDER BY a.source_id::integer"))
                .containsExactly(
                        "Room One|Room One|t|t|Room One", "Hall|Room Two|t|t|Hall", "Room 110|Room 110|f|f|Room 110");
        school.isams(SchoolSize.SMALL);
        delivered(school.drop("2016-09-21"));
        assertThat(school.rows(
                        "SELECT l.name, l.current, a.current FROM locations l JOIN locationaliases a ON a.location_id = l.id"
                                + " WHERE a.source_id IN ('1', '110') ORDER BY a.source_id::integer"))
                .containsExactly("Room 1|t|t", "Room 110|t|t");
    }

    @Test
    @DisplayName("W19: rooms of one name are one place, and so are a room and a place that has its name already")
    void w19RoomsOfOneNameAreOnePlace() throws IOException {
        school.database().run("INSERT INTO locations (name, active, current) VALUES ('room 3', true, true)");
        school.replace("<Name>Room 2</Name>", "<Name>Room 1</Name>");
        LedgerEntry page = loaded();
        assertThat(rules(page)).contains("rooms-merged");
        assertThat(school.rows(
                        "SELECT a.source_id, l.name FROM locationaliases a JOIN locations l ON l.id = a.location_id"
                                + " WHERE a.source_id IN ('1', '2', '3') ORDER BY 1"))
                .containsExactly("1|Room 1", "2|Room 1", "3|room 3");
        assertThat(school.number("SELECT count(*) FROM locations")).isEqualTo(109);
        assertThat(school.drop().state()).isEqualTo(State.UNCHANGED);
    }

    @Test
    void aPreviewTellsTheChangesOfTheRealRunAndTheUndoRestoresEveryByte() throws IOException {
        school.loaded();
        List<String> before = school.contents();
        school.replace("<Name>Room 1</Name>", "<Name>Room One</Name>");
        school.change(
                "data.xml",
                text -> text.replaceFirst("<Pupil Id=\"3\">.*", "").replace("Staff2@School", "second@School"));
        LedgerEntry preview = school.drop(true, Map.of("start", "2016-09-20"));
        assertThat(preview.state()).isEqualTo(State.PREVIEWED);
        assertThat(school.contents()).isEqualTo(before);
        LedgerEntry page = delivered(school.drop("2016-09-20"));
        assertThat(school.waybill().changes(page))
                .isEqualTo(school.waybill().changes(preview))
                .isNotEmpty();
        assertThat(school.contents()).isNotEqualTo(before);
        delivered(school.waybill().undone(page, false));
        assertThat(school.contents()).isEqualTo(before);
    }

    @Test
    void wrongOptionsAreToldTogether() throws IOException {
        LedgerEntry refused = school.drop(false, Map.of("start", "tomorrow", "ahead", "-1", "convert", "perhaps"));
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.message()).contains("option start").contains("tomorrow");
        school.loaded();
        assertThat(school.drop(false, Map.of("era", "1999/2000")).message()).contains("1999/2000");
        assertThat(school.drop(false, Map.of("start", "2020-01-01")).message())
                .contains("a day of the era 2016/17, from 2016-08-15 to 2016-10-09");
    }
}
