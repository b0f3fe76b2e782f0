package io.waybill.school.schoolbase;

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
import io.waybill.school.model.SchoolRecord.OccurrenceMember;
import io.waybill.school.model.SchoolRecord.OtherHalfGroup;
import io.waybill.school.model.SchoolRecord.Period;
import io.waybill.school.model.SchoolRecord.Pupil;
import io.waybill.school.model.SchoolRecord.Room;
import io.waybill.school.model.SchoolRecord.StaffMember;
import io.waybill.school.model.SchoolRecord.Suspension;
import io.waybill.school.model.SchoolRecord.TeachingGroup;
import io.waybill.school.model.SchoolRecord.TimetableEntry;
import io.waybill.school.model.SchoolRecord.TutorGroup;
import io.waybill.school.sample.SamplePolicy;
import io.waybill.school.source.CollectedExtract;
import io.waybill.school.source.LoadFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchoolBaseAdapterTest {
    private static final SchoolBaseRules RULES =
            new SchoolBaseRules("16", 2, Set.of(60), Set.of(60, 100), Set.of(), Set.of());

    @TempDir
    private Path folder;

    @BeforeEach
    void aSmallSchoolHasExported() throws IOException {
        new InventedSchool(SchoolSize.SMALL).writeSchoolBase(folder);
    }

    private CollectedExtract read() throws IOException {
        return read(SamplePolicy.WHOLE_YEAR);
    }

    private CollectedExtract read(LoadFrame frame) throws IOException {
        return read(frame, RULES);
    }

    private CollectedExtract read(LoadFrame frame, SchoolBaseRules rules) throws IOException {
        Map<String, Path> tables = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> tables.put(file.getFileName().toString(), file));
        }
        CollectedExtract extract = new CollectedExtract();
        new SchoolBaseAdapter(SamplePolicy.ORDINAL, frame, rules).read(tables, extract);
        return extract;
    }

    private void change(String table, String from, String to) throws IOException {
        Path path = folder.resolve(table + ".csv");
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void everythingOfASoundExportIsRead() throws IOException {
        CollectedExtract extract = read();

        assertThat(extract.rejected()).isEmpty();
        assertThat(extract.areas())
                .hasSize(10)
                .allSatisfy((area, state) -> assertThat(state).isEqualTo(AreaState.LOADED));
        assertThat(extract.records(StaffMember.class))
                .hasSize(12)
                .first()
                .isEqualTo(new StaffMember(
                        "7001",
                        "",
                        "",
                        "Dr Bran Ash",
                        "AAB",
                        "Dr",
                        "Bran",
                        "Ash",
                        "staff1@school.example",
                        true,
                        true,
                        true,
                        true));
        assertThat(extract.records(Pupil.class))
                .hasSize(28)
                .first()
                .isEqualTo(new Pupil(
                        "1", "", "Bran Ash", "Ash", "Bran", "Bran", "pupil1@school.example", "4001", "", 7, 2016));
        assertThat(extract.records(Room.class)).first().isEqualTo(new Room("1", "R1", List.of("Room 1")));
        assertThat(extract.records(TeachingGroup.class))
                .hasSize(70)
                .first()
                .isEqualTo(new TeachingGroup("1", "7Ar1", 7, "1"));
        assertThat(extract.records(TutorGroup.class))
                .first()
                .isEqualTo(new TutorGroup("7001", "1AAB", "7001", "South", 2016));
        assertThat(extract.records(CustomGroup.class)).containsExactly(new CustomGroup("1", "Theatre", "7001", false));
        assertThat(extract.records(Period.class))
                .hasSize(70)
                .first()
                .isEqualTo(new Period("1101", "A", 1, LocalTime.parse("08:30"), LocalTime.parse("09:20")));
        assertThat(extract.records(TimetableEntry.class))
                .first()
                .isEqualTo(new TimetableEntry(
                        EntryKind.LESSON,
                        "lesson 1",
                        List.of("1"),
                        "7Ar1",
                        "Lesson",
                        List.of("1101"),
                        List.of(new EntryStaff("1", "7001")),
                        List.of("1"),
                        List.of(new GroupKey(GroupKind.TEACHING, "1")),
                        List.of(),
                        List.of()));
        assertThat(extract.records(Cover.class))
                .containsExactly(new Cover("11", LocalDate.parse("2016-09-12"), "lesson 1", "7001", "7002"));
        assertThat(extract.notices())
                .contains("left-out: Left out: 1 of the covers, because invigilations are no lessons.");
    }

    @Test
    void membersAreThoseOfTheirGroupsInThisYear() throws IOException {
        Map<GroupKind, Long> members = read().records(Member.class).stream()
                .collect(Collectors.groupingBy(member -> member.group().kind(), Collectors.counting()));

        assertThat(members).isEqualTo(Map.of(GroupKind.TUTOR, 28L, GroupKind.TEACHING, 280L, GroupKind.CUSTOM, 3L));
    }

    @Test
    void aMeetingIsOneEntryWithAllWhoHaveItsNote() throws IOException {
        assertThat(read().records(TimetableEntry.class))
                .filteredOn(entry -> entry.kind() == EntryKind.MEETING)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.name() + " " + entry.category()).isEqualTo("Heads Meeting");
                    assertThat(entry.staff()).extracting(EntryStaff::staff).containsExactly("7001", "7002", "7003");
                });
    }

    @ParameterizedTest
    @CsvSource({"Assem, Assembly, 1", "Chap, Religious service, 1", "PE, Lesson, 2", "Hi, Lesson, 2"})
    void setsAreTaughtTogetherByTheirNames(String ending, String category, int entries) throws IOException {
        change("groups", ",7Ar1,", ",7Ar1 " + ending + ",");
        change("groups", ",7Bi1,", ",7Bi1 " + ending + ",");
        // Both in the same period, and one of them in a second room.
        Files.writeString(
                folder.resolve("timetable.csv"),
                "TimetableIdent,GroupIdent,StaffIdent,RoomIdent,Period,AcYearIdent,TimeNote\n1,1,7001,1,1101,16,\n2,2,7002,2,1101,16,\n");

        List<TimetableEntry> found = read().records(TimetableEntry.class);

        assertThat(found).hasSize(entries).extracting(TimetableEntry::category).containsOnly(category);
    }

    @Test
    void activitiesSayAnewEachTimeWhoIsThere() throws IOException {
        CollectedExtract extract = read();

        assertThat(extract.records(OtherHalfGroup.class))
                .containsExactly(
                        new OtherHalfGroup("90001", "Club 1", null, null),
                        new OtherHalfGroup("90002", "Club 2", null, null),
                        new OtherHalfGroup("90003", "Club 3", null, null));
        // Two days after the Sunday of the week with 7 September.
        assertThat(extract.records(Occurrence.class))
                .hasSize(6)
                .first()
                .isEqualTo(new Occurrence(
                        "occurrence 1",
                        "Club 1",
                        new GroupKey(GroupKind.OTHER_HALF, "90001"),
                        LocalDate.parse("2016-09-06"),
                        LocalTime.parse("16:10"),
                        LocalTime.parse("17:00"),
                        List.of("7002"),
                        "2",
                        List.of()));
        assertThat(extract.records(OccurrenceMember.class))
                .hasSize(24)
                .contains(new OccurrenceMember("occurrence 1", "9"), new OccurrenceMember("occurrence 4", "10"));
    }

    @Test
    void aWeekThatComesLateIsTakenFromItsSundayOn() throws IOException {
        // A Thursday in the second week.
        LoadFrame thursday = new LoadFrame(LocalDate.parse("2016-09-15"), InventedSchool.FIRST, InventedSchool.LAST, 0);

        assertThat(read(thursday).records(Occurrence.class))
                .extracting(each -> each.date().toString())
                .containsExactly("2016-09-13", "2016-09-14", "2016-09-15");
    }

    @Test
    void theDayOfAnOccurrenceGoesBeforeThatOfItsWeek() throws IOException {
        change("rtrwgroups", "1,1,90001,2,970,1020,,2,7002,0,Club 1,,,", "1,1,90001,2,970,1020,,2,7002,0,Club 1,38,,");

        assertThat(read().records(Occurrence.class))
                .filteredOn(each -> each.key().equals("occurrence 1"))
                .singleElement()
                .satisfies(each -> assertThat(each.date()).isEqualTo(LocalDate.parse("2016-09-20")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "academicyear",
                "years",
                "curriculum",
                "pupil",
                "staff",
                "room",
                "subjects",
                "groups",
                "academicrecord",
                "tutorgroup",
                "periodtimes",
                "period",
                "timetable"
            })
    void anExportWithoutATableOrWithAnEmptyOneIsRefused(String table) throws IOException {
        Path file = folder.resolve(table + ".csv");
        String header = Files.readAllLines(file).get(0) + "\n";
        for (String text : List.of("", header, header.substring(header.indexOf(',') + 1))) {
            Files.writeString(file, text);
            assertThat(catchThrowableOfType(BrokenFileException.class, this::read))
                    .hasMessageContaining(table + ".csv");
        }
        Files.delete(file);
        assertThat(catchThrowableOfType(BrokenFileException.class, this::read))
                .hasMessageContaining(table + ".csv: found no such file");
    }

    @ParameterizedTest
    @CsvSource({
        "rtrwgroups, OTHER_HALF",
        "rtrotaweek, OTHER_HALF",
        "rtrwpupils, OTHER_HALF",
        "staffcovers, COVERS",
        "staffabline, COVERS",
        "puptag, CUSTOM_GROUPS"
    })
    void aTableThatCannotBeReadFailsItsAreaAndNoOther(String table, Area area) throws IOException {
        Files.delete(folder.resolve(table + ".csv"));

        assertThat(read().areas()).containsEntry(area, AreaState.FAILED);
        assertThat(read().areas().values()).filteredOn(AreaState.FAILED::equals).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pupil|,107,60|,177,60|PUPILS 1|found 177, expected the number of a year",
                "pupil|\\n2,|\\n1,|PUPILS 1|expected a key that no other record has",
                "staff|Dr Bran Ash||STAFF 7001|expected a value",
                "tutorgroup|7001,107|7999,107|TUTOR_GROUPS 7999|expected the number of a staff member who is active",
                "tutorgroup|\\n7003,108,2|\\n7003,107,1,South\\n7003,108,2|TUTOR_GROUPS 7003|expected one tutor, house and year for a pupil",
                "timetable|\\n1,1,7001|\\n1,1,7999|TIMETABLE lesson 1|found 7999",
                "timetable|\\n2,2,|\\n1,2,|TIMETABLE lesson 1|expected a key that no other row of the timetable has",
                "rtrwgroups|970,1020,,2,7002|1970,1020,,2,7002|OTHER_HALF occurrence 1|found 1970, expected minutes since midnight",
                "groups|1,7Ar1,107,1,|1,7Ar1,107,77,|TEACHING_GROUPS 1|found 77",
            })
    void whatCannotBeUsedIsRejectedUnderItsKeyAndTheRestIsRead(
            String table, String from, String to, String key, String reason) throws IOException {
        change(table, from.replace("\\n", "\n"), to == null ? "" : to.replace("\\n", "\n"));

        CollectedExtract extract = read();

        assertThat(extract.rejected()).anySatisfy(rejected -> {
            assertThat(rejected.area() + " " + rejected.key()).isEqualTo(key);
            assertThat(rejected.fault().sentence())
                    .contains(table + ".csv, line ")
                    .contains(reason);
        });
        assertThat(extract.areas()).hasSize(10);
    }

    @Test
    void suspendedLessonsAreThoseOfAYearOnEachOfTheDays() throws IOException {
        Files.writeString(folder.resolve("suspendedlessons.csv"), """
                SusIdent,SusStartdate,SusEndDate,YearIdent,StartPeriod,EndPeriod
                1,29,30,109,1101,1102
                2,31,31,110,,1101
                3,,31,110,1101,1101
                4,31,30,110,1101,1101
                5,31,31,110,1101,98765
                6,31,31,99,1101,1101
                """);
        CollectedExtract extract = read();
        LocalDate day29 = InventedSchool.FIRST.plusDays(28);
        LocalTime start = LocalTime.parse("08:30");
        assertThat(extract.records(Suspension.class))
                .containsExactly(
                        new Suspension(day29, day29.plusDays(1), start, LocalTime.parse("10:20"), List.of(3), false),
                        new Suspension(
                                day29.plusDays(2),
                                day29.plusDays(2),
                                start,
                                LocalTime.parse("09:20"),
                                List.of(4),
                                false));
        assertThat(extract.notices()).anyMatch(notice -> notice.contains("1 suspended lesson without"));
        assertThat(extract.rejected())
                .extracting(each -> each.fault().record() + " " + each.fault().rule())
                .containsExactly("suspendedlessons 4 ends-before-it-starts", "suspendedlessons 5 unknown-reference");
    }

    @Test
    void timesThatTheTablesHaveWrongAndSuspensionsThatTheyLackAreWrittenDownBesideThem() throws IOException {
        SchoolBaseRules.Times right = new SchoolBaseRules.Times(LocalTime.parse("08:45"), LocalTime.parse("09:15"));
        SchoolBaseRules rules = new SchoolBaseRules(
                "16",
                2,
                Set.of(60),
                Set.of(60, 100),
                Set.of(),
                Set.of(),
                Map.of("1101", right),
                List.of(new SchoolBaseRules.Suspended(
                        LocalDate.parse("2017-06-12"), LocalDate.parse("2017-06-23"), right, Set.of(11, 9))));
        CollectedExtract extract = read(SamplePolicy.WHOLE_YEAR, rules);
        assertThat(extract.records(Period.class))
                .filteredOn(period -> period.id().equals("1101"))
                .containsExactly(new Period("1101", "A", 1, right.start(), right.end()));
        assertThat(extract.notices()).anyMatch(notice -> notice.contains("1 period has the times of school.yaml"));
        assertThat(extract.records(Suspension.class))
                .containsExactly(new Suspension(
                        LocalDate.parse("2017-06-12"),
                        LocalDate.parse("2017-06-23"),
                        right.start(),
                        right.end(),
                        List.of(3, 5),
                        false));
    }
}
