package io.waybill.school.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row of an export that cannot be used ends nothing: all that the calendar has stays until the row can be read again. */
@ExtendWith(TestPostgres.class)
class RejectedRowsTest {
    private static final String LATER = "2016-09-05";
    private static final String THERE = """
            SELECT 'event ' || id || ' ' || non_existent FROM events WHERE NOT withdrawn
            UNION ALL SELECT 'commitment ' || id FROM commitments WHERE NOT withdrawn
            UNION ALL SELECT concat_ws(' ', 'member', id, lower(during), upper(during)) FROM memberships WHERE NOT withdrawn
            UNION ALL SELECT concat_ws(' ', 'group', id, upper(during), house) FROM groups WHERE NOT withdrawn
            UNION ALL SELECT 'staff ' || id FROM staffs WHERE current
            UNION ALL SELECT 'pupil ' || id FROM pupils WHERE current
            UNION ALL SELECT 'subject ' || id FROM subjects WHERE current
            UNION ALL SELECT 'room ' || id FROM locationaliases WHERE current
            UNION ALL SELECT concat_ws(' ', 'teaches', staff_id, subject_id) FROM staffs_subjects
            UNION ALL SELECT concat_ws(' ', 'teacher', staff_id, group_id) FROM groups_staffs
            """;

    @TempDir
    private static Path folder;

    private static School school;
    private static String fed = "";
    private static Map<String, String> sound;

    /**
     * A row that is spoilt.
     *
     * @param from what is replaced, once
     * @param gone a row that leaves at the same time; null for none
     */
    private record Spoilt(String feed, String file, String from, String to, String gone) {
        @Override
        public String toString() {
            return feed + " " + from + " becomes " + to + (gone == null ? "" : " without " + gone);
        }
    }

    private static Spoilt isams(String from, String to) {
        return new Spoilt("isams", "data.xml", from, to, null);
    }

    private static Spoilt isams(String file, String from, String to) {
        return new Spoilt("isams", file, "(?m)" + from, to, null);
    }

    private static Spoilt base(String table, String from, String to) {
        return new Spoilt("schoolbase", table + ".csv", "(?m)" + from, to, null);
    }

    static List<Spoilt> usual() {
        return List.of(
                new Spoilt(
                        "isams",
                        "data.xml",
                        "(<Schedule Id=\"9001\">.*<Teacher>)\\w+",
                        "$1NOBODY",
                        "<Schedule Id=\"1\">.*\n"),
                isams("<Schedule Id=\"2\">", "<Schedule Id=\"\">"),
                isams("(<Pupil Id=\"5\">.*<Form>)[^<]+", "$1nowhere"),
                isams("<SetList Id=\"7\" (SetId=\"\\d+\") PupilId=\"\\d+\"", "<SetList Id=\"7\" $1 PupilId=\"x\""),
                isams("<Classroom Id=\"5\">", "<Classroom Id=\"x\">"),
                isams("(<TimetableAllocation Id=\"6\"><Week>)\\d+", "$177"),
                base("timetable", "^3,\\d+,", "3,99999,"),
                base("room", "^2,", "x,"),
                base("rtrwpupils", "^(\\d+),4$", "x,4"));
    }

