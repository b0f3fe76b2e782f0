package io.waybill.school.demo;

import static io.waybill.school.demo.InventedSchool.FIRST_YEAR;
import static io.waybill.school.demo.InventedSchool.FORENAMES;
import static io.waybill.school.demo.InventedSchool.HOUSES;
import static io.waybill.school.demo.InventedSchool.MEETINGS;
import static io.waybill.school.demo.InventedSchool.MEETING_STAFF;
import static io.waybill.school.demo.InventedSchool.MONDAY_MEETINGS;
import static io.waybill.school.demo.InventedSchool.MONDAY_STAFF;
import static io.waybill.school.demo.InventedSchool.PERIODS;
import static io.waybill.school.demo.InventedSchool.ROOMS;
import static io.waybill.school.demo.InventedSchool.SUBJECTS;
import static io.waybill.school.demo.InventedSchool.SURNAMES;
import static io.waybill.school.demo.InventedSchool.TUTORIALS;
import static io.waybill.school.demo.InventedSchool.YEAR_SCHEDULES;
import static io.waybill.school.demo.InventedSchool.initials;
import static io.waybill.school.demo.InventedSchool.isamsWeek;
import static io.waybill.school.demo.InventedSchool.laterSlot;
import static io.waybill.school.demo.InventedSchool.period;
import static io.waybill.school.demo.InventedSchool.previousId;
import static io.waybill.school.demo.InventedSchool.schoolId;
import static io.waybill.school.demo.InventedSchool.slot;
import static io.waybill.school.demo.InventedSchool.userCode;
import static io.waybill.school.demo.InventedSchool.year;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** The export of iSAMS that an invented school gives: {@code data.xml}, and the tables of activities and covers beside it. */
final class InventedIsams {
    private final InventedSchool school;
    private final SchoolSize size;
    private final LocalDate first;
    private final LocalDate week;

    InventedIsams(InventedSchool school) {
        this.school = school;
        this.size = school.size();
        this.first = school.first();
        this.week = school.week();
    }

