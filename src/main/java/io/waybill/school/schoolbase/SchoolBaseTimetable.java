package io.waybill.school.schoolbase;

import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord.EntryKind;
import io.waybill.school.model.SchoolRecord.Period;
import io.waybill.school.model.SchoolRecord.TeachingGroup;
import io.waybill.school.source.CategoryNames;
import io.waybill.school.source.EntryRows;
import io.waybill.school.source.Extract;
import io.waybill.school.source.KeyedRecords;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.SourceValues;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Periods and what takes place in them. */
final class SchoolBaseTimetable {
    private static final String ID = "TimetableIdent";
    private static final String PERIOD = "Period";
    private static final String NOTE = "TimeNote";
    private static final String SET = "GroupIdent";
    private static final String ROOM = "RoomIdent";
    /** The fields by which rows are one entry. */
    private static final Set<String> IDENTITY = Set.of(ID, SET, ROOM, PERIOD, NOTE);

    private static final String SUPERVISED_STUDY = "PS";
    private static final String ASSEMBLY = " Assem";
    private static final String CHAPEL = " Chap";
    /** Sets with such names are taught together wherever they are. */
    private static final List<String> EVERYWHERE = List.of("Spt", "PE", "GSRA");

    private final SourceTables tables;
    private final SchoolBaseDirectory directory;
    private final SchoolBaseRules rules;
    private final Extract extract;
    private final KeyedRecords<Period> periods;
    private final Map<String, EntryRows> entries = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();

    SchoolBaseTimetable(SourceTables tables, SchoolBaseDirectory directory, SchoolBaseRules rules, Extract extract) {
        this.tables = tables;
        this.directory = directory;
        this.rules = rules;
        this.extract = extract;
        this.periods = new KeyedRecords<>(Area.TIMETABLE, extract);
    }

    void read() throws IOException {
        readPeriods();
        tables.read(
                Area.TIMETABLE,
                "timetable",
                List.of(ID, SET, "StaffIdent", ROOM, PERIOD, "AcYearIdent", NOTE),
                false,
                this::add);
        EntryRows.rejectRepeatedKeys(entries.values());
        for (EntryRows entry : entries.values()) {
            if (!entry.isRejected(IDENTITY, extract)) {
                extract.record(entry.entry());
            }
            entry.sources().forEach(source -> keys.put(source, entry.key()));
        }
    }

    /** The key of the entry with that row; null when there is none. */
    String entry(String row) {
        return keys.get(row);
    }

    /** A period with its times; null when there is none with that key. */
    Period period(String key) {
        return periods.get(key);
    }

    /** When the first period of a day begins; midnight when there is none. */
    LocalTime firstStart() {
        return periods.all().stream()
                .map(Period::start)
                .min(Comparator.naturalOrder())
                .orElse(LocalTime.MIDNIGHT);
    }

    private void readPeriods() throws IOException {
        Map<String, SchoolBaseRules.Times> times = new HashMap<>();
        tables.read(
                Area.TIMETABLE,
                "periodtimes",
                List.of("PeriodTimesIdent", "PeriodTimeStart", "PeriodTimeEnd", PERIOD, "PeriodTimeSetIdent"),
                false,
                values -> {
                    Integer set = values.number("PeriodTimeSetIdent");
                    if (set == null || set != rules.timeSet()) {
                        return;
                    }
                    String period = values.requiredKey(PERIOD);
                    LocalTime start = values.minutes("PeriodTimeStart");
                    LocalTime end = values.minutes("PeriodTimeEnd");
                    if (values.isSound() && end.isBefore(start)) {
                        values.fault(
                                "PeriodTimeEnd", "ends-before-it-starts", end.toString(), "not before " + start, null);
                    }
                    values.faults().forEach(fault -> extract.rejected(Area.TIMETABLE, period, fault));
                    if (values.isSound()) {
                        times.put(period, new SchoolBaseRules.Times(start, end));
                    }
                });
        correct(times);
        tables.read(Area.TIMETABLE, "period", List.of(PERIOD, "DayName", "PeriodWeek"), false, values -> {
            String id = values.requiredKey(PERIOD);
            SchoolBaseRules.Times time = times.get(id);
            // Periods of other sets of times have none.
            if (values.isSound() && time == null) {
                return;
            }
            int weekday = weekday(values);
            int week = values.requiredNumber("PeriodWeek");
            periods.add(
                    id,
                    time == null || weekday == 0
                            ? null
                            : new Period(id, week == 1 ? "A" : "B", weekday, time.start(), time.end()),
                    values);
        });
        periods.complete("periods");
        periods.all().forEach(extract::record);
    }