    static List<Spoilt> others() {
        List<Spoilt> all = new ArrayList<>();
        for (String row : List.of("3", "9003")) {
            String schedule = "(<Schedule Id=\"" + row + "\">.*<";
            all.add(isams(schedule + "PeriodId>)\\d+", "$1x"));
            all.add(isams(schedule + "PeriodId>)\\d+", "$19999"));
            all.add(isams(schedule + "RoomId>)\\d+", "$1x"));
            all.add(isams(schedule + "RoomId>)\\d+", "$19999"));
            all.add(isams(schedule + "Teacher>)\\w+", "$1NOBODY"));
            all.add(isams(schedule + "Code>)[^<]+", "$1"));
            all.add(isams(schedule + "Set>)1", "$1x"));
            all.add(isams("<Schedule Id=\"" + row + "\">", "<Schedule Id=\"x\">"));
        }
        // The least row leaves, and the other one is spoilt.
        for (String field : List.of("RoomId>)\\d+", "PeriodId>)\\d+", "Code>)[^<]+")) {
            all.add(new Spoilt(
                    "isams",
                    "data.xml",
                    "(<Schedule Id=\"9004\">.*<" + field,
                    field.startsWith("Code") ? "$1" : "$1x",
                    "<Schedule Id=\"4\">.*\n"));
        }
        all.add(isams("(<StaffMeeting Id=\"1\">.*<TeacherId>)\\w+", "$1NOBODY"));
        all.add(isams("<StaffMeeting Id=\"1\">", "<StaffMeeting Id=\"\">"));
        all.add(isams("(<StaffMeeting Id=\"2\">.*<MeetingGroupId>)\\d+", "$1x"));
        all.add(isams("(<YearSchedule Id=\"1\">.*<NationalCurriculumYear>)\\d+", "$1x"));
        all.add(isams("<YearSchedule Id=\"2\">", "<YearSchedule Id=\"x\">"));
        all.add(isams("<Tutorial Id=\"1\">", "<Tutorial Id=\"x\">"));
        all.add(isams("(<Tutorial Id=\"1\">.*?<PupilId>)\\w+", "$1NOBODY"));
        all.add(isams("(<Tutorial Id=\"2\">.*<TeacherId>)\\w+", "$1NOBODY"));
        all.add(isams("<SetList Id=\"8\" SetId=\"\\d+\"", "<SetList Id=\"8\" SetId=\"x\""));
        all.add(isams("<Pupil Id=\"6\">", "<Pupil Id=\"x\">"));
        all.add(isams("(<Pupil Id=\"6\">.*<NCYear>)\\d+", "$1third"));
        all.add(isams("<StaffMember Id=\"4\">", "<StaffMember Id=\"x\">"));
        all.add(isams("(<StaffMember Id=\"4\">.*<UserCode>)\\w+", "$1"));
        all.add(isams("<Set Id=\"3\"", "<Set Id=\"x\""));
        all.add(isams("<Set Id=\"3\" SubjectId=\"\\d+\"", "<Set Id=\"3\" SubjectId=\"x\""));
        all.add(isams("(<Set Id=\"3\" .*) YearId=\"\\d+\"", "$1 YearId=\"x\""));
        all.add(isams("(<Form .*) TutorId=\"2\"", "$1 TutorId=\"x\""));
        all.add(isams("(<Form .*) YearId=\"8\"", "$1 YearId=\"x\""));
        all.add(isams("<Subject Id=\"4\">", "<Subject Id=\"x\">"));
        all.add(isams("(<Subject Id=\"4\"><Name>)\\w+", "$1"));
        all.add(isams("(<Period Id=\"1101\">.*<StartTime>)[^<]+", "$125:99"));
        all.add(isams("(<TimetableAllocation Id=\"5\"><Week>)\\d+", "$1x"));
        all.add(isams("(<TimetableAllocation Id=\"5\">.*<TimetableWeekId>)\\d+", "$1x"));
        all.add(isams("(<TimetableAllocation Id=\"6\">.*<TimetableWeekId>)\\d+", "$19"));
        all.add(isams("(<TimetableAllocation Id=\"6\">.*<Year>)\\d+", "$116"));
        all.add(base("period", "^(1101,\\w+,1),1", "$1,"));
        all.add(isams("(<CustomPupilGroupMembershipItem Id=\"2\") PupilID=\"\\d+\"", "$1 PupilID=\"x\""));
        all.add(isams("<CustomPupilGroup Id=\"1\"", "<CustomPupilGroup Id=\"x\""));
        all.add(isams("TblActivityManagerGroup.csv", "^1,Club", "x,Club"));
        all.add(isams("TblActivityManagerGroup.csv", "^(1,Club 1,1,)[^,]+", "$1soon"));
        all.add(isams("TblActivityManagerGroupPupilLink.csv", "^2,\\w+,", "2,,"));
        all.add(isams("TblActivityManagerGroupPupilLink.csv", "^(2,\\w+),\\d+", "$1,x"));
        all.add(isams("TblActivityManagerGroupPupilLink.csv", "^(2,\\w+,\\d+),[^,]+", "$1,soon"));
        all.add(isams("TblActivityManagerGroupPupilLink.csv", "^2,", "2,3,"));
        all.add(isams("TblActivityManagerEvent.csv", "^1,Club", "x,Club"));
        all.add(isams("TblActivityManagerEventTeacherLink.csv", "^1,1,\\w+", "1,1,NOBODY"));
        all.add(isams("TblActivityManagerEventTeacherLink.csv", "^1,1,", "1,1,1,"));
        all.add(isams("TblActivityManagerEventOccurrence.csv", "^3,", "x,"));
        all.add(isams("TblActivityManagerEventOccurrence.csv", "^(3,\\d+),[^,]+", "$1,soon"));
        all.add(isams("TblCoverManagerCover.csv", "^1,1,1,", "x,1,1,"));
        all.add(isams("TblCoverManagerCover.csv", "^1,1,1,", "1,1,x,"));
        all.add(isams("TblCoverManagerCover.csv", "^(1,1,1,false),[^,]+", "$1,soon"));
        all.add(base("timetable", "^1,", "x,"));
        all.add(base("timetable", "^(3,\\d+),\\d+", "$1,99999"));
        all.add(base("timetable", "^(3,\\d+,\\d+,\\d+),\\d+", "$1,x"));
        all.add(base("timetable", "^(3,\\d+,\\d+),\\d+", "$1,x"));
        all.add(base("timetable", "^3,", "3,3,"));
        all.add(base("rtrwgroups", "^2,", "x,"));
        all.add(base("rtrwgroups", "^(2,\\d+,\\d+),\\d+", "$1,x"));
        all.add(base("rtrwgroups", "^(2,\\d+,\\d+,\\d+,970,1020,,\\d+),\\d+", "$1,99999"));
        all.add(base("rtrotaweek", "^1,\\d+", "1,x"));
        all.add(base("rtrwpupils", "^(\\d+),4$", ",4"));
        all.add(base("rtrwpupils", "^(\\d+),4$", "$1,x"));
        all.add(base("rtrwpupils", "^(\\d+),4$", "$1,4,4"));
        all.add(base("academicrecord", "^(2,16),\\d+", "$1,x"));
        all.add(base("academicrecord", "^(2,16,\\d+,\\d+),\\d+", "$1,x"));
        all.add(base("tutorgroup", "^(\\d+,\\d+),3,", "$1,x,"));
        all.add(base("tutorgroup", "^\\d+(,\\d+,3,)", "x$1"));
        all.add(base("puptag", "^2,1$", "x,1"));
        all.add(base("puptag", "^2,1$", ",1"));
        all.add(base("tags", "^1,", "x,"));
        all.add(base("groups", "^3,", "x,"));
        all.add(base("pupil", "^6,", "x,"));
        all.add(base("staff", "^(\\d+)(,Dr [^,]+,AAD,)", "x$2"));
        all.add(base("periodtimes", "^1,\\d+", "1,x"));
        all.add(base("period", "^1101,", "x,"));
        all.add(base("staffcovers", "^11,", "x,"));
        all.add(base("staffabline", "^11,", "x,"));
        all.add(base("staffabsence", "^1,29,1101,29,1101,\\d+", "1,29,1101,29,1101,x"));
        return all;
    }