    /** Writes its files. */
    void write(Path folder) throws IOException {
        ExportLines.file(folder.resolve("data.xml"), lines -> {
            lines.add("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
            lines.add("<iSAMS>");
            people(lines);
            school(lines);
            teaching(lines);
            timetable(lines);
            lines.add("</iSAMS>");
        });
        activities(folder);
        ExportLines.file(folder.resolve("TblCoverManagerCover.csv"), lines -> {
            lines.add(
                    "TblCoverManagerCoverID,intCycle,TblTimetableManagerScheduleID,blnRecurring,dteDate,txtCoverTeacher,blnVisible,"
                            + "blnEnabled,blnPublished");
            // The first lesson, four weeks after the beginning of the year.
            LocalDate monday = first.plusWeeks(4);
            lines.add("1,1,1,false,%s 00:00:00 +0100,%s,true,true,true", monday, userCode(2));
            lines.add("2,1,2,false,%s 00:00:00 +0100,%s,true,false,true", monday, userCode(3));
        });
    }

    private void people(ExportLines lines) throws IOException {
        lines.add("<HRManager><CurrentStaff>");
        for (int n = 1; n <= size.staff(); n++) {
            String forename = FORENAMES.get(n % 25);
            String surname = SURNAMES.get(n / 25 % 25);
            lines.add(
                    "<StaffMember Id=\"%d\"><PreviousMISId>%d</PreviousMISId><Initials>%s</Initials><Title>Dr</Title><Forename>%s</Forename>"
                            + "<PreferredName>%s</PreferredName><Surname>%s</Surname><SchoolEmailAddress>Staff%d@School.example</SchoolEmailAddress>"
                            + "<FullName>Dr %s %s</FullName><UserCode>%s</UserCode></StaffMember>",
                    n, previousId(n), initials(n), forename, forename, surname, n, forename, surname, userCode(n));
        }
        lines.add("</CurrentStaff></HRManager>");
        lines.add("<PupilManager><CurrentPupils>");
        for (int n = 1; n <= size.pupils(); n++) {
            String forename = FORENAMES.get(n % 25);
            String surname = SURNAMES.get(n / 25 % 25);
            lines.add(
                    "<Pupil Id=\"%d\"><SchoolCode>%05d</SchoolCode><SchoolId>%s</SchoolId><Forename>%s</Forename><Surname>%s</Surname>"
                            + "<EmailAddress>Pupil%d@School.example</EmailAddress><NCYear>%d</NCYear><Preferredname>%s</Preferredname><Form>%s</Form>"
                            + "<AcademicHouse>%s</AcademicHouse><BoardingHouse></BoardingHouse></Pupil>",
                    n, n, schoolId(n), forename, surname, n, year(n), forename, school.form(n), HOUSES.get(n % 4));
        }
        lines.add("</CurrentPupils>");
        lines.add("<CustomGroupCategory><Category Id=\"1\"><Name>Trip</Name></Category></CustomGroupCategory>");
        lines.add("<CustomPupilGroups>");
        lines.add(
                "<CustomPupilGroup Id=\"1\" AuthorID=\"1\"><Name>Theatre</Name><CategoryId>1</CategoryId><Shared>1</Shared>"
                        + "<ExpiryDate>%sT00:00:00</ExpiryDate><ExpiryDisable>1</ExpiryDisable><Author>%s</Author></CustomPupilGroup>",
                first.plusDays(108), userCode(1));
        lines.add(
                "<CustomPupilGroup Id=\"2\" AuthorID=\"1\"><Name>Long ago</Name><CategoryId>9</CategoryId><Shared>0</Shared>"
                        + "<ExpiryDate>2010-12-01T00:00:00</ExpiryDate><ExpiryDisable>0</ExpiryDisable><Author>%s</Author></CustomPupilGroup>",
                userCode(1));
        lines.add("</CustomPupilGroups><CustomPupilGroupMembershipItems>");
        for (int n = 1; n <= 3; n++) {
            lines.add(
                    "<CustomPupilGroupMembershipItem Id=\"%d\" PupilID=\"%d\"><CustomGroupId>1</CustomGroupId>"
                            + "</CustomPupilGroupMembershipItem>",
                    n, n);
        }
        lines.add("</CustomPupilGroupMembershipItems></PupilManager>");
    }

    private void school(ExportLines lines) throws IOException {
        lines.add("<SchoolManager><AcademicHouses>");
        for (int n = 0; n < HOUSES.size(); n++) {
            lines.add("<House Id=\"%d\" HouseMasterId=\"%d\"><Name>%s</Name></House>", n + 1, n + 1, HOUSES.get(n));
        }
        lines.add("</AcademicHouses><BoardingHouses/><Forms>");
        for (int n = 0; n < size.forms(); n++) {
            String name = school.form(FIRST_YEAR + n % SchoolSize.YEARS, n / SchoolSize.YEARS);
            lines.add(
                    "<Form Id=\"%s\" TutorId=\"%d\" YearId=\"%d\"><Form>%s</Form></Form>",
                    name, 1 + n % size.staff(), FIRST_YEAR + n % SchoolSize.YEARS, name);
        }
        lines.add("</Forms></SchoolManager><EstateManager><Buildings><Building Id=\"1\"><Classrooms>");
        for (int n = 1; n <= ROOMS; n++) {
            lines.add("<Classroom Id=\"%d\"><Name>Room %d</Name><Initials>R%d</Initials></Classroom>", n, n, n);
        }
        lines.add("</Classrooms></Building></Buildings></EstateManager>");
    }

    private void teaching(ExportLines lines) throws IOException {
        lines.add("<TeachingManager><Departments><Department Id=\"1\"><Subjects>");
        for (int n = 1; n <= SUBJECTS.size(); n++) {
            lines.add("<Subject Id=\"%d\"><Name>%s</Name></Subject>", n, SUBJECTS.get(n - 1));
        }
        // Taught by two departments.
        lines.add(
                "</Subjects></Department><Department Id=\"2\"><Subjects><Subject Id=\"1\"><Name>Art</Name></Subject></Subjects>"
                        + "</Department></Departments><Sets>");
        for (int n = 0; n < size.sets(); n++) {
            lines.add(
                    "<Set Id=\"%d\" SubjectId=\"%d\" YearId=\"%d\"><SetCode>%s</SetCode><Name>%s</Name></Set>",
                    n + 1, school.subject(n) + 1, school.setYear(n), school.setCode(n), school.setCode(n));
        }
        lines.add("</Sets><SetLists>");
        int id = 0;
        for (int pupil = 1; pupil <= size.pupils(); pupil++) {
            for (int subject = 0; subject < SchoolSize.SUBJECTS; subject++) {
                lines.add(
                        "<SetList Id=\"%d\" SetId=\"%d\" PupilId=\"%d\"/>",
                        ++id, school.set(pupil, subject) + 1, pupil);
            }
        }
        lines.add(
                "</SetLists><TeachingForms><TeachingForm Id=\"1\"><FormCode>%s</FormCode><TimetableCode>%sRS</TimetableCode>"
                        + "<SubjectId>1</SubjectId></TeachingForm></TeachingForms></TeachingManager>",
                school.form(1), school.form(1));
    }

    private void timetable(ExportLines lines) throws IOException {
        lines.add("<TimetableManager><Structure>");
        for (int week = 1; week <= 2; week++) {
            lines.add(
                    "<Week Id=\"%d\"><Name>Week %s</Name><ShortName>%s</ShortName><Days>",
                    week, "AB".charAt(week - 1), "AB".charAt(week - 1));
            for (int day = 1; day <= 5; day++) {
                lines.add(
                        "<Day Id=\"%d\"><Name>%s</Name><ShortName>%d</ShortName><Day>%d</Day><Periods>",
                        week * 10 + day, DayOfWeek.of(day), day, day + 1);
                for (int period = 1; period <= PERIODS; period++) {
                    lines.add(
                            "<Period Id=\"%d\"><Name>P%d</Name><ShortName>%d</ShortName><StartTime>%02d:30</StartTime>"
                                    + "<EndTime>%02d:20</EndTime></Period>",
                            period(week, day, period), period, period, 7 + period, 8 + period);
                }
                lines.add("</Periods></Day>");
            }
            lines.add("</Days></Week>");
        }
        lines.add("</Structure><TimetableAllocations>");
        int id = 0;
        for (LocalDate monday = first; !monday.isAfter(school.last()); monday = monday.plusWeeks(1)) {
            lines.add(
                    "<TimetableAllocation Id=\"%d\"><Week>%d</Week><Year>%d</Year><TimetableWeekId>%d</TimetableWeekId>"
                            + "</TimetableAllocation>",
                    ++id, isamsWeek(monday), monday.getYear(), 1 + (id - 1) % 2);
            LocalDate saturday = monday.plusDays(5);
            if (saturday.getYear() != monday.getYear()) {
                lines.add(
                        "<TimetableAllocation Id=\"%d\"><Week>%d</Week><Year>%d</Year><TimetableWeekId>%d</TimetableWeekId>"
                                + "</TimetableAllocation>",
                        id + 1000, isamsWeek(saturday), saturday.getYear(), 1 + (id - 1) % 2);
            }
        }
        lines.add("</TimetableAllocations><PublishedTimetables><Timetable Id=\"1\"><Name>Main</Name><Schedules>");
        id = 0;
        for (int lesson = 0; lesson < SchoolSize.LESSONS; lesson++) {
            for (int set = 0; set < size.sets(); set++) {
                int at = set * SchoolSize.LESSONS + lesson;
                lines.add(
                        "<Schedule Id=\"%d\"><Code>%s</Code><Teacher>%s</Teacher><PeriodId>%d</PeriodId><RoomId>%d</RoomId><Set>1</Set>"
                                + "</Schedule>",
                        ++id, school.setCode(set), userCode(1 + set % size.staff()), slot(at), 1 + set % ROOMS);
            }
        }
        lines.add("</Schedules><StaffMeetings>");
        meetings(lines);
        lines.add("</StaffMeetings><YearSchedules>");
        for (int n = 0; n < YEAR_SCHEDULES; n++) {
            lines.add(
                    "<YearSchedule Id=\"%d\"><Name>%s</Name><NationalCurriculumYear>%d</NationalCurriculumYear><PeriodId>%d</PeriodId>"
                            + "<RoomId>%d</RoomId><TeacherId>%s</TeacherId></YearSchedule>",
                    n + 1,
                    n % 2 == 0 ? "Chapel" : "Core Sport",
                    FIRST_YEAR + n % SchoolSize.YEARS,
                    laterSlot(n),
                    1 + n,
                    userCode(1 + n));
        }
        lines.add("</YearSchedules><Tutorials>");
        for (int n = 0; n < TUTORIALS; n++) {
            lines.add(
                    "<Tutorial Id=\"%d\"><DisplayCode>T%d</DisplayCode><DisplayName>Tutorial %d</DisplayName><RoomId>%d</RoomId><Periods>"
                            + "<Period><PeriodId>%d</PeriodId></Period></Periods><Pupils><Pupil><PupilId>%s</PupilId></Pupil><Pupil>"
                            + "<PupilId>%s</PupilId></Pupil></Pupils><Teachers><Teacher><TeacherId>%s</TeacherId></Teacher></Teachers></Tutorial>",
                    n + 1, n + 1, n + 1, 1 + n, laterSlot(n), schoolId(1), schoolId(2), userCode(1 + n));
        }
        lines.add(
                "</Tutorials></Timetable></PublishedTimetables><DevelopmentTimetables><Timetable Id=\"2\"><Name>Next</Name><Schedules>"
                        + "<Schedule Id=\"999999\"><Code>X</Code><Teacher>%s</Teacher><PeriodId>%d</PeriodId><RoomId>1</RoomId><Set>1</Set></Schedule>"
                        + "</Schedules></Timetable></DevelopmentTimetables></TimetableManager>",
                userCode(1), slot(0));
    }

    private void meetings(ExportLines lines) throws IOException {
        int id = 0;
        for (int meeting = 0; meeting < MONDAY_MEETINGS + MEETINGS; meeting++) {
            boolean monday = meeting < MONDAY_MEETINGS;
            int people = monday ? MONDAY_STAFF : MEETING_STAFF + (meeting < MONDAY_MEETINGS + 2 ? 1 : 0);
            people = Math.min(people, size.staff());
            for (int n = 1; n <= people; n++) {
                lines.add(
                        "<StaffMeeting Id=\"%d\"><PeriodId>%d</PeriodId><TeacherId>%s</TeacherId><MeetingGroupId>%d</MeetingGroupId>"
                                + "<RoomId></RoomId><DisplayName>Meeting %d</DisplayName></StaffMeeting>",
                        ++id, monday ? slot(0) : laterSlot(meeting), userCode(n), 5000 + meeting, meeting + 1);
            }
        }
    }

    /** The first and the last day of activities, as their tables have them. */
    private String activityDays() {
        return first.plusDays(17) + " 00:00:00 +0100," + first.plusDays(326) + " 00:00:00 +0100";
    }

    private void activities(Path folder) throws IOException {
        ExportLines.file(folder.resolve("TblActivityManagerGroup.csv"), lines -> {
            lines.add("TblActivityManagerGroupId,txtName,intActivity,dteStartDate,dteEndDate,blnActive");
            for (int n = 1; n <= size.activities(); n++) {
                lines.add("%d,Club %d,%d,%s,false", n, n, n, activityDays());
            }
        });
        ExportLines.file(folder.resolve("TblActivityManagerGroupPupilLink.csv"), lines -> {
            lines.add("TblActivityManagerGroupPupilLinkId,txtSchoolID,intGroup,dteStartDate,dteEndDate");
            int id = 0;
            for (int n = 1; n <= size.activities(); n++) {
                for (int member = 0; member < size.membersPerActivity(); member++) {
                    int pupil = 1 + (n * 7 + member) % size.pupils();
                    lines.add("%d,%s,%d,%s", ++id, schoolId(pupil), n, activityDays());
                }
            }
        });
        ExportLines.file(folder.resolve("TblActivityManagerEvent.csv"), lines -> {
            lines.add(
                    "TblActivityManagerEventId,txtSubject,txtLocation,dteStartDate,dteEndDate,blnAllDayEvent,intGroup,intActivity");
            for (int n = 1; n <= size.activities(); n++) {
                LocalDate day = first.plusWeeks(4);
                lines.add(
                        "%d,Club %d,Room %d (main),%s 16:10:00 +0100,%s 17:00:00 +0100,false,%d,%d",
                        n, n, 1 + n % ROOMS, day, day, n, n);
            }
        });
        ExportLines.file(folder.resolve("TblActivityManagerEventOccurrence.csv"), lines -> {
            lines.add("TblActivityManagerEventOccurrenceId,intEventId,dteOccurrenceDate,blnCancelled");
            int id = 0;
            for (int n = 1; n <= size.activities(); n++) {
                for (int week = 0; week < size.occurrencesPerActivity(); week++) {
                    LocalDate date = first.plusWeeks(3L + week).plusDays(n % 5);
                    lines.add("%d,%d,%s 16:10:00 +0100,false", ++id, n, date);
                }
            }
        });
        ExportLines.file(folder.resolve("TblActivityManagerEventTeacherLink.csv"), lines -> {
            lines.add("TblEventTeacherLinkId,intEventId,txtTeacherId");
            for (int n = 1; n <= size.activities(); n++) {
                lines.add("%d,%d,%s", n, n, userCode(1 + n % size.staff()));
            }
        });
    }
}
