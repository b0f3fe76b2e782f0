package io.waybill.school.schoolbase;

import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord.Occurrence;
import io.waybill.school.model.SchoolRecord.OccurrenceMember;
import io.waybill.school.model.SchoolRecord.OtherHalfGroup;
import io.waybill.school.source.Extract;
import io.waybill.school.source.KeyedRecords;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.SourceValues;
import io.waybill.school.source.UnreadableLink;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Activities outside of lessons. Each of their occurrences says anew who is there; the group stays the same from week to week. What happens
 * from the Sunday of the week of the first day on is taken, because a week's table often comes late.
 */
final class SchoolBaseActivities {
    private static final String ID = "RTRWGroupsIdent";
    private static final String WEEK = "RTRotaWeekIdent";
    private static final String DATE = "DateIdent";
    private static final String GROUP = "GroupIdent";
    private static final List<String> STAFF = List.of("StaffIdent", "StaffIdent2", "UserIdent3", "UserIdent4");

    private final SourceTables tables;
    private final SchoolBaseDays days;
    private final SchoolBaseReferences references;
    private final LoadFrame frame;
    private final Extract extract;
    private final KeyedRecords<Occurrence> occurrences;
    private final Map<String, LocalDate> weeks = new HashMap<>();
    /** Why weeks could not be read: reported where something refers to them. */
    private final Map<String, String> unread = new HashMap<>();

    private final Set<String> leftOut = new HashSet<>();
    private final SortedSet<LocalDate> withOccurrences = new TreeSet<>();
    private final Map<String, LocalDate> sundays = new HashMap<>();
    private long withoutStaff;

    SchoolBaseActivities(
            SourceTables tables,
            SchoolBaseDays days,
            SchoolBaseReferences references,
            LoadFrame frame,
            Extract extract) {
        this.tables = tables;
        this.days = days;
        this.references = references;
        this.frame = frame;
        this.extract = extract;
        this.occurrences = new KeyedRecords<>(Area.OTHER_HALF, extract);
    }

    /** The Sundays of the weeks in which there is an occurrence, be it one that cannot be used. */
    SortedSet<LocalDate> weeks() {
        return withOccurrences;
    }

    AreaState read() throws IOException {
        if (!tables.has("rtrotaweek") && !tables.has("rtrwgroups") && !tables.has("rtrwpupils")) {
            return AreaState.NOT_REQUESTED;
        }
        boolean whole = days.read(Area.OTHER_HALF);
        whole &= tables.read(Area.OTHER_HALF, "rtrotaweek", List.of(WEEK, DATE), false, values -> {
            String id = values.requiredKey(WEEK);
            LocalDate day = days.find(values, DATE);
            if (values.isSound() && day != null) {
                weeks.put(id, SchoolBaseDays.sunday(day));
            } else if (!values.isSound()) {
                unread.put(id, values.faults().get(0).sentence());
            }
        });
        whole &= tables.read(
                Area.OTHER_HALF,
                "rtrwgroups",
                List.of(
                        ID,
                        WEEK,
                        GROUP,
                        "GroupDay",
                        "GroupStart",
                        "GroupEnd",
                        "RoomIdent",
                        "StaffIdent",
                        "StaffIdent2",
                        "UserIdent3",
                        "UserIdent4",
                        "GroupName",
                        DATE),
                false,
                this::occurrence);
        occurrences.complete("occurrences of activities");
        give();
        Set<OccurrenceMember> given = new HashSet<>();
        whole &= tables.read(Area.OTHER_HALF, "rtrwpupils", List.of("PupOrigNum", ID), true, values -> {
            String id = values.requiredKey(ID);
            String occurrence = id.isEmpty() ? "" : "occurrence " + id;
            String pupil = references.pupil(values, "PupOrigNum");
            if (leftOut.contains(occurrence) || occurrences.isRejected(occurrence)) {
                return;
            }
            if (values.isSound() && occurrences.get(occurrence) == null) {
                values.fault(ID, "unknown-reference", occurrence, "the number of an occurrence", null);
            }
            if (!values.isSound() && sundays.containsKey(occurrence)) {
                extract.week(values.at(), sundays.get(occurrence));
            }
            values.faults().forEach(fault -> extract.rejectedLink(Area.OTHER_HALF, fault));
            if (values.isUnreadable()) {
                extract.unreadable(new UnreadableLink(null, occurrence, pupil));
            }
            OccurrenceMember member = new OccurrenceMember(occurrence, pupil);
            if (values.isSound() && pupil != null && given.add(member)) {
                extract.record(member);
            }
        });
        if (withoutStaff > 0) {
            extract.notice(new Notice(
                    "left-out",
                    withoutStaff + (withoutStaff == 1 ? " occurrence" : " occurrences")
                            + " of activities with no name, or with nobody who works here: left out.",
                    withoutStaff));
        }
        return whole ? AreaState.LOADED : AreaState.FAILED;
    }