    /** Puts the school's own times in the place of wrong ones. */
    private void correct(Map<String, SchoolBaseRules.Times> times) {
        long corrected = rules.periodTimes().entrySet().stream()
                .filter(each -> !each.getValue().equals(times.put(each.getKey(), each.getValue())))
                .count();
        if (corrected > 0) {
            extract.notice(new Notice(
                    "times-corrected",
                    corrected + (corrected == 1 ? " period has" : " periods have")
                            + " the times of school.yaml, which are others than those of the table periodtimes.",
                    corrected));
        }
    }

    private static int weekday(SourceValues values) {
        String name = values.required("DayName").toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name.length() >= 3 && day.name().startsWith(name)) {
                return day.getValue();
            }
        }
        values.fault("DayName", "no-weekday", name, "the name of a weekday", null);
        return 0;
    }

    private void add(SourceValues values) {
        if (!rules.year().equals(values.text("AcYearIdent"))) {
            return;
        }
        String id = values.requiredKey(ID);
        String note = values.text(NOTE);
        TeachingGroup set = directory.set(values, SET);
        boolean unknownSet = values.faults().stream().anyMatch(fault -> SET.equals(fault.field()));
        String staff = directory.staff(values, "StaffIdent");
        String room = directory.room(values, ROOM);
        String period = values.requiredKey(PERIOD);
        // Rows of groups that are not in the calendar, and empty ones.
        if (values.isSound() && (set == null && (note.isEmpty() || staff == null))) {
            return;
        }
        if (values.isSound()) {
            String known =
                    values.reference(PERIOD, period, key -> periods.get(key) != null, "a period with times", null);
            period = known == null ? period : known;
        }
        EntryRows entry =
                unknownSet ? unknown(period, id) : set == null ? meeting(period, note, id) : lesson(period, set, room);
        entry.at(period).in(room).add(id, staff, values);
    }

    /** A row of a set that cannot be found; without one, the row could be one of a meeting. */
    private EntryRows unknown(String period, String id) {
        EntryRows entry = entry(EntryKind.LESSON, period, "unknown " + id).named("", CategoryNames.LESSON);
        entry.isUnknown();
        return entry;
    }

    private EntryRows meeting(String period, String note, String id) {
        boolean study = note.equals(SUPERVISED_STUDY);
        return entry(EntryKind.MEETING, period, note.isEmpty() ? id : note)
                .named(note, study ? CategoryNames.STUDY : CategoryNames.MEETING);
    }

    private EntryRows lesson(String period, TeachingGroup set, String room) {
        String together;
        String category = category(period);
        if (set.name().endsWith(ASSEMBLY)) {
            together = ASSEMBLY;
            category = CategoryNames.ASSEMBLY;
        } else if (set.name().endsWith(CHAPEL)) {
            together = CHAPEL;
            category = CategoryNames.SERVICE;
        } else if (EVERYWHERE.stream().anyMatch(set.name()::endsWith)) {
            together = set.id();
        } else {
            together = set.id() + " in " + room;
        }
        return entry(EntryKind.LESSON, period, together)
                .named(set.name(), category)
                .of(new GroupKey(GroupKind.TEACHING, set.id()));
    }

    private String category(String period) {
        Period known = periods.get(period);
        if (known == null) {
            return CategoryNames.LESSON;
        }
        SchoolBaseRules.Times times = new SchoolBaseRules.Times(known.start(), known.end());
        if (rules.registrations().contains(times)) {
            return CategoryNames.REGISTRATION;
        }
        return rules.tutorPeriods().contains(times) ? CategoryNames.TUTOR_PERIOD : CategoryNames.LESSON;
    }

    private EntryRows entry(EntryKind kind, String period, String together) {
        return entries.computeIfAbsent(kind + " " + period + " " + together, none -> new EntryRows(kind));
    }
}
