package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports through the real route. */
@ExtendWith(TestPostgres.class)
class LoadRouteTest {
    private static final String ENTITY = "<!DOCTYPE iSAMS [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";

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

    private static LedgerEntry delivered(LedgerEntry page) {
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        return page;
    }

    private static String notice(LedgerEntry page, String rule) {
        return page.results().notices().stream()
                .filter(notice -> notice.rule().equals(rule))
                .map(Notice::sentence)
                .findFirst()
                .orElse("");
    }

    @Test
    @DisplayName(
            "W26, W27: the waybill and a file tell what was done, by which policy, in the words that people look for")
    void w26TheReportIsOnTheWaybillAndInAFile() throws IOException {
        LedgerEntry page = delivered(school.drop());
        assertThat(notice(page, "report"))
                .contains("28 pupil record(s) created. Started with 0 current pupils and finished with 28.");
        assertThat(notice(page, "policy"))
                .contains("2016/17 as of 2016-08-15")
                .contains("{ordinal} year")
                .contains("school.example");
        assertThat(notice(page, "records")).contains("28 of pupils").contains("12 of staff");
        assertThat(page.results().notices()).anyMatch(each -> each.rule().equals("made-missing"));
        assertThat(notice(page, "groups-tutor-group"))
                .isEqualTo("Tutor groups: 14 new, 0 changed, 0 back again, 0 ended.");
        assertThat(notice(page, "members-tutor-group")).isEqualTo("Members of tutor groups: 28 joined, 0 left.");
        assertThat(notice(page, "groups-without-user"))
                .startsWith("Left out: 1 of the custom groups, whose owners have no user");
        Path file = school.waybill().data().outbox("school").resolve("import-" + page.number() + ".txt");
        assertThat(Files.readAllLines(file))
                .contains(
                        "28 pupil record(s) created.",
                        "12 staff record(s) created.",
                        "10 subject record(s) created.",
                        "110 location records created.");
        assertThat(school.rows("SELECT e.name, d.name FROM settings s JOIN eras e ON e.id = s.current_era_id"
                        + " JOIN datasources d ON d.id = s.current_datasource_id"))
                .containsExactly("2016/17|iSAMS");
        LedgerEntry left = school.change("data.xml", text -> text.replaceFirst("<Pupil Id=\"3\">.*", ""))
                .drop("2016-09-20");
        school.database()
                .run(
                        "INSERT INTO users (name, email, staff_id) SELECT name, email, id FROM staffs WHERE source_id = '1'");
        assertThat(notice(school.drop("2016-09-20"), "groups-without-user")).isEmpty();
        assertThat(notice(left, "report"))
                .contains("1 pupil record(s) marked as left.")
                .contains("27 pupil record(s) untouched.")
                .contains("Started with 28 current pupils and finished with 27.");
        LedgerEntry moved = school.change(
                        "data.xml",
                        text -> text.replaceFirst("(?<before><Pupil Id=\"4\">.*<Form>)10-1", "${before}10-2"))
                .drop("2016-09-21");
        assertThat(notice(moved, "report")).contains("as a result of which, 1 pupils were renamed.");
        LedgerEntry misspelt = school.change(
                        "data.xml", text -> text.replaceFirst("(<Pupil Id=\"5\">.*<Form>)[^<]+", "$1nowhere"))
                .drop("2016-09-22");
        assertThat(notice(misspelt, "report")).doesNotContain("renamed").doesNotContain("tutor group records amended");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CurrentStaff",
                "CurrentPupils",
                "CustomPupilGroups",
                "CustomPupilGroupMembershipItems",
                "AcademicHouses",
                "Forms",
                "Classrooms",
                "Subjects",
                "Sets",
                "SetLists",
                "TeachingForms",
                "Structure",
                "TimetableAllocations",
                "PublishedTimetables",
                "Schedules",
                "StaffMeetings",
                "YearSchedules",
                "Tutorials",
                "DevelopmentTimetables"
            })
    @DisplayName("W1: an export that is cut off in any of its sections is refused, and nothing is written")
    void w1AnExportThatIsCutOffIsRefused(String section) throws IOException {
        school.change("data.xml", text -> text.substring(0, text.indexOf("<" + section + ">") + section.length() + 40));
        LedgerEntry page = school.drop();
        assertThat(page.state()).as(page.message()).isEqualTo(State.REFUSED);
        assertThat(page.message()).contains("data.xml");
        assertThat(school.number("SELECT count(*) FROM settings")).isZero();
    }

    @Test
    void hostileDocumentsAreRefusedInOneSentence() throws IOException {
        refused(ENTITY + "<iSAMS>&b;</iSAMS>");
        refused("<!DOCTYPE iSAMS SYSTEM \"file:///etc/passwd\"><iSAMS/>");
        refused("<Message><MessageId>1</MessageId><Title>Denied</Title><Description>No key</Description></Message>");
        refused("<iSAMS>" + "<a>".repeat(5_000) + "</iSAMS>");
        refused("<html><body>502</body></html>");
        refused("not a document");
        refused("<?xml version=\"1.0\" encoding=\"utf-16\"?><iSAMS><HRManager/></iSAMS>");
        assertThat(school.number("SELECT count(*) FROM settings")).isZero();
    }

    private static void refused(String document) throws IOException {
        school.change("data.xml", text -> document);
        LedgerEntry page = school.drop();
        assertThat(page.state()).as(document + ": " + page.message()).isEqualTo(State.REFUSED);
        assertThat(page.message()).doesNotContain("Exception").doesNotContain("at io.waybill");
    }

    @Test
    @DisplayName("W2: an area whose table cannot be read stays as it is, and says so")
    void w2AFailedAreaStaysAsItIs() throws IOException {
        school.loaded();
        List<String> groups =
                school.rows("SELECT id, during, withdrawn FROM groups WHERE kind = 'other half' ORDER BY id");
        assertThat(groups).isNotEmpty();
        school.change("TblActivityManagerEvent.csv", text -> text.replace("dteStartDate", "started"));
        LedgerEntry page = school.drop("2016-09-20");
        assertThat(page.state()).as(page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        assertThat(school.rows("SELECT id, during, withdrawn FROM groups WHERE kind = 'other half' ORDER BY id"))
                .isEqualTo(groups);
        assertThat(school.rows("SELECT DISTINCT kind, state FROM waybill.rejects"))
                .containsExactly("other-half|open");
        school.isams(SchoolSize.SMALL);
        school.drop("2016-09-20");
        assertThat(school.rows("SELECT DISTINCT kind, state FROM waybill.rejects"))
                .containsExactly("other-half|solved");
        school.without("TblCoverManagerCover.csv");
        for (String table : List.of("Event", "EventOccurrence", "EventTeacherLink", "Group", "GroupPupilLink")) {
            school.without("TblActivityManager" + table + ".csv");
        }
        LedgerEntry without = school.drop("2016-09-20");
        assertThat(without.state()).as(without.message()).isEqualTo(State.UNCHANGED);
        assertThat(without.results().notices())
                .extracting(Notice::sentence)
                .contains(
                        "The export does not tell of other half, covers: what the calendar has of this stays as it is.");
    }

    @Test
    @DisplayName(
            "W4: a record that cannot be used is a reject with its line, the others are delivered, and its row stays as it is")
    void w4ABadRecordIsAReject() throws IOException {
        school.loaded();
        school.change(
                "data.xml", text -> text.replaceFirst("(<Pupil Id=\"3\">.*<NCYear>)\\d+(</NCYear>)", "$1third$2"));
        LedgerEntry page = school.drop("2016-09-20");
        assertThat(page.state()).as(page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        assertThat(school.rows(
                        "SELECT kind, rule, cells[4], line > 0, state FROM waybill.rejects WHERE kind = 'pupils'"))
                .containsExactly("pupils|not-a-number|third|t|open");
        assertThat(school.rows("SELECT current FROM pupils WHERE source_id = '3'"))
                .containsExactly("t");
        assertThat(school.waybill().errorText(page, "rejects.csv"))
                .contains("third")
                .contains("a whole number");
        school.replace("<Name>Room 1</Name>", "<Name>Room One</Name>");
        LedgerEntry next = delivered(school.drop("2016-09-21"));
        assertThat(next.results().notices())
                .extracting(Notice::sentence)
                .contains("1 rejected row was rejected before, and is listed where it was then: 1 at waybill "
                        + page.number() + ".");
        school.isams(SchoolSize.SMALL);
        school.drop("2016-09-22");
        assertThat(school.rows("SELECT DISTINCT state FROM waybill.rejects")).containsExactly("solved");
    }

    @Test
    @DisplayName("W8: two exports at once follow each other")
    void w8TwoExportsFollowEachOther() throws IOException {
        String first = school.put(Map.of("start", "2016-08-15"));
        school.replace("<Name>Room 1</Name>", "<Name>Room One</Name>");
        String second = school.put(Map.of("start", "2016-08-15"));
        delivered(school.waybill().ended(first));
        delivered(school.waybill().ended(second));
        assertThat(school.number("SELECT count(*) FROM pupils")).isEqualTo(28);
        assertThat(school.rows("SELECT name FROM locations WHERE id = 1")).containsExactly("Room One");
    }

    @Test
    @DisplayName("W23: who is named in a year's entry of the timetable takes part in its events")
    void w23TheTeachersOfAYearsEntriesTakePart() throws IOException {
        school.loaded();
        assertThat(school.rows(
                        "SELECT DISTINCT s.source_id::integer FROM commitments AS c JOIN events AS v ON v.id = c.event_id"
                                + " JOIN elements AS e ON e.id = c.element_id JOIN staffs AS s ON s.id = e.staff_id"
                                + " WHERE v.body = 'Chapel' AND NOT c.withdrawn ORDER BY 1"))
                .containsExactly("1", "3", "5", "7", "9");
    }

    @Test
    void anExportOfAnotherSystemThanTheOneThatFeedsTheCalendarWaitsForSomebody() throws IOException {
        school.loaded();
        LedgerEntry held = school.dropSchoolBase(SchoolSize.SMALL, Map.of("start", "2016-09-20"));
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.plan().guards())
                .anyMatch(guard ->
                        guard.sentence().startsWith("The calendar is fed by iSAMS, and this export is of SchoolBase"));

        Map<String, String> week = school.schoolBase(new InventedSchool(SchoolSize.SMALL));
        week.keySet().removeIf(name -> !name.startsWith("rtr") && !name.equals("days.csv"));
        LedgerEntry unknown = school.drop("other-half", week, Map.of());
        assertThat(unknown.state()).as(unknown.message()).isEqualTo(State.HELD);
        assertThat(notice(unknown, "records")).isEqualTo("Records of the export: none that can be used.");
    }

    @Test
    void anExportAfterTheEndOfTheEraIsRefusedAndSaysWhichOptionsHelp() throws IOException {
        LedgerEntry late = school.dropSchoolBase(SchoolSize.SMALL, Map.of());
        assertThat(late.state()).isEqualTo(State.REFUSED);
        assertThat(late.message())
                .contains(
                        "field option era: found 2016/17, which ended on 2016-10-09, expected an era that is not over, or the option start with a day of 2016/17.");
    }

    @Test
    void anExportOfAnotherSystemThatBringsNothingAsksNobody() throws IOException {
        Map<String, String> day = Map.of("start", "2016-09-20");
        assertThat(school.dropSchoolBase(SchoolSize.SMALL, day).state()).isEqualTo(State.DELIVERED);
        school.database()
                .run(
                        "INSERT INTO datasources (name) SELECT 'iSAMS' WHERE NOT EXISTS (SELECT FROM datasources WHERE name = 'iSAMS')",
                        "UPDATE settings SET current_datasource_id = (SELECT id FROM datasources WHERE name = 'iSAMS')");

        LedgerEntry same = school.dropSchoolBase(SchoolSize.SMALL, day);

        assertThat(same.state()).as(same.message()).isEqualTo(State.UNCHANGED);
        assertThat(notice(same, "other-source"))
                .isEqualTo(
                        "The calendar is fed by iSAMS, and this export is of SchoolBase: all that it has is there already, and nobody is asked.");
    }

    @Test
    void aDocumentAloneIsAnExportAndAZipOfTwoIsNone() throws IOException {
        Path alone = folder.resolve("data.xml");
        Files.write(alone, school.file("data.xml"));
        delivered(school.waybill().drop("school/isams", alone, false, Map.of("start", "2016-08-15")));
        assertThat(school.number("SELECT count(*) FROM groups WHERE kind = 'other half'"))
                .isZero();
        school.add("other.xml", "<iSAMS/>".getBytes(StandardCharsets.UTF_8));
        assertThat(school.drop().message()).contains("several: data.xml, other.xml");
    }

    @Test
    void aFolderWithAMarkBesideItIsTakenAsItsZip() throws IOException {
        school.loaded();
        List<String> zipped = school.said();
        school.empty();

        Path export = Files.createDirectory(folder.resolve("tonight"));
        for (Map.Entry<String, byte[]> file : school.files().entrySet()) {
            Files.write(export.resolve(file.getKey()), file.getValue());
        }
        Path inbox = school.waybill().data().inbox(TestWaybill.feed("school/isams"));
        Files.writeString(inbox.resolve("tonight.options"), "start=" + InventedSchool.FIRST);
        Files.move(export, inbox.resolve("tonight"));
        Files.createFile(inbox.resolve("tonight.done"));
        LedgerEntry page = school.waybill().endedByName("tonight.zip");

        delivered(page);
        assertThat(notice(page, "packed-folder"))
                .startsWith("The folder tonight was packed into this zip. It held ")
                .contains("data.xml");
        assertThat(school.number("SELECT count(*) FROM groups WHERE kind = 'other half'"))
                .isPositive();
        assertThat(school.said()).isEqualTo(zipped);
    }

    @Test
    void aPlanListsItsRowsInOneOrderHoweverTheyWereFound() throws IOException {
        school.loaded();
        school.change(
                "data.xml", text -> text.replace("<Name>Meeting", "<Name>Meet").replace("<Code>7", "<Code>Y7"));
        LedgerEntry preview = school.drop(true, Map.of("start", "2016-09-20"));
        LedgerEntry delivered = school.drop("2016-09-20");

        assertThat(rows(delivered)).isEqualTo(rows(preview)).hasSizeGreaterThan(30);
        assertThat(rows(delivered)).as("by table and key").isSorted();
    }

    /** Tables of a plan with the keys of their rows, as its page lists them. */
    private static List<String> rows(LedgerEntry page) {
        return school.rows(
                "SELECT to_char(dense_rank() OVER (ORDER BY p.ordinal), '0000'), p.table_name, lpad(c.key[1], 10, '0'), c.kind FROM waybill.changes c"
                        + " JOIN waybill.plans p ON p.waybill = c.waybill AND p.ordinal = c.plan WHERE c.waybill = "
                        + page.number() + " AND cardinality(c.key) = 1 ORDER BY c.plan, c.ordinal");
    }
}