    /** The groups, named as when they first meet, and then the occurrences in the order of their days. */
    private void give() {
        List<Occurrence> ordered = occurrences.all().stream()
                .sorted(Comparator.comparing(Occurrence::date)
                        .thenComparing(Occurrence::start)
                        .thenComparing(Occurrence::key))
                .toList();
        Map<String, String> names = new TreeMap<>();
        ordered.forEach(each -> names.putIfAbsent(each.group().id(), each.name()));
        names.forEach((id, name) -> extract.record(new OtherHalfGroup(id, name, null, null)));
        ordered.forEach(extract::record);
    }

    private void occurrence(SourceValues values) {
        String id = values.requiredKey(ID);
        String key = id.isEmpty() ? "" : "occurrence " + id;
        String group = values.requiredKey(GROUP);
        LocalDate date = date(values);
        LocalTime start = values.minutes("GroupStart");
        LocalTime end = values.minutes("GroupEnd");
        if (start != null && end != null && end.isBefore(start)) {
            values.fault("GroupEnd", "ends-before-it-starts", end.toString(), "not before " + start, null);
        }
        Set<String> staff = new LinkedHashSet<>();
        for (String field : STAFF) {
            String member = references.staff(values, field);
            if (member != null) {
                staff.add(member);
            }
        }
        String room = references.room(values, "RoomIdent");
        boolean outside = date != null
                && (date.isBefore(SchoolBaseDays.sunday(frame.start()))
                        || date.isBefore(frame.eraFirst())
                        || date.isAfter(frame.eraLast()));
        if (date != null && !outside) {
            LocalDate sunday = SchoolBaseDays.sunday(date);
            withOccurrences.add(sunday);
            sundays.put(key, sunday);
            extract.week(values.at(), sunday);
            if (!id.isEmpty()) {
                extract.dated(values.record());
            }
        }
        if (values.isSound() && outside) {
            leftOut.add(key);
            return;
        }
        String name = values.text("GroupName");
        if (values.isSound() && (staff.isEmpty() || name.isEmpty())) {
            leftOut.add(key);
            withoutStaff++;
            return;
        }
        occurrences.add(
                key,
                new Occurrence(
                        key,
                        name,
                        new GroupKey(GroupKind.OTHER_HALF, group),
                        date,
                        start,
                        end,
                        List.copyOf(staff),
                        room,
                        List.of()),
                values);
    }

    /** So many days after the Sunday of the week of its own day; without one, of its week. */
    private LocalDate date(SourceValues values) {
        int offset = values.requiredNumber("GroupDay");
        LocalDate own = days.find(values, DATE);
        LocalDate sunday = own == null ? weeks.get(values.text(WEEK)) : SchoolBaseDays.sunday(own);
        if (sunday == null && values.isSound()) {
            values.fault(
                    WEEK,
                    "unknown-reference",
                    values.text(WEEK),
                    "a week, or a day in " + DATE,
                    unread.get(values.text(WEEK)));
        }
        return sunday == null ? null : sunday.plusDays(offset);
    }
}
