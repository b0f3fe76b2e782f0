package io.waybill.school.mending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.reject.RejectedRow;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import io.waybill.school.source.FieldReference;
import io.waybill.system.Mending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people answer about rejects of exports, through the folder. */
@ExtendWith(TestPostgres.class)
class AnswersRouteTest {
    private static final String DAY = "2016-09-20";

    @TempDir
    private static Path folder;

    private static School school;
    private static int files;

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

    /** The rejects of a waybill, each row changed as a person would, dropped where they came from. */
    private static LedgerEntry answered(LedgerEntry page, UnaryOperator<List<String>> person) throws IOException {
        return answered(page, person, false);
    }

    private static LedgerEntry answered(LedgerEntry page, UnaryOperator<List<String>> person, boolean preview)
            throws IOException {
        Path kept = folder.resolve("kept-" + ++files + ".csv");
        // After an undo, it is written once the ledger says that the rejects are open again.
        await().until(() -> Files.exists(school.waybill().error(page, "rejects.csv")));
        Files.writeString(kept, school.waybill().errorText(page, "rejects.csv"));
        List<CsvRow> rows = CsvRows.read(kept, "rejects.csv");
        List<List<String>> mended = new ArrayList<>();
        mended.add(rows.get(0).cells());
        for (CsvRow row : rows.subList(1, rows.size())) {
            mended.add(person.apply(new ArrayList<>(row.cells())));
        }
        Path file = folder.resolve("rejects-" + files + ".csv");
        Files.writeString(
                file,
                mended.stream()
                        .map(cells -> cells.stream()
                                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\r\n", "", "\r\n")));
        return school.waybill().drop("school/isams", file, preview, Map.of());
    }

    private static UnaryOperator<List<String>> decision(String answer) {
        return cells -> {
            // Covers of lessons that cannot be used come right with them.
            if (!cells.contains("covers")) {
                cells.set(cells.size() - 1, answer);
            }
            return cells;
        };
    }

    /** What people see of the calendar, whatever the numbers of rows are. */
    private static List<String> calendar() {
        List<String> all = new ArrayList<>();
        all.addAll(school.rows(
                "SELECT 'event', v.source_key, v.local_date, v.starts_at, v.body, v.non_existent FROM events v"
                        + " WHERE NOT v.withdrawn ORDER BY 2, 3, 4"));
        all.addAll(
                school.rows(
                        "SELECT 'takes part', v.source_key, v.local_date, e.name FROM commitments c"
                                + " JOIN events v ON v.id = c.event_id JOIN elements e ON e.id = c.element_id WHERE NOT c.withdrawn ORDER BY 2, 3, 4"));
        all.addAll(school.rows(
                "SELECT 'member', g.kind, g.name, e.name, m.during FROM memberships m JOIN groups g ON g.id = m.group_id"
                        + " JOIN elements e ON e.id = m.element_id WHERE NOT m.withdrawn ORDER BY 2, 3, 4, 5"));
        all.addAll(school.rows("SELECT 'staff', source_id, name, email, active, current FROM staffs ORDER BY 2, 3"));
        return all;
    }

    private static List<String> openRules() {
        return school.rows("SELECT DISTINCT kind, rule FROM waybill.rejects WHERE state = 'open' ORDER BY 1, 2");
    }

    /** The code of somebody who teaches several lessons, as the export has it. */
    private static String codeOfATeacher() {
        String data = new String(school.file("data.xml"), java.nio.charset.StandardCharsets.UTF_8);
        return data.replaceFirst("(?s).*?<Schedule [^>]*><Code>[^<]*</Code><Teacher>([^<]*)</Teacher>.*", "$1");
    }

    private static String number(String code) {
        return school.rows("SELECT source_id FROM staffs WHERE user_code = '" + code + "'")
                .get(0);
    }

    @Test
    @DisplayName(
            "A code that nobody has is answered once: the calendar becomes what it would be without the mistake, and nobody is asked again")
    void anUnknownCodeIsAnsweredForGood() throws IOException {
        String code = codeOfATeacher();
        school.loaded();
        List<String> right = calendar();
        String key = number(code);

        school.empty();
        school.change(
                "data.xml",
                text -> text.replace("<Teacher>" + code + "</Teacher>", "<Teacher>" + code + "x</Teacher>"));
        LedgerEntry page = delivered(school.drop());
        assertThat(openRules()).contains("timetable|unknown-reference");
        assertThat(calendar()).isNotEqualTo(right);
        assertThat(
                        school.rows(
                                "SELECT DISTINCT candidates::jsonb -> 0 ->> 'value' FROM waybill.rejects WHERE kind = 'timetable'"))
                .containsExactly(key);

        LedgerEntry preview = answered(page, decision(key), true);
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        assertThat(school.number("SELECT count(*) FROM waybill.decisions")).isZero();

        LedgerEntry mended = delivered(answered(page, decision(key)));
        assertThat(calendar()).isEqualTo(right);
        assertThat(openRules()).isEmpty();
        assertThat(school.rows("SELECT DISTINCT state, closed_by = " + mended.number() + " FROM waybill.rejects"))
                .containsExactly("solved|t");
        assertThat(school.rows("SELECT key_cells, answer FROM waybill.decisions"))
                .containsExactly("{iSAMS,meaning,Schedule,Teacher," + code + "x}|" + key);

        school.replace("<Name>Room 1</Name>", "<Name>Room One</Name>");
        LedgerEntry night = delivered(school.drop(DAY));
        assertThat(openRules()).isEmpty();
        assertThat(night.results().notices()).anyMatch(notice -> notice.rule().equals("kept-answers"));
        assertThat(school.number("SELECT sum(rows) FROM waybill.rule_uses WHERE waybill = " + night.number()))
                .isPositive();
    }

    @Test
    void anAnswerIsUndoneWithItsWaybillAndIsAskedForAgain() throws IOException {
        school.loaded();
        String code = codeOfATeacher();
        String key = number(code);
        school.change("data.xml", text -> text.replace("<Teacher>" + code + "</Teacher>", "<Teacher>nobody</Teacher>"));
        LedgerEntry page = school.drop(DAY);
        List<String> before = calendar();
        LedgerEntry mended = delivered(answered(page, decision(key.equals("1") ? "2" : "1")));
        assertThat(calendar()).isNotEqualTo(before);
        assertThat(school.waybill().undone(mended, false).state()).isEqualTo(State.DELIVERED);
        assertThat(calendar()).isEqualTo(before);
        assertThat(openRules()).containsExactly("timetable|unknown-reference");
        assertThat(school.number("SELECT count(*) FROM waybill.decisions")).isZero();
    }

    @Test
    void anAnswerNeverOverrulesAnExportThatKnowsWhatTheCodeMeans() throws IOException {
        school.loaded();
        String code = codeOfATeacher();
        school.change("data.xml", text -> text.replace("<Teacher>" + code + "</Teacher>", "<Teacher>later</Teacher>"));
        LedgerEntry page = school.drop(DAY);
        String other = number(code).equals("1") ? "2" : "1";
        delivered(answered(page, decision(other)));
        List<String> answered = calendar();
        school.change(
                "data.xml", text -> text.replace("<UserCode>" + code + "</UserCode>", "<UserCode>later</UserCode>"));
        delivered(school.drop(DAY));
        assertThat(calendar()).isNotEqualTo(answered);
        assertThat(school.rows(
                        "SELECT count(*) FROM commitments c JOIN elements e ON e.id = c.element_id JOIN staffs s ON s.id = e.staff_id"
                                + " JOIN events v ON v.id = c.event_id WHERE s.user_code = 'later' AND NOT c.withdrawn AND v.local_date >= '"
                                + DAY + "'"))
                .first()
                .asString()
                .isNotEqualTo("0");
    }

    @Test
    @DisplayName(
            "W20: who somebody is, is answered with a number of the calendar or with new, and the same export gives what it would have given")
    void w20WhoSomebodyIsIsAnswered() throws IOException {
        delivered(school.dropSchoolBase(SchoolSize.SMALL, Map.of("start", DAY)));
        List<String> staff = school.rows("SELECT id, name FROM staffs ORDER BY id");
        school.database()
                .run(
                        "INSERT INTO datasources (name) VALUES ('iSAMS')",
                        "UPDATE settings SET previous_datasource_id = current_datasource_id",
                        "UPDATE settings SET current_datasource_id = d.id FROM datasources d WHERE d.name = 'iSAMS'",
                        "UPDATE staffs SET email = 'same@school.example' WHERE initials IN ('AAB', 'AAC')");
        school.change(
                "data.xml",
                text -> text.replaceFirst("<PreviousMISId>\\d+</PreviousMISId>(<Initials>AAB)", "<PreviousMISId/>$1")
                        .replaceFirst("<PreviousMISId>\\d+</PreviousMISId>(<Initials>AAC)", "<PreviousMISId/>$1")
                        .replace("Staff1@School", "same@School"));
        LedgerEntry page = delivered(converted());
        assertThat(openRules()).containsExactly("staff|doubtful-person");
        String id = school.rows("SELECT id FROM staffs WHERE initials = 'AAB'").get(0);

        LedgerEntry wrong = answered(page, decision("Bran"));
        assertThat(wrong.state()).isEqualTo(State.REFUSED);
        assertThat(wrong.message()).contains("decision").contains("new");

        LedgerEntry mended = delivered(answered(page, decision(id)));
        assertThat(school.rows("SELECT id, name FROM staffs ORDER BY id")).isEqualTo(staff);
        assertThat(school.rows(
                        "SELECT d.name, s.source_id FROM staffs s JOIN datasources d ON d.id = s.datasource_id WHERE s.id = "
                                + id))
                .containsExactly("iSAMS|1");
        assertThat(openRules()).isEmpty();
        assertThat(converted().state()).isEqualTo(State.UNCHANGED);

        delivered(school.waybill().undone(mended, false));
        assertThat(openRules()).containsExactly("staff|doubtful-person");
        delivered(answered(page, decision("NEW")));
        assertThat(school.number("SELECT count(*) FROM staffs")).isEqualTo(staff.size() + 1L);
        assertThat(converted().state()).isEqualTo(State.UNCHANGED);
        assertThat(openRules()).isEmpty();
    }

    private static LedgerEntry converted() throws IOException {
        LedgerEntry page = school.drop(false, Map.of("start", DAY, "convert", "true"));
        return page.state() == State.HELD ? school.waybill().decided(page, true) : page;
    }

    @Test
    void whatIsDiscardedStaysAsItIsAndIsNotAskedForAgainWhileTheExportSaysTheSame() throws IOException {
        school.loaded();
        school.change(
                "data.xml", text -> text.replaceFirst("(<Pupil Id=\"3\">.*<NCYear>)\\d+(</NCYear>)", "$1third$2"));
        LedgerEntry page = school.drop(DAY);
        List<String> before = calendar();
        LedgerEntry mended = answered(page, decision("Drop"));
        assertThat(mended.state()).as(mended.message()).isIn(State.DELIVERED, State.UNCHANGED);
        assertThat(calendar()).isEqualTo(before);
        assertThat(school.rows("SELECT state FROM waybill.rejects")).containsExactly("dropped");
        school.drop("2016-09-21");
        assertThat(openRules()).isEmpty();
        school.replace(">third<", ">fourth<");
        school.drop("2016-09-21");
        assertThat(openRules()).containsExactly("pupils|not-a-number");
    }

    @Test
    void aValueThatIsCorrectedInTheFileIsReadAsIfTheExportSaidIt() throws IOException {
        school.loaded();
        List<String> right = calendar();
        String year = school.rows("SELECT start_year FROM pupils WHERE source_id = '3'")
                .get(0);
        String said = new String(school.file("data.xml"), java.nio.charset.StandardCharsets.UTF_8)
                .replaceFirst("(?s).*<Pupil Id=\"3\">.*?<NCYear>(\\d+)</NCYear>.*", "$1");
        school.change(
                "data.xml", text -> text.replaceFirst("(<Pupil Id=\"3\">.*<NCYear>)\\d+(</NCYear>)", "$1third$2"));
        LedgerEntry page = school.drop(DAY);
        LedgerEntry mended = answered(page, cells -> {
            cells.replaceAll(cell -> cell.equals("third") ? said : cell);
            return cells;
        });
        assertThat(mended.state()).as(mended.message()).isIn(State.DELIVERED, State.UNCHANGED);
        assertThat(openRules()).isEmpty();
        assertThat(calendar()).isEqualTo(right);
        assertThat(school.rows("SELECT start_year FROM pupils WHERE source_id = '3'"))
                .containsExactly(year);
    }

    @Test
    void anAnswerThatMeansNothingEitherIsToldAndMayBeReplaced() throws IOException {
        school.loaded();
        List<String> right = calendar();
        String code = codeOfATeacher();
        String key = number(code);
        school.change("data.xml", text -> text.replace("<Teacher>" + code + "</Teacher>", "<Teacher>typo</Teacher>"));
        LedgerEntry page = school.drop(DAY);
        answered(page, decision("98765"));
        assertThat(openRules()).containsExactly("timetable|unknown-reference");
        assertThat(
                        school.rows(
                                "SELECT DISTINCT reason LIKE '%answered 98765, which cannot be used either%' FROM waybill.rejects WHERE state = 'open'"))
                .containsExactly("t");
        answered(page, decision(key));
        assertThat(openRules()).isEmpty();
        assertThat(calendar()).isEqualTo(right);
    }

    @Test
    void withoutAnExportThatIsKeptNothingIsDone() throws IOException {
        school.loaded();
        school.change("data.xml", text -> text.replaceFirst("<RoomId>\\d+</RoomId>", "<RoomId>99999</RoomId>"));
        LedgerEntry page = school.drop(DAY);
        assertThat(openRules()).containsExactly("timetable|unknown-reference");
        Path kept = school.waybill()
                .data()
                .file(school.rows(
                                "SELECT path FROM waybill.files WHERE role = 'original' AND waybill = " + page.number())
                        .get(0));
        Files.delete(kept);
        LedgerEntry refused = answered(page, decision("1"));
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.message()).contains("archive").contains("Drop the latest export again");
    }

    /** Which groups and rooms take part, lesson by lesson, whatever it is called. */
    private static List<String> takePart(String kind) {
        return school.rows(
                "SELECT v.source_key, v.local_date, e.name FROM commitments c JOIN events v ON v.id = c.event_id"
                        + " JOIN elements e ON e.id = c.element_id WHERE NOT c.withdrawn AND NOT v.withdrawn AND e."
                        + kind
                        + " IS NOT NULL ORDER BY 1, 2, 3");
    }

    private static List<String> candidates() {
        return school.rows(
                "SELECT DISTINCT kind, rule, cells[4], candidates::jsonb -> 0 ->> 'value' FROM waybill.rejects WHERE state = 'open' ORDER BY 1, 3");
    }

    @Test
    void theCodeOfASetThatNoSetHasLeavesTheLessonAndItsSetIsAnswered() throws IOException {
        school.loaded();
        List<String> groups = takePart("group_id");
        String set = school.rows("SELECT source_id, name FROM groups WHERE kind = 'teaching' ORDER BY id LIMIT 1")
                .get(0);
        String key = set.split("\\|")[0];
        String code = set.split("\\|")[1];
        school.change("data.xml", text -> text.replace("<Code>" + code + "</Code>", "<Code>" + code + "z</Code>"));

        delivered(school.drop(DAY));
        assertThat(takePart("group_id")).as("what the calendar knows stays").isEqualTo(groups);
        assertThat(candidates()).containsExactly("timetable-links|unknown-reference|" + code + "z|" + key);

        school.empty();
        LedgerEntry page = delivered(school.drop());
        assertThat(takePart("group_id")).isNotEqualTo(groups);
        assertThat(school.number("SELECT count(*) FROM events WHERE body = '" + code + "z'"))
                .isPositive();
        delivered(answered(page, decision(key)));
        assertThat(takePart("group_id")).isEqualTo(groups);
        assertThat(openRules()).isEmpty();
    }

    @Test
    void theFormOfALessonIsAnsweredAndUntilThenTheLessonKeepsIt() throws IOException {
        school.change(
                "data.xml",
                text -> text.replaceFirst(
                        "<Schedules>",
                        "<Schedules><Schedule Id=\"5000\"><Code>7-1RS</Code><Teacher/><PeriodId>1107</PeriodId><RoomId>0</RoomId><Set>0</Set></Schedule>"));
        delivered(school.drop());
        List<String> groups = takePart("group_id");
        assertThat(groups).anyMatch(each -> each.startsWith("lesson 5000|"));
        school.change("data.xml", text -> text.replace("<FormCode>7-1<", "<FormCode>7--1<"));

        LedgerEntry page = school.drop(DAY);

        assertThat(takePart("group_id")).isEqualTo(groups);
        assertThat(candidates()).containsExactly("timetable-links|unknown-reference|7--1|7-1");
        answered(page, decision("7-1"));
        assertThat(openRules()).isEmpty();
        assertThat(takePart("group_id")).isEqualTo(groups);
    }

    @Test
    void oneWrongCodeOfAnActivityIsOneRejectHoweverOftenItMeets() throws IOException {
        delivered(school.drop());
        List<String> said = school.said();
        school.change("TblActivityManagerEventTeacherLink.csv", text -> text.replaceFirst("1,1,USER0", "1,1,USER00"));

        LedgerEntry page = school.drop(DAY);

        assertThat(school.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isEqualTo(1);
        assertThat(school.said()).as("its occurrences stay").isEqualTo(said);
        assertThat(page.results().notices()).anyMatch(notice -> notice.rule().equals("rejected-with"));
        answered(page, decision("2"));
        assertThat(openRules()).isEmpty();
        assertThat(school.said()).isEqualTo(said);
    }

    @Test
    void aMisspeltPlaceIsAnsweredAndOneThatIsLikeNoRoomIsOnlyCounted() throws IOException {
        school.loaded();
        List<String> rooms = takePart("location_id");
        school.change(
                "TblActivityManagerEvent.csv",
                text -> text.replaceFirst("Club 2,Room 3 \\(main\\)", "Club 2,Rome 3 (main)")
                        .replaceFirst("Club 3,Room 4 \\(main\\)", "Club 3,By the river"));
        delivered(school.drop());
        assertThat(candidates()).containsExactly("other-half-links|place-reference|Rome 3|3");
        List<String> kept = takePart("location_id");
        assertThat(rooms.stream().filter(room -> !kept.contains(room)))
                .as("only the one that is like no room has lost its room")
                .isNotEmpty()
                .allMatch(room -> room.endsWith("Room 4"));

        school.empty();
        LedgerEntry page = delivered(school.drop());
        assertThat(candidates()).containsExactly("other-half-links|place-reference|Rome 3|3");
        assertThat(page.results().notices())
                .anyMatch(notice -> notice.rule().equals("activities-without-room") && notice.count() == 1);

        delivered(answered(page, decision("3")));
        assertThat(openRules()).isEmpty();
        List<String> answered = takePart("location_id");
        assertThat(rooms).containsAll(answered);
        assertThat(rooms.stream().filter(room -> !answered.contains(room)).toList())
                .isNotEmpty()
                .allMatch(room -> room.endsWith("Room 4"));
    }

    @Test
    void theFormOfAPupilIsAnsweredAndItsHouseIsThatOfItsFirstPupilAsItWouldHaveBeen() throws IOException {
        delivered(school.drop());
        List<String> said = school.said();
        school.change("data.xml", text -> text.replaceFirst("(<Pupil Id=\"1\">.*<Form>)7-1<", "$17_1<"));
        LedgerEntry page = school.drop(DAY);
        assertThat(candidates()).containsExactly("tutor-groups-links|unknown-reference|7_1|7-1");

        LedgerEntry mended = answered(page, decision("7-1"));

        assertThat(openRules()).as(mended.message()).isEmpty();
        assertThat(school.said()).isEqualTo(said);
    }

    @Test
    void peopleLookInTheCalendarForWhatIsMeant() throws IOException, SQLException {
        school.loaded();
        SchoolReference reference = new SchoolReference(school.database().dataSource());
        Mending.Search staff =
                reference.of(row("timetable", "unknown-reference", "Teacher")).orElseThrow();
        assertThat(staff.find("bran ash", 5)).extracting(entry -> entry.path()).containsExactly("1");
        assertThat(staff.details(List.of("1")).get("1").fullName()).isEqualTo("Dr Bran Ash");
        assertThat(staff.details(List.of("1")).get("1").has().get("events")).isPositive();
        for (FieldReference kind : FieldReference.values()) {
            String field = Map.of(
                            FieldReference.STAFF, "@TutorId",
                            FieldReference.PUPIL, "@PupilId",
                            FieldReference.ROOM, "RoomId",
                            FieldReference.FORM, "Form",
                            FieldReference.SET, "@SetId",
                            FieldReference.SUBJECT, "@SubjectId")
                    .get(kind);
            Mending.Search search =
                    reference.of(row("timetable", "unknown-reference", field)).orElseThrow();
            assertThat(search.find("a", 3).size() + search.find("1", 3).size())
                    .as(kind.word())
                    .isPositive();
        }
        Mending.Search rooms =
                reference.of(row("timetable", "unknown-reference", "RoomId")).orElseThrow();
        assertThat(rooms.find("room 2", 5).size()).isGreaterThan(1);
        assertThat(rooms.find("room 2", 1))
                .as("before Room 12")
                .extracting(entry -> entry.path())
                .containsExactly("2");
        Mending.Search people =
                reference.of(row("staff", "doubtful-person", "email")).orElseThrow();
        assertThat(people.find("AAB", 5)).extracting(entry -> entry.path()).containsExactly("1");
        assertThat(people.details(List.of("1")).get("1").belongsTo()).contains("iSAMS, number 1");
        assertThat(reference.of(row("pupils", "not-a-number", "NCYear"))).isEmpty();
    }

    /** Keys are numbers, and those of others contain them. */
    @Test
    void whoseKeyIsSearchedForIsFoundFirst() throws IOException, SQLException {
        school.loaded();
        SchoolReference reference = new SchoolReference(school.database().dataSource());
        Mending.Search pupils =
                reference.of(row("timetable", "unknown-reference", "@PupilId")).orElseThrow();
        Mending.Search people =
                reference.of(row("pupils", "doubtful-person", "email")).orElseThrow();
        List<String> keys = List.of(school.database()
                .value("SELECT string_agg(source_id, ' ') FROM pupils WHERE current")
                .split(" "));
        assertThat(keys).contains("1", "11");
        for (String key : keys) {
            assertThat(pupils.find(key, 1)).extracting(entry -> entry.path()).containsExactly(key);
        }
        String number = school.database().value("SELECT min(id)::text FROM pupils");
        assertThat(people.find(" " + number, 1))
                .extracting(entry -> entry.path())
                .containsExactly(number);
    }

    private static RejectedRow row(String kind, String rule, String field) {
        return new RejectedRow(
                kind,
                List.of("source", "record", "field", "found", "expected"),
                List.of("iSAMS", "Schedule 1", field, "x", ""),
                List.of(),
                io.waybill.format.Position.of("data.xml"),
                rule,
                "",
                List.of(),
                null);
    }
}
