package io.waybill.school.source;

import io.waybill.format.Fault;
import io.waybill.school.model.Area;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.SchoolRecord.EntryKind;
import io.waybill.school.model.SchoolRecord.EntryStaff;
import io.waybill.school.model.SchoolRecord.TimetableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows that are one entry of the timetable. What comes of them does not depend on their order. */
public final class EntryRows {
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
    private boolean incomplete;
    private boolean unknown;

    /** @param kind of entry */
    public EntryRows(EntryKind kind) {
        this.kind = kind;
    }

    /** Names it, as one of its rows does. Of several names, the first in order counts. */
    public EntryRows named(String name, String newCategory) {
        names.add(name);
        category = newCategory;
        return this;
    }

    /** Adds a period. */
    public EntryRows at(String period) {
        periods.add(period);
        return this;
    }

    /**
     * Adds a room.
     *
     * @param room null for none
     */
    public EntryRows in(String room) {
        if (room != null) {
            rooms.add(room);
        }
        return this;
    }

    /**
     * Adds a group.
     *
     * @param group null for none
     */
    public EntryRows of(GroupKey group) {
        if (group != null) {
            groups.put(group.kind() + group.id(), group);
        }
        return this;
    }

    /**
     * Adds a pupil.
     *
     * @param pupil null for none
     */
    public void with(String pupil) {
        if (pupil != null) {
            pupils.add(pupil);
        }
    }

    /** Adds a year of the national curriculum. */
    public EntryRows forYear(int year) {
        years.add(year);
        return this;
    }

    /**
     * Adds a row.
     *
     * @param teacher null for nobody
     */
    public EntryRows add(String source, String teacher, SourceValues values) {
        sources.putIfAbsent(source, values.place());
        if (teacher != null) {
            staff.add(new EntryStaff(source, teacher));
        }
        judge(values);
        return this;
    }

    /** Takes over what is wrong with a row. */
    public void judge(SourceValues values) {
        faults.addAll(values.faults());
    }

    /** Notes that a link of one of its rows leads to nothing, without which the entry is not another one. */
    public void lacks() {
        incomplete = true;
    }

    /** Notes that it is not known whether its rows are a lesson or a meeting, nor which. */
    public void isUnknown() {
        unknown = true;
    }

    /** Whether a link of one of its rows leads to nothing. */
    public boolean isIncomplete() {
        return incomplete;
    }

    /** Notes that a row of another entry has the same key. */
    private void repeats(String source) {
        SourceValues row = sources.get(source);
        row.fault(
                "@Id",
                "duplicate-key",
                source,
                "a key that no other row of the timetable has",
                "Nothing of these rows was used. Correct the key, or remove all but one of them.");
        judge(row);
    }

    /** Rejects entries with a row whose key a row of another entry of the same kind has as well: it is the key of none of them. */
    public static void rejectRepeatedKeys(Collection<EntryRows> entries) {
        Map<String, EntryRows> first = new HashMap<>();
        for (EntryRows entry : entries) {
            for (String source : entry.sources()) {
                EntryRows earlier = first.putIfAbsent(entry.kind + source, entry);
                if (earlier != null) {
                    entry.repeats(source);
                    earlier.repeats(source);
                }
            }
        }
    }

    /**
     * Rejects it as a whole when a row cannot be used: without the row, it would be another one.
     *
     * @param identity the fields by which rows are one entry
     * @return whether it was rejected
     */
    public boolean isRejected(Set<String> identity, Extract extract) {
        if (faults.isEmpty()) {
            return false;
        }
        faults.forEach(fault -> extract.rejected(Area.TIMETABLE, key(), fault));
        String name = unknown ? "" : names.iterator().next();
        extract.unusable(new UnusableEntry(
                key(),
                unknown ? EnumSet.of(EntryKind.LESSON, EntryKind.MEETING) : EnumSet.of(kind),
                sources.keySet().stream().filter(source -> !source.isEmpty()).toList(),
                name.isEmpty() ? null : name,
                periods.stream().filter(period -> !period.isEmpty()).toList(),
                kind == EntryKind.LESSON && (name.isEmpty() || incomplete) ? null : List.copyOf(groups.values()),
                !unknown && faults.stream().noneMatch(fault -> identity.contains(fault.field()))));
        return true;
    }

    /** Its kind. */
    public EntryKind kind() {
        return kind;
    }

    /** The keys of its rows. */
    public Set<String> sources() {
        return sources.keySet();
    }

    /** Whether no row says when it takes place. */
    public boolean isWithoutPeriod() {
        return periods.isEmpty();
    }

    /** The kind and the least key of its rows: {@code lesson 1003}. */
    public String key() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + sources.firstKey();
    }

    /** All of it; only when nothing is wrong with it. */
    public TimetableEntry entry() {
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
