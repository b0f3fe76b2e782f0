package io.waybill.school.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * A school that does not exist, and the exports that its systems would give of it. The same size gives the same school, whichever system it comes
 * from.
 */
public final class InventedSchool {
    /** The first day of its year when no other one is asked for, a Monday. */
    public static final LocalDate FIRST = LocalDate.parse("2016-08-15");
    /** The last day of that year. */
    public static final LocalDate LAST = LocalDate.parse("2017-08-14");

    private static final int FIRST_YEAR = 7;
    private static final int DAYS = 10;
    private static final int PERIODS = 7;
    private static final int ROOMS = 110;
    private static final List<String> SURNAMES = List.of(
            "Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Grove", "Heath", "Ivy", "Jasper", "Knoll", "Larch", "Moor",
            "Nettle", "Oakes", "Pine", "Quill", "Reed", "Sedge", "Thorn", "Umber", "Vale", "Willow", "Yew", "Zephyr");
    private static final List<String> FORENAMES = List.of(
            "Ada", "Bran", "Chloé", "Dov", "Esi", "Finn", "Gwen", "Hal", "Ida", "Jun", "Kofi", "Lea", "Max", "Noor",
            "Olu", "Pia", "Ravi", "Siân", "Tom", "Uma", "Vik", "Wren", "Xan", "Yara", "Zoë");
    private static final List<String> SUBJECTS = List.of(
            "Art",
            "Biology",
            "Chemistry",
            "Drama",
            "English",
            "French",
            "Geography",
            "History",
            "Latin",
            "Mathematics");
    private static final List<String> HOUSES = List.of("North", "South", "East", "West");
    /** Entries of the timetable that are no lessons: so many on the first Monday, others on the other days. */
    private static final int MONDAY_MEETINGS = 7;

    private static final int MONDAY_STAFF = 38;
    private static final int YEAR_SCHEDULES = 10;
    private static final int TUTORIALS = 5;
    private static final int MEETINGS = 42;
    private static final int MEETING_STAFF = 81;

    private final SchoolSize size;
    private final LocalDate first;
    private final LocalDate week;

    /** One whose year is from {@link #FIRST} to {@link #LAST}. @param size how large it is */
    public InventedSchool(SchoolSize size) {
        this(size, FIRST, FIRST.plusDays(20));
    }

    /**
     * One of another year.
     *
     * @param first the first day of its year, a Monday
     * @param week the Sunday of the first of the two weeks of activities that SchoolBase has
     */
    public InventedSchool(SchoolSize size, LocalDate first, LocalDate week) {
        if (first.getDayOfWeek() != DayOfWeek.MONDAY || week.getDayOfWeek() != DayOfWeek.SUNDAY) {
            throw new IllegalArgumentException(first + " is no Monday, or " + week + " no Sunday");
        }
        this.size = size;
        this.first = first;
        this.week = week;
    }

    /** The last day of its year. */
    public LocalDate last() {
        return first.plusYears(1).minusDays(1);
    }

    /** Something that writes lines. */
    private static final class Lines {
        private final Writer out;

        Lines(Writer out) {
            this.out = out;
        }

        void add(String pattern, Object... values) throws IOException {
            out.write(values.length == 0 ? pattern : String.format(Locale.ROOT, pattern, values));
            out.write('\n');
        }
    }

    private interface Content {
        void write(Lines lines) throws IOException;
    }

