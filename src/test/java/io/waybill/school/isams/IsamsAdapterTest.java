package io.waybill.school.isams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord.Cover;
import io.waybill.school.model.SchoolRecord.CustomGroup;
import io.waybill.school.model.SchoolRecord.EntryKind;
import io.waybill.school.model.SchoolRecord.EntryStaff;
import io.waybill.school.model.SchoolRecord.Member;
import io.waybill.school.model.SchoolRecord.Occurrence;
import io.waybill.school.model.SchoolRecord.OtherHalfGroup;
import io.waybill.school.model.SchoolRecord.Period;
import io.waybill.school.model.SchoolRecord.Pupil;
import io.waybill.school.model.SchoolRecord.Room;
import io.waybill.school.model.SchoolRecord.StaffMember;
import io.waybill.school.model.SchoolRecord.Subject;
import io.waybill.school.model.SchoolRecord.TeachingGroup;
import io.waybill.school.model.SchoolRecord.TimetableEntry;
import io.waybill.school.model.SchoolRecord.TutorGroup;
import io.waybill.school.model.SchoolRecord.WeekUse;
import io.waybill.school.policy.SchoolPolicy;
import io.waybill.school.sample.SamplePolicy;
import io.waybill.school.source.CollectedExtract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsamsAdapterTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void aSmallSchoolHasExported() throws IOException {
        new InventedSchool(SchoolSize.SMALL).writeIsams(folder);
    }

    private CollectedExtract read() throws IOException {
        return read(SamplePolicy.ORDINAL, null);
    }

    private CollectedExtract read(SchoolPolicy policy, String timetable) throws IOException {
        Map<String, Path> tables = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".csv"))
                    .forEach(file -> tables.put(file.getFileName().toString(), file));
        }
        CollectedExtract extract = new CollectedExtract();
        new IsamsAdapter(policy, SamplePolicy.WHOLE_YEAR, timetable)
                .read(new IsamsExport(folder.resolve("data.xml"), "data.xml", tables), extract);
        return extract;
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path, UTF_8);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to), UTF_8);
    }

    private void changeData(String from, String to) throws IOException {
        change("data.xml", from, to);
    }

    private void changeDataByPattern(String from, String to) throws IOException {
        Path data = folder.resolve("data.xml");
        String text = Files.readString(data);
        String changed = text.replaceFirst(from, to);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(data, changed);
    }

    private static <T> T first(List<T> all) {
        return all.get(0);
    }

    @Test
    void everythingOfASoundExportIsRead() throws IOException {
        CollectedExtract extract = read();

        assertThat(extract.rejected()).isEmpty();
        assertThat(extract.areas())
                .hasSize(10)
                .allSatisfy((area, state) -> assertThat(state).isEqualTo(AreaState.LOADED));
        assertThat(first(extract.records(StaffMember.class)))
                .isEqualTo(new StaffMember(
                        "1",
                        "7001",
                        "USER00000001",
                        "Dr Bran Ash",
                        "AAB",
                        "Dr",
                        "Bran",
                        "Ash",
                        "staff1@school.example",
                        true,
                        true,
                        null,
                        null));
        assertThat(first(extract.records(Pupil.class)))
                .isEqualTo(new Pupil(
                        "1",
                        "000000100001",
                        "Bran Ash",
                        "Ash",
                        "Bran",
                        "Bran",
                        "pupil1@school.example",
                        "",
                        "South",
                        7,
                        2016));
        assertThat(first(extract.records(Subject.class))).isEqualTo(new Subject("1", "Art"));
        assertThat(first(extract.records(Room.class))).isEqualTo(new Room("1", "Room 1", List.of()));
        assertThat(first(extract.records(TutorGroup.class)))
                .isEqualTo(new TutorGroup("7-1", "7-1", "1", "South", 2016));
        assertThat(first(extract.records(TeachingGroup.class))).isEqualTo(new TeachingGroup("1", "7Ar1", 7, "1"));
        assertThat(extract.records(CustomGroup.class))
                .containsExactly(new CustomGroup("1", "Theatre (Trip)", "1", true));
        assertThat(first(extract.records(OtherHalfGroup.class)))
                .isEqualTo(new OtherHalfGroup(
                        "1", "Club 1", LocalDate.parse("2016-09-01"), LocalDate.parse("2017-07-07")));
        assertThat(first(extract.records(Period.class)))
                .isEqualTo(new Period("1101", "1", 1, LocalTime.parse("08:30"), LocalTime.parse("09:20")));
        assertThat(first(extract.records(WeekUse.class))).isEqualTo(new WeekUse(2016, 34, "1"));
        assertThat(first(extract.records(Occurrence.class)))
                .isEqualTo(new Occurrence(
                        "occurrence 1",
                        "Club 1",
                        new GroupKey(GroupKind.OTHER_HALF, "1"),
                        LocalDate.parse("2016-09-06"),
                        LocalTime.parse("16:10"),
                        LocalTime.parse("17:00"),
                        List.of("2"),
                        "2",
                        List.of()));
        assertThat(extract.records(Cover.class))
                .containsExactly(new Cover("1", LocalDate.parse("2016-09-12"), "lesson 1", "1", "2"));
    }

    @Test
    void membersAreThoseOfTheirGroups() throws IOException {
        Map<GroupKind, Long> members = read().records(Member.class).stream()
                .collect(Collectors.groupingBy(member -> member.group().kind(), Collectors.counting()));

        assertThat(members)
                .isEqualTo(Map.of(
                        GroupKind.TUTOR,
                        28L,
                        GroupKind.TEACHING,
                        280L,
                        GroupKind.CUSTOM,
                        3L,
                        GroupKind.OTHER_HALF,
                        12L));
    }

    @Test
    void rowsOfOneLessonAreOneEntryWhicheverComesFirst() throws IOException {
        String lesson =
                "<Schedule Id=\"%d\"><Code>7Ar1</Code><Teacher>%s</Teacher><PeriodId>1101</PeriodId><RoomId>1</RoomId><Set>1</Set></Schedule>";
        changeData(
                "<Schedules>",
                "<Schedules>" + String.format(lesson, 5001, "USER00000009")
                        + String.format(lesson, 5000, "USER00000008"));

        TimetableEntry entry = read().records(TimetableEntry.class).stream()
                .filter(each -> each.sources().contains("5000"))
                .findFirst()
                .orElseThrow();

        assertThat(entry)
                .isEqualTo(new TimetableEntry(
                        EntryKind.LESSON,
                        "lesson 1",
                        List.of("1", "5000", "5001"),
                        "7Ar1",
                        "Lesson",
                        List.of("1101"),
                        List.of(new EntryStaff("1", "1"), new EntryStaff("5000", "8"), new EntryStaff("5001", "9")),
                        List.of("1"),
                        List.of(new GroupKey(GroupKind.TEACHING, "1")),
                        List.of(),
                        List.of()));
    }

    @Test
    void meetingsYearsAndTutorialsAreEntries() throws IOException {
        List<TimetableEntry> entries = read().records(TimetableEntry.class);

        assertThat(entries.stream().collect(Collectors.groupingBy(TimetableEntry::kind, Collectors.counting())))
                .isEqualTo(Map.of(
                        EntryKind.LESSON,
                        490L,
                        EntryKind.MEETING,
                        49L,
                        EntryKind.YEAR_SCHEDULE,
                        10L,
                        EntryKind.TUTORIAL,
                        5L));
        assertThat(entries)
                .filteredOn(entry -> entry.kind() == EntryKind.YEAR_SCHEDULE)
                .extracting(TimetableEntry::category)
                .containsOnly("Religious service", "Sport");
        assertThat(entries)
                .filteredOn(entry -> entry.key().equals("tutorial 1"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.pupils()).containsExactly("1", "2");
                    assertThat(entry.staff()).containsExactly(new EntryStaff("1", "1"));
                });
    }

    @Test
    void aTutorialTakesPlaceInAllOfItsPeriods() throws IOException {
        changeData(
                "<Period><PeriodId>1201</PeriodId></Period>",
                "<Period><PeriodId>2303</PeriodId></Period><Period><PeriodId>1201</PeriodId></Period>");

        assertThat(read().records(TimetableEntry.class))
                .filteredOn(entry -> entry.key().equals("tutorial 1"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.periods()).containsExactly("1201", "2303"));
    }

    @Test
    @DisplayName("W24: a lesson by form belongs to the form, whichever element says so")
    void aLessonByFormBelongsToTheForm() throws IOException {
        changeData(
                "<Schedules>",
                "<Schedules><Schedule Id=\"5000\"><Code>7-1RS</Code><Teacher/><PeriodId>1107</PeriodId><RoomId>0</RoomId><SetId>0</SetId></Schedule>");

        assertThat(read().records(TimetableEntry.class))
                .filteredOn(entry -> entry.key().equals("lesson 5000"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.groups()).containsExactly(new GroupKey(GroupKind.TUTOR, "7-1"));
                    assertThat(entry.rooms()).isEmpty();
                    assertThat(entry.staff()).isEmpty();
                });
    }

    @Test
    void aFormThatTheExportDoesNotHaveIsRejectedWhereALessonIsTaughtToIt() throws IOException {
        changeData("<FormCode>7-1<", "<FormCode>7-l<");
        assertThat(read().rejected()).as("no lesson of it").isEmpty();
        changeData(
                "<Schedules>",
                "<Schedules><Schedule Id=\"5000\"><Code>7-1RS</Code><Teacher/><PeriodId>1107</PeriodId><RoomId>0</RoomId><SetId>0</SetId></Schedule>");

        CollectedExtract extract = read();

        assertThat(extract.rejected())
                .singleElement()
                .asString()
                .contains("TIMETABLE link")
                .contains("TeachingForm 1, field FormCode: found 7-l, expected a form in the export");
        assertThat(extract.records(TimetableEntry.class))
                .extracting(entry -> entry.key())
                .contains("lesson 5000");
        assertThat(extract.notices()).noneMatch(notice -> notice.startsWith("lessons-without-group"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    (<StaffMember Id="1"><PreviousMISId>)7001 | $1old | STAFF 1
                    (<Classroom Id="1"><Name>)[^<]* | $1 | ROOMS 1
                    (<Subject Id="1"[^>]*><Name>)[^<]* | $1 | SUBJECTS 1
                    (<Pupil Id="1">.*?<NCYear>)7 | $1seven | PUPILS 1
                    """)
    void whatRefersToARejectedRecordIsSound(String from, String to, String rejected) throws IOException {
        List<String> sound = read().records(TimetableEntry.class).stream()
                .map(TimetableEntry::key)
                .toList();
        changeDataByPattern(from, to);

        CollectedExtract extract = read();

        // A subject is in each of its departments.
        assertThat(extract.rejected())
                .isNotEmpty()
                .allMatch(each -> each.toString().startsWith(rejected + ": "));
        assertThat(extract.records(TimetableEntry.class))
                .extracting(TimetableEntry::key)
                .isEqualTo(sound);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <Pupil Id="1">(.*?)<NCYear>7< | <Pupil Id="1">$1<NCYear>-3< | PUPILS 1
                    (<Form Id="7-1" TutorId="1" YearId=)"7" | $1"0" | TUTOR_GROUPS 7-1
                    (<Set Id="1" SubjectId="1" YearId=)"7" | $1"-3" | TEACHING_GROUPS 1
                    <NationalCurriculumYear>7< | <NationalCurriculumYear>6< | TIMETABLE year schedule 1
                    """)
    void aYearForWhichTheSchoolHasNoWordIsARejectAndNothingElseIs(String from, String to, String rejected)
            throws IOException {
        changeDataByPattern(from, to);

        assertThat(read().rejected())
                .singleElement()
                .asString()
                .startsWith(rejected + ": ")
                .contains(
                        "expected a year with a name, from 7 on, or one that 'years' in config/school.yaml leaves out");
    }

    @Test
    void theTimetableThatIsNamedIsRead() throws IOException {
        changeData("<Code>X</Code>", "<Code>7Ar1</Code>");

        assertThat(read(SamplePolicy.ORDINAL, "Next").records(TimetableEntry.class))
                .extracting(TimetableEntry::key)
                .containsExactly("lesson 999999");
        BrokenFileException refused =
                catchThrowableOfType(BrokenFileException.class, () -> read(SamplePolicy.ORDINAL, "Nest"));
        assertThat(refused)
                .hasMessageContaining("no timetable with the name Nest")
                .hasMessageContaining("Main, Next");
    }

    @Test
    void aSchoolHasItsOwnYears() throws IOException {
        CollectedExtract extract = read(SamplePolicy.NUMBERED, null);

        assertThat(extract.rejected()).isEmpty();
        assertThat(extract.records(Pupil.class))
                .hasSize(20)
                .extracting(Pupil::year)
                .allMatch(year -> year >= 9);
        assertThat(extract.records(StaffMember.class)).noneMatch(StaffMember::active);
        assertThat(extract.records(TeachingGroup.class)).hasSize(50);
        assertThat(extract.notices())
                .contains("left-out: Left out: 8 of the pupils, of years that are not in the calendar.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CurrentStaff",
                "CurrentPupils",
                "Forms",
                "Buildings",
                "Departments",
                "Sets",
                "SetLists",
                "Structure"
            })
    void anExportWithoutASectionOrWithAnEmptyOneIsRefused(String section) throws IOException {
        String whole = Files.readString(folder.resolve("data.xml"));
        String start = whole.substring(0, whole.indexOf("<" + section + ">"));
        String end = whole.substring(whole.indexOf("</" + section + ">") + section.length() + 3);
        for (String instead : List.of("", "<" + section + "/>")) {
            Files.writeString(folder.resolve("data.xml"), start + instead + end);

            BrokenFileException refused = catchThrowableOfType(BrokenFileException.class, this::read);

            assertThat(refused)
                    .hasMessageContaining(instead.isEmpty() ? "no section" : "an empty section")
                    .hasMessageContaining(section);
            assertThat(refused.total()).isEqualTo(1);
        }
    }

    @Test
    void customGroupsThatWereNotAskedForAreNotGone() throws IOException {
        changeData("<CustomPupilGroups>", "<Other>");
        changeData("</CustomPupilGroups>", "</Other>");
        changeData("<CustomGroupId>", "<SomeId>");
        changeData("</CustomGroupId>", "</SomeId>");
        changeData("CustomPupilGroupMembershipItems>", "OtherItems>");

        assertThat(read().areas()).containsEntry(Area.CUSTOM_GROUPS, AreaState.NOT_REQUESTED);
    }

    @Test
    void aFileThatIsCutAtAnySectionIsRefused() throws IOException {
        String whole = Files.readString(folder.resolve("data.xml"));
        for (String section : List.of(
                "</CurrentStaff>",
                "</CurrentPupils>",
                "</Forms>",
                "</SetLists>",
                "</Structure>",
                "</PublishedTimetables>",
                "</TimetableManager>")) {
            Files.writeString(
                    folder.resolve("data.xml"), whole.substring(0, whole.indexOf(section) + section.length()));
            assertThat(catchThrowableOfType(BrokenFileException.class, this::read)
                            .faults()
                            .get(0)
                            .rule())
                    .isEqualTo("ends-too-early");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // An empty number is no number, and text is none either.
                "<NCYear>7</NCYear>|<NCYear/>|PUPILS 1|field NCYear: expected a value",
                "<NCYear>7</NCYear>|<NCYear>7x</NCYear>|PUPILS 1|found 7x, expected a whole number",
                "<Pupil Id=\"2\">|<Pupil Id=\"1\">|PUPILS 1|expected a key that no other record has",
                "<Form Id=\"8-1\"|<Form Id=\"7-1\"|TUTOR_GROUPS 7-1|expected a key that no other record has",
                "TutorId=\"1\"|TutorId=\"9999\"|TUTOR_GROUPS 7-1|found 9999",
                "<Set Id=\"1\" SubjectId=\"1\"|<Set Id=\"1\" SubjectId=\"77\"|TEACHING_GROUPS 1|found 77",
                "<Set Id=\"2\" SubjectId=\"2\"|<Set Id=\"1\" SubjectId=\"2\"|TEACHING_GROUPS 1|expected a key that no other record has",
                "SetId=\"1\" PupilId=\"1\"|SetId=\"1\" PupilId=\"99999\"|TEACHING_GROUPS link|found 99999",
                "<Form>7-1</Form><AcademicHouse>South|<Form>7-9</Form><AcademicHouse>South|TUTOR_GROUPS link|found 7-9",
                "<Schedule Id=\"1\"><Code>7Ar1</Code><Teacher>USER00000001|<Schedule Id=\"1\"><Code>7Ar1</Code><Teacher>NOBODY|TIMETABLE lesson 1|found NOBODY",
                "<Schedule Id=\"2\">|<Schedule Id=\"1\">|TIMETABLE lesson 1|expected a key that no other row of the timetable has",
                "<PeriodId>1101</PeriodId><RoomId>1<|<PeriodId>77</PeriodId><RoomId>1<|TIMETABLE lesson 1|expected a period of the timetable",
                "<StartTime>08:30</StartTime>|<StartTime>25:30</StartTime>|TIMETABLE 1101|expected a time such as 08:30",
                "<SetCode>7Bi1</SetCode>|<SetCode>7Ar1</SetCode>|TIMETABLE lesson 1|expected the code of one set, not of 1, 2",
                "<UserCode>USER00000002|<UserCode>USER00000001|TIMETABLE lesson 1|expected the user code of one staff member",
            })
    void whatCannotBeUsedIsRejectedUnderItsKeyAndTheRestIsRead(String from, String to, String key, String reason)
            throws IOException {
        changeData(from, to);

        CollectedExtract extract = read();

        assertThat(extract.rejected()).anySatisfy(rejected -> {
            assertThat(rejected.area() + " " + rejected.key()).isEqualTo(key);
            assertThat(rejected.fault().sentence()).contains("data.xml, line ").contains(reason);
        });
        assertThat(extract.records(StaffMember.class)).hasSize(12);
        assertThat(extract.areas()).hasSize(10);
    }

    @Test
    void whatIsThereTwiceInTheSameWordsCountsOnce() throws IOException {
        String room = "<Classroom Id=\"1\"><Name>Room 1</Name><Initials>R1</Initials></Classroom>";
        changeData(room, room + room);

        CollectedExtract extract = read();

        assertThat(extract.rejected()).isEmpty();
        assertThat(extract.notices())
                .contains("repeated: Records that are in the export more than once, in the same words, count once."
                        + " Repeated: 1 of the rooms.");
    }

    @Test
    @DisplayName("W18: neither of two things with one key is used")
    void neitherOfTwoThingsWithOneKeyIsUsed() throws IOException {
        changeData("<Pupil Id=\"2\">", "<Pupil Id=\"1\">");

        assertThat(read().records(Pupil.class))
                .hasSize(26)
                .extracting(Pupil::id)
                .doesNotContain("1", "2");
    }

    @Test
    void whatIsRejectedDoesNotDependOnTheOrderOfTheFile() throws IOException {
        changeData("<Form Id=\"8-1\"", "<Form Id=\"7-1\"");
        Set<String> once =
                read().rejected().stream().map(each -> each.area() + each.key()).collect(Collectors.toSet());
        changeData("<Form Id=\"7-1\" TutorId=\"1\" YearId=\"7\"><Form>7-1</Form></Form>", "");
        changeData("</Forms>", "<Form Id=\"7-1\" TutorId=\"1\" YearId=\"7\"><Form>7-1</Form></Form></Forms>");

        assertThat(read().rejected().stream()
                        .map(each -> each.area() + each.key())
                        .collect(Collectors.toSet()))
                .isEqualTo(once);
    }

    @Test
    @DisplayName("W12: cancelled occurrences are left out, and there may be several on a day")
    void cancelledOccurrencesAreLeftOutAndThereMayBeSeveralOnADay() throws IOException {
        change(
                "TblActivityManagerEventOccurrence.csv",
                "1,1,2016-09-06 16:10:00 +0100,false",
                "1,1,2016-09-06 16:10:00 +0100,true");
        change("TblActivityManagerEventOccurrence.csv", "2,1,2016-09-13", "2,1,2016-09-20");

        CollectedExtract extract = read();

        assertThat(extract.records(Occurrence.class))
                .filteredOn(each -> each.name().equals("Club 1"))
                .extracting(each -> each.key() + " " + each.date())
                .containsExactly(
                        "occurrence 2 2016-09-20",
                        "occurrence 3 2016-09-20",
                        "occurrence 4 2016-09-27",
                        "occurrence 5 2016-10-04");
        assertThat(extract.notices())
                .contains("cancelled: Left out: 1 of the occurrences of activities, because of cancellation.");
    }

    @Test
    @DisplayName("W18: two occurrences with one key are none")
    void occurrencesWithOneKeyAreNone() throws IOException {
        change("TblActivityManagerEventOccurrence.csv", "3,1,2016-09-20", "2,1,2016-09-20");

        CollectedExtract extract = read();

        assertThat(extract.records(Occurrence.class))
                .filteredOn(each -> each.name().equals("Club 1"))
                .extracting(Occurrence::key)
                .containsExactly("occurrence 1", "occurrence 4", "occurrence 5");
        assertThat(extract.rejected())
                .hasSize(2)
                .allMatch(each -> each.area() == Area.OTHER_HALF && "occurrence 2".equals(each.key()));
    }

    @Test
    void membersOfActivitiesHaveDaysOfTheirOwn() throws IOException {
        change("TblActivityManagerGroupPupilLink.csv", "1,000000100008,1,2016-09-01", "1,000000100008,1,2016-10-03");

        assertThat(read().records(Member.class))
                .filteredOn(member -> member.group().kind() == GroupKind.OTHER_HALF)
                .first()
                .satisfies(member -> assertThat(member.first()).isEqualTo(LocalDate.parse("2016-10-03")));
    }

    @ParameterizedTest
    @CsvSource({
        "TblActivityManagerGroup.csv, OTHER_HALF",
        "TblActivityManagerGroupPupilLink.csv, OTHER_HALF",
        "TblActivityManagerEvent.csv, OTHER_HALF",
        "TblActivityManagerEventOccurrence.csv, OTHER_HALF",
        "TblActivityManagerEventTeacherLink.csv, OTHER_HALF",
        "TblCoverManagerCover.csv, COVERS"
    })
    void aTableThatCannotBeReadFailsItsAreaAndNoOther(String table, Area area) throws IOException {
        String text = Files.readString(folder.resolve(table));
        for (String broken : List.of("", text.substring(text.indexOf(',') + 1), text + "\"")) {
            Files.writeString(folder.resolve(table), broken);

            CollectedExtract extract = read();

            assertThat(extract.areas()).containsEntry(area, AreaState.FAILED).hasSize(10);
            assertThat(extract.areas().values())
                    .filteredOn(AreaState.FAILED::equals)
                    .hasSize(1);
            assertThat(extract.rejected())
                    .anyMatch(rejected -> rejected.area() == area
                            && rejected.fault().sentence().startsWith(table));
        }
    }

    @Test
    void aRowWithOtherCellsThanTheHeaderIsRejected() throws IOException {
        change("TblActivityManagerGroup.csv", "1,Club 1,", "1,Club, first,");

        CollectedExtract extract = read();

        assertThat(extract.rejected())
                .first()
                .asString()
                .contains(
                        "OTHER_HALF null: TblActivityManagerGroup.csv, line 2: TblActivityManagerGroup 1, found 7 cells, expected 6 cells");
        assertThat(extract.areas()).containsEntry(Area.OTHER_HALF, AreaState.LOADED);
        assertThat(extract.records(OtherHalfGroup.class)).hasSize(2);
    }

    @Test
    void anActivityOfSomebodyUnknownIsRejectedWithItsOccurrences() throws IOException {
        change("TblActivityManagerEventTeacherLink.csv", "1,1,USER", "1,1,NOBODY");

        CollectedExtract extract = read();

        assertThat(extract.rejected())
                .extracting(each -> each.area() + " " + each.key())
                .containsExactly(
                        "OTHER_HALF activity 1",
                        "OTHER_HALF with the rest: occurrence 1",
                        "OTHER_HALF with the rest: occurrence 2",
                        "OTHER_HALF with the rest: occurrence 3",
                        "OTHER_HALF with the rest: occurrence 4",
                        "OTHER_HALF with the rest: occurrence 5");
        assertThat(extract.records(Occurrence.class)).hasSize(10);
        assertThat(extract.notices())
                .contains(
                        "rejected-with: 5 occurrences of activities wait for activities that are rejected: nothing changes about them, and they come right with these.");
    }

    @Test
    void noOccurrencesIsNoReasonToTakeAllForGoneButNoCoversIs() throws IOException {
        for (String table : List.of("TblActivityManagerEventOccurrence.csv", "TblCoverManagerCover.csv")) {
            Files.writeString(
                    folder.resolve(table),
                    Files.readAllLines(folder.resolve(table)).get(0) + "\n");
        }

        assertThat(read().areas())
                .containsEntry(Area.OTHER_HALF, AreaState.FAILED)
                .containsEntry(Area.COVERS, AreaState.LOADED);
    }

    @Test
    void withoutTablesNothingIsSaidOfActivitiesAndCovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".csv")).toList()) {
                Files.delete(file);
            }
        }

        assertThat(read().areas())
                .containsEntry(Area.OTHER_HALF, AreaState.NOT_REQUESTED)
                .containsEntry(Area.COVERS, AreaState.NOT_REQUESTED);
    }

    @Test
    void aSchoolOfFullSizeHasAsManyEventsAsAnyOther() throws IOException {
        new InventedSchool(SchoolSize.FULL).writeIsams(folder);

        CollectedExtract extract = read();

        assertThat(extract.rejected()).isEmpty();
        assertThat(extract.records(Pupil.class)).hasSize(1_001);
        assertThat(extract.records(StaffMember.class)).hasSize(330);
        assertThat(extract.records(TutorGroup.class)).hasSize(63);
        assertThat(extract.records(TeachingGroup.class)).hasSize(490);
        assertThat(extract.records(Member.class))
                .filteredOn(member -> member.group().kind() == GroupKind.TEACHING)
                .hasSize(10_010);
        assertThat(extract.records(Occurrence.class)).hasSize(8_750);
        assertThat(events(extract)).containsExactly(99_944, 391_805);
    }

    /** How many events, and how many people, groups and rooms in them, the timetable gives in a year. */
    private static int[] events(CollectedExtract extract) {
        Map<String, Period> periods =
                extract.records(Period.class).stream().collect(Collectors.toMap(Period::id, each -> each));
        Set<WeekUse> uses = new HashSet<>(extract.records(WeekUse.class));
        int events = extract.records(Occurrence.class).size();
        int commitments = events * 3;
        Map<String, Integer> dates = new HashMap<>();
        for (long day = 0; day <= ChronoUnit.DAYS.between(InventedSchool.FIRST, InventedSchool.LAST); day++) {
            LocalDate date = InventedSchool.FIRST.plusDays(day);
            int weekday = date.getDayOfWeek().getValue() % 7;
            int number = (date.getDayOfYear() - weekday + 12) / 7;
            for (Period period : periods.values()) {
                if (period.weekday() % 7 == weekday
                        && uses.contains(new WeekUse(date.getYear(), number, period.week()))) {
                    dates.merge(period.id(), 1, Integer::sum);
                }
            }
        }
        for (TimetableEntry entry : extract.records(TimetableEntry.class)) {
            int days = dates.get(entry.periods().get(0));
            events += days;
            commitments += days
                    * (entry.staff().size()
                            + entry.rooms().size()
                            + entry.groups().size()
                            + entry.pupils().size()
                            + entry.years().size());
        }
        return new int[] {events, commitments};
    }
}
