package io.waybill.school.isams;

import io.waybill.format.isams.IsamsRecord;
import io.waybill.format.isams.IsamsSection;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord.EntryKind;
import io.waybill.school.source.CategoryNames;
import io.waybill.school.source.EntryRows;
import io.waybill.school.source.Extract;
import io.waybill.school.source.SourceValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is in the chosen timetable. Rows with the same code, period and room are one lesson with several teachers; rows of one meeting in one
 * period are one meeting; rows of one name, period and room are one entry for several years.
 */
final class IsamsLessons {
    private static final String ROOM = "RoomId";
    private static final String PERIOD = "PeriodId";
    private static final String TEACHER = "TeacherId";
    private static final String ID = "@Id";
    /** The fields by which rows are one entry. */
    private static final Set<String> IDENTITY = Set.of(ID, "Code", "Name", "MeetingGroupId", PERIOD, ROOM);

    private final IsamsRows rows;
    private final IsamsDirectory directory;
    private final Extract extract;
    private final int chosen;
    private final Map<List<String>, EntryRows> entries = new LinkedHashMap<>();
    private final Map<String, Taught> taught = new HashMap<>();
    private final Set<String> rejected = new HashSet<>();
    private final List<IsamsRecord> withinTutorial = new ArrayList<>();
    private int timetables;
    private long withoutGroup;

    /**
     * A lesson as covers know it.
     *
     * @param entry key of the entry that it is part of
     * @param staff who teaches it; null for nobody
     */
    record Taught(String entry, String staff) {}

    /**
     * @param chosen place of the timetable among all in the file, from 0
     */
    IsamsLessons(IsamsRows rows, IsamsDirectory directory, Extract extract, int chosen) {
        this.rows = rows;
        this.directory = directory;
        this.extract = extract;
        this.chosen = chosen;
    }

    void add(IsamsRecord record) {
        if (IsamsTimetables.isTimetable(record)) {
            timetables++;
        } else if (timetables == chosen
                && (record.section() == IsamsSection.PUBLISHED_TIMETABLES
                        || record.section() == IsamsSection.DEVELOPMENT_TIMETABLES)) {
            switch (record.element()) {
                case "Schedule" -> addLesson(rows.values(record));
                case "StaffMeeting" -> addMeeting(rows.values(record));
                case "YearSchedule" -> addYearSchedule(rows.values(record));
                case "Tutorial" -> addTutorial(rows.values(record));
                default -> withinTutorial.add(record);
            }
        }
    }

    private void addLesson(SourceValues values) {
        String id = values.requiredKey(ID);
        String code = values.required("Code");
        String period = period(values);
        String room = room(values);
        String staff = directory.userCodes().find(values, "Teacher");
        // Older versions have the flag under the name of a number.
        Integer bySet = values.number(values.text("Set").isEmpty() ? "SetId" : "Set");
        EntryRows entry = entry(EntryKind.LESSON, code, period, room == null ? "" : room)
                .named(code, CategoryNames.LESSON)
                .at(period)
                .in(room);
        boolean taughtBySet = bySet != null && bySet == 1;
        if (taughtBySet && !code.isEmpty() && !directory.setCodes().contains(code)) {
            entry.of(meantSet(values, code, entry));
        } else {
            entry.of(group(values, code, taughtBySet, entry));
        }
        entry.add(id, staff, values);
        taught.put(id, new Taught("", staff));
    }

    /** What people say about the code of a set that no set has. Without it the lesson is there, and its set is rejected. */
    private GroupKey meantSet(SourceValues values, String code, EntryRows entry) {
        SourceValues link = values.place();
        GroupKey meant = set(link, code);
        if (!link.isSound()) {
            link.faults().forEach(fault -> extract.rejectedLink(Area.TIMETABLE, fault));
            entry.lacks();
        }
        return meant;
    }

    private GroupKey set(SourceValues values, String code) {
        String set = directory.setCodes().find(values, "Code", code);
        return set == null || directory.isUnwantedSet(set) ? null : new GroupKey(GroupKind.TEACHING, set);
    }

    private GroupKey group(SourceValues values, String code, boolean bySet, EntryRows entry) {
        if (bySet && directory.setCodes().contains(code)) {
            return set(values, code);
        }
        if (!bySet && directory.formCodes().contains(code)) {
            String form = directory.formCodes().find(values, "Code", code);
            return form == null ? null : new GroupKey(GroupKind.TUTOR, form);
        }
        if (!bySet && directory.isOfLostForm(code)) {
            entry.lacks();
            return null;
        }
        withoutGroup++;
        return null;
    }

