package io.waybill.school.event;

import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.model.SchoolRecord.EntryKind;
import io.waybill.school.model.SchoolRecord.EntryStaff;
import io.waybill.school.source.Extract;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An export in a few words: three staff, two pupils of the 3rd year and one of the 4th, two rooms, a set of each of these years. Weeks 36 to 38 of
 * 2016 are of timetable week 1, 2, 1; their Mondays are 29 August, 5 and 12 September.
 */
final class Timetable implements EventLoad.Source {
    private final List<SchoolRecord> records = new ArrayList<>();
    private final Map<Area, AreaState> areas = new EnumMap<>(Area.class);
    private final List<Object[]> rejected = new ArrayList<>();

    /** With periods on the Monday and the Tuesday of week 1 at 9:30 and 10:30, and the Monday of week 2 at 9:30. */
    static Timetable ofThreeWeeks() {
        Timetable timetable = people();
        timetable.week(2016, 36, "1").week(2016, 37, "2").week(2016, 38, "1");
        return timetable;
    }

    /** Without weeks. */
    static Timetable people() {
        Timetable timetable = new Timetable();
        timetable.staff("1", true).staff("2", true).staff("3", true);
        timetable.pupil("1", 9, 2014).pupil("2", 9, 2014).pupil("3", 10, 2013);
        timetable.add(new SchoolRecord.Room("1", "Room 1", List.of()));
        timetable.add(new SchoolRecord.Room("2", "Room 2", List.of()));
        timetable.set("31", 9, "1", "2").set("41", 10, "3");
        timetable.add(new SchoolRecord.AutomaticGroup("3rd year"));
        timetable.period("1101", "1", 1, "09:30").period("1102", "1", 1, "10:30");
        timetable.period("1201", "1", 2, "09:30").period("2101", "2", 1, "09:30");
        for (Area area : Area.values()) {
            timetable.areas.put(area, AreaState.LOADED);
        }
        return timetable;
    }

    Timetable add(SchoolRecord record) {
        records.add(record);
        return this;
    }

    Timetable staff(String id, boolean active) {
        return add(new SchoolRecord.StaffMember(
                id, "", "U" + id, "Staff " + id, "S" + id, "", "", "", "", active, true, null, null));
    }

    /** Instead of the one with this key, if there is one. */
    Timetable pupil(String id, int year, int startYear) {
        records.removeIf(
                each -> each instanceof SchoolRecord.Pupil pupil && pupil.id().equals(id));
        return add(new SchoolRecord.Pupil(id, "", "Pupil " + id, "", "", "", "", "", "", year, startYear));
    }

    Timetable set(String id, int year, String... pupils) {
        add(new SchoolRecord.TeachingGroup(id, "Set " + id, year, null));
        for (String pupil : pupils) {
            add(new SchoolRecord.Member(
                    new GroupKey(GroupKind.TEACHING, id), SchoolRecord.MemberKind.PUPIL, pupil, null, null));
        }
        return this;
    }

    Timetable period(String id, String week, int weekday, String start) {
        return add(new SchoolRecord.Period(
                id,
                week,
                weekday,
                LocalTime.parse(start),
                LocalTime.parse(start).plusMinutes(50)));
    }

    Timetable week(int year, int number, String week) {
        return add(new SchoolRecord.WeekUse(year, number, week));
    }

    /** A lesson of one set in one room. */
    Timetable lesson(String id, String period, String set, String room, String... staff) {
        List<EntryStaff> teachers = new ArrayList<>();
        for (String each : staff) {
            teachers.add(new EntryStaff(id, each));
        }
        return entry(EntryKind.LESSON, id, List.of(period), set, room, teachers, List.of());
    }

    Timetable entry(
            EntryKind kind,
            String id,
            List<String> periods,
            String set,
            String room,
            List<EntryStaff> staff,
            List<Integer> years) {
        return add(new SchoolRecord.TimetableEntry(
                kind,
                kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " " + id,
                List.of(id),
                "Entry " + id,
                kind == EntryKind.MEETING ? "Meeting" : "Lesson",
                periods,
                staff,
                room == null ? List.of() : List.of(room),
                set == null ? List.of() : List.of(new GroupKey(GroupKind.TEACHING, set)),
                List.of(),
                years));
    }

    Timetable occurrence(String id, String day, String start, String... staff) {
        return add(new SchoolRecord.Occurrence(
                "occurrence " + id,
                "Club",
                null,
                LocalDate.parse(day),
                LocalTime.parse(start),
                LocalTime.parse(start).plusHours(1),
                List.of(staff),
                null,
                List.of()));
    }

    Timetable cover(String id, String day, String lesson, String covered, String covering) {
        return add(new SchoolRecord.Cover(id, LocalDate.parse(day), "lesson " + lesson, covered, covering));
    }

    Timetable area(Area area, AreaState state) {
        areas.put(area, state);
        return this;
    }

    Timetable rejected(Area area, String key) {
        rejected.add(new Object[] {area, key});
        return this;
    }

    @Override
    public void read(Extract extract) {
        records.forEach(extract::record);
        rejected.forEach(each -> extract.rejected(
                (Area) each[0],
                (String) each[1],
                Fault.ofFile(Position.of("data.xml"), "unknown-reference", "7", "something else", null)));
        areas.forEach(extract::area);
    }
}
