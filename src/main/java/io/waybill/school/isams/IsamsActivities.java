package io.waybill.school.isams;

import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord.Member;
import io.waybill.school.model.SchoolRecord.MemberKind;
import io.waybill.school.model.SchoolRecord.Occurrence;
import io.waybill.school.model.SchoolRecord.OtherHalfGroup;
import io.waybill.school.source.Answers;
import io.waybill.school.source.Extract;
import io.waybill.school.source.KeyedRecords;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.SourceValues;
import io.waybill.school.source.UnreadableLink;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Activities: groups, who is in them from when to when, and when they meet. An occurrence that is cancelled does not take place. If one of the
 * tables cannot be read, the area fails, and nothing of it may be taken for gone.
 */
final class IsamsActivities {
    private static final String GROUPS = "TblActivityManagerGroup";
    private static final String PUPILS = "TblActivityManagerGroupPupilLink";
    private static final String EVENTS = "TblActivityManagerEvent";
    private static final String OCCURRENCES = "TblActivityManagerEventOccurrence";
    private static final String TEACHERS = "TblActivityManagerEventTeacherLink";
    private static final String EVENT_PUPILS = "TblActivityManagerEventPupilLink";
    /** All tables with activities. */
    static final List<String> TABLES = List.of(GROUPS, PUPILS, EVENTS, OCCURRENCES, TEACHERS, EVENT_PUPILS);
    /** Those without which no activity is known. */
    private static final List<String> NEEDED = List.of(GROUPS, PUPILS, EVENTS, OCCURRENCES, TEACHERS);

    private static final String START = "dteStartDate";
    private static final String END = "dteEndDate";
    private static final String EVENT = "intEventId";
    private static final String SCHOOL_ID = "txtSchoolID";
    private static final String GROUP = "intGroup";
    private static final String PLACE = "txtLocation";

    private final SourceTables tables;
    private final IsamsDirectory directory;
    private final LoadFrame frame;
    private final Extract extract;
    private final KeyedRecords<OtherHalfGroup> groups;
    private final KeyedRecords<Occurrence> occurrences;
    private final Map<String, Activity> events = new HashMap<>();
    private final Set<String> over = new HashSet<>();
    private final Set<String> rejectedEvents = new HashSet<>();
    private long cancelled;
    private long waiting;

    /** What repeats. */
    private static final class Activity {
        private final String name;
        private final String group;
        private final String room;
        private final LocalTime start;
        private final LocalTime end;
        private final Set<String> staff = new TreeSet<>();
        private final Set<String> pupils = new TreeSet<>();
        /** The record whose place is no room; null when there is none. */
        private String unplaced;

        Activity(String name, String group, String room, LocalTime start, LocalTime end) {
            this.name = name;
            this.group = group;
            this.room = room;
            this.start = start;
            this.end = end;
        }
    }

    IsamsActivities(SourceTables tables, IsamsDirectory directory, LoadFrame frame, Extract extract) {
        this.tables = tables;
        this.directory = directory;
        this.frame = frame;
        this.extract = extract;
        this.groups = new KeyedRecords<>(Area.OTHER_HALF, extract);
        this.occurrences = new KeyedRecords<>(Area.OTHER_HALF, extract);
    }