    private void addMeeting(SourceValues values) {
        String id = values.requiredKey(ID);
        String group = values.key("MeetingGroupId");
        String period = period(values);
        entry(EntryKind.MEETING, group == null ? "row " + id : group, period, "")
                .named(values.text("DisplayName"), CategoryNames.MEETING)
                .at(period)
                .in(room(values))
                .add(id, directory.userCodes().find(values, TEACHER), values);
    }

    private void addYearSchedule(SourceValues values) {
        String id = values.requiredKey(ID);
        String name = values.required("Name");
        String period = period(values);
        String room = room(values);
        int year = directory.year(values, "NationalCurriculumYear");
        entry(EntryKind.YEAR_SCHEDULE, name, period, room == null ? "" : room)
                .named(name, category(name))
                .at(period)
                .in(room)
                .forYear(year)
                .add(id, directory.userCodes().find(values, TEACHER), values);
    }

    private static String category(String name) {
        if (name.equals("Chapel")) {
            return CategoryNames.SERVICE;
        }
        if (name.equals("Assembly")) {
            return CategoryNames.ASSEMBLY;
        }
        return name.contains("Core Sport") ? CategoryNames.SPORT : CategoryNames.ACTIVITY;
    }

    private void addTutorial(SourceValues values) {
        String id = values.requiredKey(ID);
        String name = values.text("DisplayName");
        EntryRows entry = entry(EntryKind.TUTORIAL, id, "", "")
                .named(name.isEmpty() ? values.text("DisplayCode") : name, CategoryNames.LESSON)
                .in(room(values))
                .add(id, null, values);
        for (IsamsRecord record : withinTutorial) {
            SourceValues inner = rows.values(record);
            switch (record.element()) {
                case "Period" -> entry.at(period(inner));
                case "Teacher" -> entry.add(id, directory.userCodes().find(inner, TEACHER), inner);
                default -> {
                    String pupil = directory.schoolIds().find(inner, "PupilId");
                    entry.with(pupil == null || directory.isUnwantedPupil(pupil) ? null : pupil);
                }
            }
            entry.judge(inner);
        }
        withinTutorial.clear();
        if (entry.isWithoutPeriod()) {
            values.fault("Periods", "value-missing", null, "at least one period", null);
            entry.judge(values);
        }
    }

    private EntryRows entry(EntryKind kind, String... identity) {
        List<String> key = new ArrayList<>(List.of(identity));
        for (int i = 0; i < key.size(); i++) {
            key.set(i, key.get(i) == null ? "" : key.get(i));
        }
        key.add(kind.name());
        return entries.computeIfAbsent(key, none -> new EntryRows(kind));
    }

    private String period(SourceValues values) {
        String period = values.requiredKey(PERIOD);
        if (period.isEmpty()) {
            return period;
        }
        String known = values.reference(
                PERIOD, period, key -> directory.periods().get(key) != null, "a period of the timetable", null);
        return known == null ? period : known;
    }

    private String room(SourceValues values) {
        String room = values.key(ROOM);
        return room == null
                ? null
                : values.reference(ROOM, room, directory.rooms()::isThere, "the number of a room in the export", null);
    }

    /** Gives the entries to the extract. */
    void complete() {
        EntryRows.rejectRepeatedKeys(entries.values());
        for (EntryRows entry : entries.values()) {
            if (!entry.isRejected(IDENTITY, extract)) {
                extract.record(entry.entry());
                if (entry.isIncomplete()) {
                    extract.incomplete(entry.key());
                }
            } else if (entry.kind() == EntryKind.LESSON) {
                rejected.addAll(entry.sources());
            }
            if (entry.kind() == EntryKind.LESSON) {
                entry.sources()
                        .forEach(source -> taught.computeIfPresent(
                                source, (key, lesson) -> new Taught(entry.key(), lesson.staff)));
            }
        }
        entries.clear();
        if (withoutGroup > 0) {
            extract.notice(new Notice(
                    "lessons-without-group",
                    withoutGroup
                            + (withoutGroup == 1
                                    ? " row of the timetable is not taught by set, and has a code that is no form's: its lessons have no group."
                                    : " rows of the timetable are not taught by set, and have codes that are no form's: their lessons have no group."),
                    withoutGroup));
        }
    }

    /** Whether the lesson with this key is in the timetable and was rejected. */
    boolean isRejected(String schedule) {
        return rejected.contains(schedule);
    }

    /** The lesson with this key; null when there is none in the timetable. */
    Taught taught(String schedule) {
        return taught.get(schedule);
    }
}