    private static void file(Path file, Content content) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
            content.write(new Lines(out));
        }
    }

    /** Writes the export of iSAMS: {@code data.xml}, and the tables of activities and covers beside it. */
    public void writeIsams(Path folder) throws IOException {
        file(folder.resolve("data.xml"), lines -> {
            lines.add("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
            lines.add("<iSAMS>");
            people(lines);
            school(lines);
            teaching(lines);
            timetable(lines);
            lines.add("</iSAMS>");
        });
        activities(folder);
        file(folder.resolve("TblCoverManagerCover.csv"), lines -> {
            lines.add(
                    "TblCoverManagerCoverID,intCycle,TblTimetableManagerScheduleID,blnRecurring,dteDate,txtCoverTeacher,blnVisible,"
                            + "blnEnabled,blnPublished");
            // The first lesson, four weeks after the beginning of the year.
            LocalDate monday = first.plusWeeks(4);
            lines.add("1,1,1,false,%s 00:00:00 +0100,%s,true,true,true", monday, userCode(2));
            lines.add("2,1,2,false,%s 00:00:00 +0100,%s,true,false,true", monday, userCode(3));
        });
    }

    private void people(Lines lines) throws IOException {
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
                    n, n, schoolId(n), forename, surname, n, year(n), forename, form(n), HOUSES.get(n % 4));
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

    private void school(Lines lines) throws IOException {
        lines.add("<SchoolManager><AcademicHouses>");
        for (int n = 0; n < HOUSES.size(); n++) {
            lines.add("<House Id=\"%d\" HouseMasterId=\"%d\"><Name>%s</Name></House>", n + 1, n + 1, HOUSES.get(n));
        }
        lines.add("</AcademicHouses><BoardingHouses/><Forms>");
        for (int n = 0; n < size.forms(); n++) {
            String name = form(FIRST_YEAR + n % SchoolSize.YEARS, n / SchoolSize.YEARS);
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

    private void teaching(Lines lines) throws IOException {
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
                    n + 1, subject(n) + 1, setYear(n), setCode(n), setCode(n));
        }
        lines.add("</Sets><SetLists>");
        int id = 0;
        for (int pupil = 1; pupil <= size.pupils(); pupil++) {
            for (int subject = 0; subject < SchoolSize.SUBJECTS; subject++) {
                lines.add("<SetList Id=\"%d\" SetId=\"%d\" PupilId=\"%d\"/>", ++id, set(pupil, subject) + 1, pupil);
            }
        }
        lines.add(
                "</SetLists><TeachingForms><TeachingForm Id=\"1\"><FormCode>%s</FormCode><TimetableCode>%sRS</TimetableCode>"
                        + "<SubjectId>1</SubjectId></TeachingForm></TeachingForms></TeachingManager>",
                form(1), form(1));
    }

    private void timetable(Lines lines) throws IOException {
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
        for (LocalDate monday = first; !monday.isAfter(last()); monday = monday.plusWeeks(1)) {
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
                        ++id, setCode(set), userCode(1 + set % size.staff()), slot(at), 1 + set % ROOMS);
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

    private void meetings(Lines lines) throws IOException {
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
        file(folder.resolve("TblActivityManagerGroup.csv"), lines -> {
            lines.add("TblActivityManagerGroupId,txtName,intActivity,dteStartDate,dteEndDate,blnActive");
            for (int n = 1; n <= size.activities(); n++) {
                lines.add("%d,Club %d,%d,%s,false", n, n, n, activityDays());
            }
        });
        file(folder.resolve("TblActivityManagerGroupPupilLink.csv"), lines -> {
            lines.add("TblActivityManagerGroupPupilLinkId,txtSchoolID,intGroup,dteStartDate,dteEndDate");
            int id = 0;
            for (int n = 1; n <= size.activities(); n++) {
                for (int member = 0; member < size.membersPerActivity(); member++) {
                    int pupil = 1 + (n * 7 + member) % size.pupils();
                    lines.add("%d,%s,%d,%s", ++id, schoolId(pupil), n, activityDays());
                }
            }
        });
        file(folder.resolve("TblActivityManagerEvent.csv"), lines -> {
            lines.add(
                    "TblActivityManagerEventId,txtSubject,txtLocation,dteStartDate,dteEndDate,blnAllDayEvent,intGroup,intActivity");
            for (int n = 1; n <= size.activities(); n++) {
                LocalDate day = first.plusWeeks(4);
                lines.add(
                        "%d,Club %d,Room %d (main),%s 16:10:00 +0100,%s 17:00:00 +0100,false,%d,%d",
                        n, n, 1 + n % ROOMS, day, day, n, n);
            }
        });
        file(folder.resolve("TblActivityManagerEventOccurrence.csv"), lines -> {
            lines.add("TblActivityManagerEventOccurrenceId,intEventId,dteOccurrenceDate,blnCancelled");
            int id = 0;
            for (int n = 1; n <= size.activities(); n++) {
                for (int week = 0; week < size.occurrencesPerActivity(); week++) {
                    LocalDate date = first.plusWeeks(3L + week).plusDays(n % 5);
                    lines.add("%d,%d,%s 16:10:00 +0100,false", ++id, n, date);
                }
            }
        });
        file(folder.resolve("TblActivityManagerEventTeacherLink.csv"), lines -> {
            lines.add("TblEventTeacherLinkId,intEventId,txtTeacherId");
            for (int n = 1; n <= size.activities(); n++) {
                lines.add("%d,%d,%s", n, n, userCode(1 + n % size.staff()));
            }
        });
    }

    /**
     * Writes the tables of SchoolBase. People, rooms and sets are those of {@link #writeIsams}; activities meet in two weeks, with other pupils
     * in the second.
     */
    public void writeSchoolBase(Path folder) throws IOException {
        table(folder, "academicyear", "AcYearIdent,AcYearName", lines -> lines.add("16,2016/17"));
        table(folder, "years", "YearIdent,YearDesc,YearName,Ptype", lines -> {
            for (int year = FIRST_YEAR; year < FIRST_YEAR + SchoolSize.YEARS; year++) {
                lines.add("%d,%d,Year %d,60", 100 + year, year, year);
            }
            lines.add("99,6,Prep,40");
        });
        table(folder, "curriculum", "CurrIdent,AcYearIdent,YearIdent,SubjectIdent", lines -> {
            for (int year = FIRST_YEAR; year < FIRST_YEAR + SchoolSize.YEARS; year++) {
                lines.add("%d,16,%d,1", 200 + year, 100 + year);
                lines.add("%d,15,%d,1", 300 + year, 100 + year);
            }
        });
        table(
                folder,
                "staff",
                "UserIdent,UserName,UserMnemonic,UserSurname,UserTitle,UserForename,UserLeft,UserTeach,UserDoesCover,UserEmail,PType",
                lines -> {
                    for (int n = 1; n <= size.staff(); n++) {
                        String forename = FORENAMES.get(n % 25);
                        String surname = SURNAMES.get(n / 25 % 25);
                        lines.add(
                                "%d,Dr %s %s,%s,%s,Dr,%s,0,1,1,Staff%d@School.example,60",
                                previousId(n), forename, surname, initials(n), surname, forename, n);
                    }
                    lines.add("6000,Somebody Else,ZZZ,Else,Mr,Somebody,0,0,0,else@school.example,40");
                });
        table(
                folder,
                "pupil",
                "PupOrigNum,Pu_Surname,Pu_Firstname,Pu_GivenName,PupReportName,PupEmail,Pu_CandNo,PupUCI,YearIdent,PType",
                lines -> {
                    for (int n = 1; n <= size.pupils(); n++) {
                        String forename = FORENAMES.get(n % 25);
                        String surname = SURNAMES.get(n / 25 % 25);
                        lines.add(
                                "%d,%s,%s,%s,%s %s,pupil%d@school.example,%d,,%d,60",
                                n, surname, forename, forename, forename, surname, n, 4000 + n, 100 + year(n));
                    }
                    lines.add("90000,Young,Very,Very,Very Young,,,,99,40");
                });
        table(folder, "room", "RoomIdent,Room,RoomName", lines -> {
            for (int n = 1; n <= ROOMS; n++) {
                lines.add("%d,R%d,Room %d", n, n, n);
            }
        });
        table(folder, "subjects", "SubCode,SubName,SubIdent", lines -> {
            for (int n = 1; n <= SUBJECTS.size(); n++) {
                lines.add("%s,%s,%d", SUBJECTS.get(n - 1).substring(0, 2), SUBJECTS.get(n - 1), n);
            }
        });
        schoolBaseGroups(folder);
        schoolBaseTimetable(folder);
        schoolBaseActivities(folder);
    }

    private static void table(Path folder, String name, String header, Content content) throws IOException {
        file(folder.resolve(name + ".csv"), lines -> {
            lines.add(header);
            content.write(lines);
        });
    }

    private void schoolBaseGroups(Path folder) throws IOException {
        table(folder, "groups", "GroupIdent,GroupName,YearIdent,SubIdent,CurrIdent", lines -> {
            for (int n = 0; n < size.sets(); n++) {
                lines.add("%d,%s,%d,%d,%d", n + 1, setCode(n), 100 + setYear(n), subject(n) + 1, 200 + setYear(n));
            }
            lines.add("90001,Club 1,-10,0,0");
            lines.add("90002,7Ar1 of last year,107,1,307");
        });
        table(folder, "academicrecord", "AcrIdent,AcYearIdent,PupOrigNum,CurrIdent,GroupIdent", lines -> {
            int id = 0;
            for (int pupil = 1; pupil <= size.pupils(); pupil++) {
                for (int subject = 0; subject < SchoolSize.SUBJECTS; subject++) {
                    lines.add("%d,16,%d,%d,%d", ++id, pupil, 200 + year(pupil), set(pupil, subject) + 1);
                }
                lines.add("%d,15,%d,%d,90002", ++id, pupil, 300 + year(pupil));
            }
        });
        table(folder, "tutorgroup", "UserIdent,YearIdent,PupOrigNum,Pu_House", lines -> {
            for (int n = 1; n <= size.pupils(); n++) {
                int form =
                        (year(n) - FIRST_YEAR) * size.formsPerYear() + (n - 1) / SchoolSize.YEARS % size.formsPerYear();
                lines.add("%d,%d,%d,%s", previousId(1 + form % size.staff()), 100 + year(n), n, HOUSES.get(n % 4));
            }
            lines.add("0,107,-1,");
        });
        table(
                folder,
                "tags",
                "TagNo,TagUse,TagDate,TagDelDate,UserIdent,TagPrivate",
                lines -> lines.add("1,Theatre,,,%d,0", previousId(1)));
        table(folder, "puptag", "PupOrigNum,TagNo", lines -> lines.add("1,1\n2,1\n3,1"));
    }

    private void schoolBaseTimetable(Path folder) throws IOException {
        table(
                folder,
                "periodtimes",
                "PeriodTimesIdent,PeriodTimeStart,PeriodTimeEnd,Period,PeriodTimeSetIdent",
                lines -> {
                    int id = 0;
                    for (int day = 0; day < DAYS; day++) {
                        for (int period = 1; period <= PERIODS; period++) {
                            int start = (7 + period) * 60 + 30;
                            int key = period(1 + day / 5, 1 + day % 5, period);
                            lines.add("%d,%d,%d,%d,2", ++id, start, start + 50, key);
                            lines.add("%d,%d,%d,%d,1", ++id, start + 5, start + 40, key);
                        }
                    }
                });
        table(folder, "period", "Period,DayName,TeachingPeriod,PeriodWeek", lines -> {
            for (int day = 0; day < DAYS; day++) {
                for (int period = 1; period <= PERIODS; period++) {
                    lines.add(
                            "%d,%s,1,%d",
                            period(1 + day / 5, 1 + day % 5, period), DayOfWeek.of(1 + day % 5), 1 + day / 5);
                }
            }
        });
        table(
                folder,
                "timetable",
                "TimetableIdent,GroupIdent,StaffIdent,RoomIdent,Period,AcYearIdent,TimeNote",
                lines -> {
                    int id = 0;
                    for (int lesson = 0; lesson < SchoolSize.LESSONS; lesson++) {
                        for (int set = 0; set < size.sets(); set++) {
                            lines.add(
                                    "%d,%d,%d,%d,%d,16,",
                                    ++id,
                                    set + 1,
                                    previousId(1 + set % size.staff()),
                                    1 + set % ROOMS,
                                    slot(set * SchoolSize.LESSONS + lesson));
                        }
                    }
                    for (int n = 1; n <= 3; n++) {
                        lines.add("%d,0,%d,0,%d,16,Heads", ++id, previousId(n), laterSlot(0));
                    }
                    lines.add("%d,1,%d,1,%d,15,", ++id, previousId(1), slot(0));
                });
        table(
                folder,
                "staffabsence",
                "StaffAbIdent,StaffAbsenceDate,Period,StaffAbsenceDate2,Period2,UserIdent,RoomIdent",
                lines -> lines.add("1,29,1101,29,1101,%d,0", previousId(1)));
        table(
                folder,
                "staffabline",
                "StaffAbLineIdent,StaffAbIdent,StaffAbsenceDate,Period,StaffAbCoverNeed,UserIdent,RoomIdent,TimetableIdent",
                lines -> lines.add("11,1,29,1101,1,%d,0,1\n12,1,29,1101,1,%d,0,", previousId(1), previousId(1)));
        table(
                folder,
                "staffcovers",
                "StaffAbLineIdent,AbsenceDate,UserIdent,Staff,PType",
                lines -> lines.add("11,29,%d,X,60\n12,29,%d,X,60", previousId(2), previousId(2)));
    }

    private void schoolBaseActivities(Path folder) throws IOException {
        table(folder, "days", "Days,DateIdent", lines -> {
            for (int day = 1; day <= 380; day++) {
                lines.add("%s 00:00:00,%d", first.plusDays(day - 1L), day);
            }
        });
        // Any day of a week stands for it: here its Wednesday.
        long wednesday = ChronoUnit.DAYS.between(first, week) + 4;
        table(
                folder,
                "rtrotaweek",
                "RTRotaWeekIdent,DateIdent",
                lines -> lines.add("1,%d\n2,%d", wednesday, wednesday + 7));
        table(
                folder,
                "rtrwgroups",
                "RTRWGroupsIdent,RTRotaWeekIdent,GroupIdent,GroupDay,GroupStart,GroupEnd,SCTIdent,RoomIdent,StaffIdent,StaffIdent2,GroupName,"
                        + "DateIdent,UserIdent3,UserIdent4",
                lines -> {
                    int id = 0;
                    for (int week = 1; week <= 2; week++) {
                        for (int n = 1; n <= size.activities(); n++) {
                            lines.add(
                                    "%d,%d,%d,%d,970,1020,,%d,%d,0,Club %d,,,",
                                    ++id,
                                    week,
                                    90000 + n,
                                    1 + n % 5,
                                    1 + n % ROOMS,
                                    previousId(1 + n % size.staff()),
                                    n);
                        }
                    }
                });
        table(folder, "rtrwpupils", "PupOrigNum,RTRWGroupsIdent", lines -> {
            int id = 0;
            for (int week = 1; week <= 2; week++) {
                for (int n = 1; n <= size.activities(); n++) {
                    id++;
                    for (int member = 0; member < size.membersPerActivity(); member++) {
                        lines.add("%d,%d", 1 + (n * 7 + week + member) % size.pupils(), id);
                    }
                }
            }
        });
    }

    /** The weeks of iSAMS begin on Sundays; the first one of a year is the one with New Year's Day, however short. */
    private static int isamsWeek(LocalDate date) {
        int weekday = date.getDayOfWeek().getValue() % 7;
        return (date.getDayOfYear() - weekday + 12) / 7;
    }

    private static int period(int week, int day, int period) {
        return week * 1000 + day * 100 + period;
    }

    /** Lessons spread evenly over the ten days. */
    private static int slot(int lesson) {
        int day = lesson % DAYS;
        return period(1 + day / 5, 1 + day % 5, 1 + lesson / DAYS % PERIODS);
    }

    /** Any day but the first. */
    private static int laterSlot(int n) {
        int day = 1 + n % (DAYS - 1);
        return period(1 + day / 5, 1 + day % 5, 1 + n % PERIODS);
    }

    private int set(int pupil, int subject) {
        int year = (pupil - 1) % SchoolSize.YEARS;
        int set = (pupil - 1) / SchoolSize.YEARS % size.setsPerSubject();
        return (year * SchoolSize.SUBJECTS + subject) * size.setsPerSubject() + set;
    }

    private int subject(int set) {
        return set / size.setsPerSubject() % SchoolSize.SUBJECTS;
    }

    private int setYear(int set) {
        return FIRST_YEAR + set / (size.setsPerSubject() * SchoolSize.SUBJECTS);
    }

    private String setCode(int set) {
        String subject = SUBJECTS.get(subject(set)).substring(0, 2);
        return setYear(set) + subject + (set % size.setsPerSubject() + 1);
    }

    private static int year(int pupil) {
        return FIRST_YEAR + (pupil - 1) % SchoolSize.YEARS;
    }

    private String form(int pupil) {
        return form(year(pupil), (pupil - 1) / SchoolSize.YEARS % size.formsPerYear());
    }

    private static String form(int year, int number) {
        return year + "-" + (number + 1);
    }

    private static String schoolId(int pupil) {
        return String.format(Locale.ROOT, "%012d", 100_000 + pupil);
    }

    private static int previousId(int staff) {
        return 7000 + staff;
    }

    private static String userCode(int staff) {
        return String.format(Locale.ROOT, "USER%08d", staff);
    }

    private static String initials(int staff) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        return "" + letters.charAt(staff / 676 % 26) + letters.charAt(staff / 26 % 26) + letters.charAt(staff % 26);
    }
}