    AreaState read() throws IOException {
        if (NEEDED.stream().noneMatch(tables::has)) {
            return AreaState.NOT_REQUESTED;
        }
        boolean whole = read(GROUPS, List.of("TblActivityManagerGroupId", "txtName", START, END), this::group);
        groups.complete("groups of activities");
        groups.all().forEach(extract::record);
        whole &=
                read(PUPILS, List.of("TblActivityManagerGroupPupilLinkId", SCHOOL_ID, GROUP, START, END), this::member);
        whole &= read(
                EVENTS,
                List.of("TblActivityManagerEventId", "txtSubject", "txtLocation", START, END, GROUP),
                this::event);
        whole &= read(TEACHERS, List.of("TblEventTeacherLinkId", EVENT, "txtTeacherId"), this::teacher);
        if (tables.has(EVENT_PUPILS)) {
            whole &= tables.read(Area.OTHER_HALF, EVENT_PUPILS, List.of(EVENT, SCHOOL_ID), true, this::pupil);
        }
        whole &= read(
                OCCURRENCES,
                List.of("TblActivityManagerEventOccurrenceId", EVENT, "dteOccurrenceDate", "blnCancelled"),
                this::occurrence);
        occurrences.complete("occurrences of activities");
        occurrences.all().forEach(extract::record);
        if (cancelled > 0) {
            extract.notice(new Notice(
                    "cancelled",
                    "Left out: " + cancelled + " of the occurrences of activities, because of cancellation.",
                    cancelled));
        }
        extract.waiting(
                waiting, "occurrence of an activity", "occurrences of activities", "activities that are rejected");
        return whole ? AreaState.LOADED : AreaState.FAILED;
    }

    private boolean read(String table, List<String> columns, Consumer<SourceValues> take) throws IOException {
        return tables.read(Area.OTHER_HALF, table, columns, false, take);
    }

    private void group(SourceValues values) {
        String id = values.requiredKey("TblActivityManagerGroupId");
        values.required(START);
        values.required(END);
        LocalDate first = values.date(START);
        LocalDate last = values.date(END);
        if (first != null && last != null && last.isBefore(first)) {
            values.fault(END, "ends-before-it-starts", last.toString(), "a day not before " + first, null);
        }
        if (values.isSound() && last.isBefore(frame.start())) {
            over.add(id);
            return;
        }
        groups.add(id, new OtherHalfGroup(id, values.required("txtName"), first, last), values);
    }

    private void member(SourceValues values) {
        String group = values.requiredKey(GROUP);
        LocalDate first = values.date(START);
        LocalDate last = values.date(END);
        if (over.contains(group) || groups.isRejected(group) || last != null && last.isBefore(frame.start())) {
            return;
        }
        String meant = values.isSound() ? known(values, group) : null;
        if (first != null && last != null && last.isBefore(first)) {
            values.fault(END, "ends-before-it-starts", last.toString(), "a day not before " + first, null);
        }
        String pupil = directory.schoolIds().find(values, SCHOOL_ID, values.required(SCHOOL_ID));
        values.faults().forEach(fault -> extract.rejectedLink(Area.OTHER_HALF, fault));
        if (values.isUnreadable()) {
            extract.unreadable(new UnreadableLink(GroupKind.OTHER_HALF, group, pupil));
        }
        if (values.isSound() && !directory.isUnwantedPupil(pupil)) {
            extract.record(new Member(new GroupKey(GroupKind.OTHER_HALF, meant), MemberKind.PUPIL, pupil, first, last));
        }
    }

    private String known(SourceValues values, String group) {
        return values.reference(GROUP, group, key -> groups.get(key) != null, "a group of the activities", null);
    }

    private void event(SourceValues values) {
        String id = values.requiredKey("TblActivityManagerEventId");
        values.required(START);
        values.required(END);
        LocalTime start = values.time(START);
        LocalTime end = values.time(END);
        if (start != null && end != null && end.isBefore(start)) {
            values.fault(END, "ends-before-it-starts", end.toString(), "a time not before " + start, null);
        }
        String group = values.key(GROUP);
        if (group != null && !groups.isRejected(group) && !over.contains(group)) {
            group = known(values, group);
        }
        if (events.containsKey(id) || rejectedEvents.contains(id)) {
            events.remove(id);
            values.fault(null, "duplicate-key", null, "a key that no other record has", null);
        }
        if (isSound("activity " + id, values)) {
            Optional<String> room = room(values);
            Activity activity = new Activity(
                    values.required("txtSubject"), over.contains(group) ? null : group, room.orElse(null), start, end);
            if (room.isEmpty() && !place(values).isEmpty()) {
                activity.unplaced = values.record();
            }
            events.put(id, activity);
        } else {
            rejectedEvents.add(id);
        }
    }