    @BeforeAll
    static void waybillAtWork(TestDatabase database) {
        school = School.start(folder, database, ExportPropertyTest::withoutLimits);
    }

    @AfterAll
    static void close() {
        school.close();
    }

    private static void feed(String feed) throws IOException {
        if (fed.equals(feed)) {
            return;
        }
        fed = feed;
        school.empty();
        if (feed.equals("isams")) {
            // Nine lessons with two teachers.
            school.isams(SchoolSize.SMALL)
                    .change(
                            "data.xml",
                            text -> text.replaceAll(
                                    "(?m)^<Schedule Id=\"(\\d)\">(.*<Teacher>)\\w+(<.*)$",
                                    "$0\n<Schedule Id=\"900$1\">$2USER00000010$3"));
            sound = new TreeMap<>();
            school.files().forEach((name, bytes) -> sound.put(name, new String(bytes, UTF_8)));
        } else {
            school.database()
                    .run(
                            "INSERT INTO eventsources (name) VALUES ('Manual')",
                            "INSERT INTO eventcategories (name) VALUES ('Week letter')",
                            "INSERT INTO events (eventsource_id, eventcategory_id, body, starts_at, ends_at, all_day) SELECT 1, 1,"
                                    + " CASE n / 7 % 2 WHEN 0 THEN 'WEEK A' ELSE 'WEEK B' END, d, d, true FROM generate_series(0, 55) AS n"
                                    + " CROSS JOIN LATERAL (SELECT (date '2016-08-15' + n)::timestamp AT TIME ZONE 'Europe/London' AS d) AS m"
                                    + " WHERE n % 7 < 5");
            sound = school.schoolBase(new InventedSchool(SchoolSize.SMALL));
        }
        assertThat(drop(sound, InventedSchool.FIRST.toString()).state()).isEqualTo(State.DELIVERED);
    }

