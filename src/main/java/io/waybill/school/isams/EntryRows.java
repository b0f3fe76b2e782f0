package io.waybill.school.isams;

import io.waybill.format.Fault;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.SchoolRecord.EntryKind;
import io.waybill.school.model.SchoolRecord.EntryStaff;
import io.waybill.school.model.SchoolRecord.TimetableEntry;
import io.waybill.school.source.SourceValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows that are one entry of the timetable. What comes of them does not depend on their order. */
final class EntryRows {
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final EntryKind kind;
    private final NavigableMap<String, SourceValues> sources = new TreeMap<>(BY_NUMBER);
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final List<EntryStaff> staff = new ArrayList<>();
    private final Set<String> periods = new TreeSet<>(BY_NUMBER);
    private final Set<String> rooms = new TreeSet<>(BY_NUMBER);
    private final Set<String> pupils = new TreeSet<>(BY_NUMBER);
    private final Map<String, GroupKey> groups = new TreeMap<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<Integer> years = new TreeSet<>();
    private String category;

    EntryRows(EntryKind kind) {
        this.kind = kind;
    }

    EntryRows named(String name, String newCategory) {
        names.add(name);
        category = newCategory;
        return this;
    }

    EntryRows at(String period) {
        periods.add(period);
        return this;
    }

    EntryRows in(String room) {
        if (room != null) {
            rooms.add(room);
        }
        return this;
    }

    /** @param group null for none */
    EntryRows of(GroupKey group) {
        if (group != null) {
            groups.put(group.kind() + group.id(), group);
        }
        return this;
    }

    void with(String pupil) {
        if (pupil != null) {
            pupils.add(pupil);
        }
    }

    EntryRows forYear(Integer year, SourceValues values) {
        if (year != null) {
            years.add(year);
        } else if (values.isSound()) {
            values.required("NationalCurriculumYear");
        }
        return this;
    }

    /** @param teacher null for nobody */
    EntryRows add(String source, String teacher, SourceValues values) {
        sources.putIfAbsent(source, values.place());
        if (teacher != null) {
            staff.add(new EntryStaff(source, teacher));
        }
        judge(values);
        return this;
    }

    /** Takes over what is wrong with a row. */
    void judge(SourceValues values) {
        faults.addAll(values.faults());
    }

    /** Notes that a row of another entry has the same key. */
    void repeats(String source) {
        SourceValues row = sources.get(source);
        row.fault(
                "@Id",
                "duplicate-key",
                source,
                "a key that no other row of the timetable has",
                "Nothing of these rows was used. Correct the key, or remove all but one of them.");
        judge(row);
    }

    EntryKind kind() {
        return kind;
    }

    Set<String> sources() {
        return sources.keySet();
    }

    boolean isWithoutPeriod() {
        return periods.isEmpty();
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** The kind and the least key of its rows: {@code lesson 1003}. */
    String key() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + sources.firstKey();
    }

    TimetableEntry entry() {
        return new TimetableEntry(
                kind,
                key(),
                List.copyOf(sources.keySet()),
                names.iterator().next(),
                category,
                List.copyOf(periods),
                staff.stream()
                        .distinct()
                        .sorted(Comparator.comparing(EntryStaff::source, BY_NUMBER)
                                .thenComparing(EntryStaff::staff, BY_NUMBER))
                        .toList(),
                List.copyOf(rooms),
                List.copyOf(groups.values()),
                List.copyOf(pupils),
                List.copyOf(years));
    }
}