    /**
     * Places are written by hand, and there is one remark in brackets at most. What is no room may be a place that is none, or a misspelt one: the
     * activity takes place, and who reads the rejects decides which of them look like rooms.
     */
    private Optional<String> room(SourceValues values) {
        String name = place(values);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> room = directory
                .roomNames()
                .only(name)
                .or(() -> values.meaning(PLACE, name)
                        .filter(key -> directory.rooms().get(key) != null));
        if (room.isEmpty()) {
            SourceValues link = values.place();
            link.fault(PLACE, Answers.UNLIKE_ROOMS, name, "the name of a room in the export", null);
            link.faults().forEach(fault -> extract.rejectedLink(Area.OTHER_HALF, fault));
        }
        return room;
    }

    private static String place(SourceValues values) {
        return values.text(PLACE).replaceFirst("\\s*\\([^()]*\\)$", "").strip();
    }

    private void teacher(SourceValues values) {
        Activity event = activity(values);
        String staff = directory.userCodes().find(values, "txtTeacherId", values.required("txtTeacherId"));
        if (isSoundLink(values)) {
            event.staff.add(staff);
        }
    }

    private void pupil(SourceValues values) {
        Activity event = activity(values);
        String pupil = directory.schoolIds().find(values, SCHOOL_ID, values.required(SCHOOL_ID));
        if (isSoundLink(values) && !directory.isUnwantedPupil(pupil)) {
            event.pupils.add(pupil);
        }
    }

    private Activity activity(SourceValues values) {
        String id = values.requiredKey(EVENT);
        String meant = values.isSound()
                ? values.reference(EVENT, id, events::containsKey, "an activity of the export that can be used", null)
                : null;
        return meant == null ? null : events.get(meant);
    }

    private void occurrence(SourceValues values) {
        String id = values.requiredKey("TblActivityManagerEventOccurrenceId");
        values.required("dteOccurrenceDate");
        LocalDate date = values.date("dteOccurrenceDate");
        if (values.flag("blnCancelled")) {
            cancelled++;
            return;
        }
        if (date != null && (date.isBefore(frame.start()) || date.isAfter(frame.eraLast()))) {
            return;
        }
        boolean sound = values.isSound();
        Activity event = activity(values);
        String key = id.isEmpty() ? "" : "occurrence " + id;
        if (sound && event == null && rejectedEvents.contains(values.key(EVENT))) {
            occurrences.rejectWith(key, values);
            waiting++;
            return;
        }
        if (values.isSound() && event.unplaced != null) {
            extract.unplaced(key, event.unplaced);
        }
        occurrences.add(
                key,
                !values.isSound()
                        ? null
                        : new Occurrence(
                                key,
                                event.name,
                                event.group == null ? null : new GroupKey(GroupKind.OTHER_HALF, event.group),
                                date,
                                event.start,
                                event.end,
                                List.copyOf(event.staff),
                                event.room,
                                List.copyOf(event.pupils)),
                values);
    }

    /** Whether somebody takes part. Without a link that cannot be used, an activity would be another one: it is rejected with it. */
    private boolean isSoundLink(SourceValues values) {
        String event = values.key(EVENT);
        if (rejectedEvents.contains(event) && values.faults().stream().allMatch(fault -> EVENT.equals(fault.field()))) {
            values.faults().forEach(fault -> extract.rejectedWith(Area.OTHER_HALF, "activity " + event, fault));
            return values.isSound();
        }
        if (!isSound(event == null ? null : "activity " + event, values) && events.remove(event) != null) {
            rejectedEvents.add(event);
        }
        return values.isSound();
    }

    private boolean isSound(String key, SourceValues values) {
        values.faults().forEach(fault -> extract.rejected(Area.OTHER_HALF, key, fault));
        return values.isSound();
    }
}