    private static LedgerEntry drop(Map<String, String> files, String start) throws IOException {
        LedgerEntry page = school.drop(fed, files, Map.of("start", start));
        assertThat(page.state()).as(page.message()).isIn(State.DELIVERED, State.UNCHANGED);
        return page;
    }

    private static String replaced(String text, String from, String to) {
        Matcher matcher = Pattern.compile(from).matcher(text);
        assertThat(matcher.find()).as(from).isTrue();
        return matcher.replaceFirst(to);
    }

    /** After the last lesson of the year the calendar has no event from which it could be seen who teaches what. */
    @Test
    void norDoesOneOfWhichTheCalendarHasNoEventAnyMore() throws IOException {
        endsNothing(base("room", "^2,", "x,"), "2016-10-08");
        endsNothing(base("timetable", "^2,\\d+,", "2,99999,"), "2016-10-08");
    }

    @ParameterizedTest
    @MethodSource("usual")
    void aRowThatCannotBeUsedEndsNothing(Spoilt spoilt) throws IOException {
        endsNothing(spoilt, LATER);
    }

    private static void endsNothing(Spoilt spoilt, String day) throws IOException {
        feed(spoilt.feed());
        List<String> said = school.said();
        Set<String> before = new TreeSet<>(school.rows(THERE));
        Map<String, String> files = new TreeMap<>(sound);
        files.computeIfPresent(spoilt.file(), (name, text) -> replaced(text, spoilt.from(), spoilt.to()));
        if (spoilt.gone() != null) {
            files.computeIfPresent(spoilt.file(), (name, text) -> replaced(text, spoilt.gone(), ""));
        }

        drop(files, day);
        before.removeAll(new HashSet<>(school.rows(THERE)));
        assertThat(before).isEmpty();
        assertThat(school.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isPositive();

        drop(sound, day);
        assertThat(school.said()).isEqualTo(said);
        assertThat(school.rows("SELECT kind, reason FROM waybill.rejects WHERE state = 'open'"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("others")
    @Tag("thorough")
    void norDoesAnyOther(Spoilt spoilt) throws IOException {
        aRowThatCannotBeUsedEndsNothing(spoilt);
    }
}
