package io.waybill.school.isams;

import io.waybill.format.isams.IsamsRecord;
import io.waybill.format.isams.IsamsSection;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.model.SchoolRecord.CustomGroup;
import io.waybill.school.model.SchoolRecord.Member;
import io.waybill.school.model.SchoolRecord.MemberKind;
import io.waybill.school.model.SchoolRecord.Period;
import io.waybill.school.model.SchoolRecord.Pupil;
import io.waybill.school.model.SchoolRecord.Room;
import io.waybill.school.model.SchoolRecord.StaffMember;
import io.waybill.school.model.SchoolRecord.Subject;
import io.waybill.school.model.SchoolRecord.TeachingGroup;
import io.waybill.school.model.SchoolRecord.TutorGroup;
import io.waybill.school.model.SchoolRecord.WeekUse;
import io.waybill.school.policy.SchoolPolicy;
import io.waybill.school.source.Extract;
import io.waybill.school.source.KeyedRecords;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.Names;
import io.waybill.school.source.SourceValues;
import io.waybill.school.source.UnreadableLink;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** People, places, groups and periods of an export: what its other rows refer to. */
final class IsamsDirectory {
    private static final String ID = "@Id";
    private static final String NAME = "Name";
    private static final String YEAR = "@YearId";

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;
    /** Weeks begin on Sundays, and the first one has New Year's Day: a leap year that begins on a Saturday has so many. */
    private static final int WEEKS = 54;

    private final IsamsRows rows;
    private final SchoolPolicy policy;
    private final LoadFrame frame;
    private final Extract extract;

    private final KeyedRecords<StaffMember> staff;
    private final KeyedRecords<Pupil> pupils;
    private final KeyedRecords<Subject> subjects;
    private final KeyedRecords<Room> rooms;
    private final KeyedRecords<TutorGroup> forms;
    private final KeyedRecords<TeachingGroup> sets;
    private final KeyedRecords<CustomGroup> customGroups;
    private final KeyedRecords<Period> periods;
    private final Names userCodes = new Names("staff member", "user code");
    private final Names schoolIds = new Names("pupil", "school number");
    private final Names roomNames = new Names("room", "name");
    private final Names setCodes = new Names("set", "code");
    private final Names formNames = new Names("form", "name");
    private final Names formCodes = new Names("form that is taught together", "code");
    private final Map<String, SourceValues> lostForms = new HashMap<>();
    private final Set<String> reportedForms = new HashSet<>();
    private final Map<String, Set<String>> staffCodes = new LinkedHashMap<>();
    private final Map<String, Set<String>> pupilNumbers = new LinkedHashMap<>();
    private final Map<String, InForm> formOf = new HashMap<>();
    private final Map<String, SourceValues> formValues = new HashMap<>();
    private final Map<String, SourceValues> setValues = new HashMap<>();
    private final List<IsamsRecord> periodRecords = new ArrayList<>();
    private final List<IsamsRecord> customRecords = new ArrayList<>();
    private final List<IsamsRecord> teachingForms = new ArrayList<>();
    private final List<IsamsRecord> allocations = new ArrayList<>();
    private final Set<String> weeks = new HashSet<>();
    private final Map<String, String> categories = new HashMap<>();
    private final Set<String> unwantedPupils = new HashSet<>();
    private final Set<String> unwantedForms = new HashSet<>();
    private final Set<String> unwantedSets = new HashSet<>();
    private final Set<String> unwantedCustomGroups = new HashSet<>();

    IsamsDirectory(IsamsRows rows, SchoolPolicy policy, LoadFrame frame, Extract extract) {
        this.rows = rows;
        this.policy = policy;
        this.frame = frame;
        this.extract = extract;
        this.staff = new KeyedRecords<>(Area.STAFF, extract);
        this.pupils = new KeyedRecords<>(Area.PUPILS, extract);
        this.subjects = new KeyedRecords<>(Area.SUBJECTS, extract);
        this.rooms = new KeyedRecords<>(Area.ROOMS, extract);
        this.forms = new KeyedRecords<>(Area.TUTOR_GROUPS, extract);
        this.sets = new KeyedRecords<>(Area.TEACHING_GROUPS, extract);
        this.customGroups = new KeyedRecords<>(Area.CUSTOM_GROUPS, extract);
        this.periods = new KeyedRecords<>(Area.TIMETABLE, extract);
    }

    /** Takes a record of the first reading; those of sections that are read later are passed over. */
    void add(IsamsRecord record) {
        SourceValues values = rows.values(record);
        switch (record.section()) {
            case STAFF -> addStaff(values);
            case PUPILS -> addPupil(values);
            case FORMS -> addForm(values);
            case CLASSROOMS -> addRoom(values);
            case SUBJECTS -> addSubject(values);
            case SETS -> addSet(values);
            case TEACHING_FORMS -> teachingForms.add(record);
            case STRUCTURE -> {
                if (record.element().equals("Period")) {
                    periodRecords.add(record);
                } else if (record.element().equals("Week")) {
                    weeks.add(values.key(ID));
                }
            }
            case ALLOCATIONS -> allocations.add(record);
            case CUSTOM_GROUP_CATEGORIES -> categories.put(values.text(ID), values.text(NAME));
            case CUSTOM_GROUPS -> customRecords.add(record);
            default -> {
                // Houses are known by their names in the pupils' records; the rest is read the second time.
            }
        }
    }

    private void addStaff(SourceValues values) {
        String id = values.requiredKey(ID);
        String full = values.text("FullName");
        String name = full.isEmpty() ? joined(values.text("PreferredName"), values.text("Surname")) : full;
        if (name.isEmpty()) {
            values.required("FullName");
        }
        String email = values.text("SchoolEmailAddress").toLowerCase(Locale.ROOT);
        String previous = values.key("PreviousMISId");
        called(staffCodes, values.text("UserCode"), id);
        staff.add(
                id,
                new StaffMember(
                        id,
                        previous == null ? "" : previous,
                        values.text("UserCode"),
                        name,
                        values.text("Initials"),
                        values.text("Title"),
                        values.text("Forename"),
                        values.text("Surname"),
                        email,
                        policy.isActive(email),
                        true,
                        null,
                        null),
                values);
    }

    /** Notes what a record is called, be it one that is rejected: what refers to it is sound all the same. */
    private static void called(Map<String, Set<String>> names, String name, String id) {
        if (!id.isEmpty()) {
            names.computeIfAbsent(id, none -> new LinkedHashSet<>()).add(name);
        }
    }

    /** What a pupil's record says of its form. */
    private record InForm(String form, SourceValues values) {}

    private void addPupil(SourceValues values) {
        String id = values.requiredKey(ID);
        int year = year(values, "NCYear");
        if (values.isSound() && !policy.years().wanted(year)) {
            unwantedPupils.add(id);
            schoolIds.add(values.text("SchoolId"), id);
            return;
        }
        called(pupilNumbers, values.text("SchoolId"), id);
        String known = values.text("Preferredname");
        String name = joined(known.isEmpty() ? values.text("Forename") : known, values.text("Surname"));
        if (name.isEmpty()) {
            values.required("Surname");
        }
        String house = values.text("AcademicHouse");
        pupils.add(
                id,
                new Pupil(
                        id,
                        values.text("SchoolId"),
                        name,
                        values.text("Surname"),
                        values.text("Forename"),
                        known,
                        values.text("EmailAddress").toLowerCase(Locale.ROOT),
                        "",
                        house.isEmpty() ? values.text("BoardingHouse") : house,
                        year,
                        policy.startYear(frame.eraFirst().getYear(), year)),
                values);
        if (!values.text("Form").isEmpty()) {
            formOf.put(id, new InForm(values.text("Form"), values.place()));
        }
    }

    private void addForm(SourceValues values) {
        String id = values.required(ID);
        int year = year(values, YEAR);
        if (values.isSound() && !policy.years().wanted(year)) {
            unwantedForms.add(id);
            return;
        }
        String tutor = values.requiredKey("@TutorId");
        String name = values.text("Form");
        forms.add(
                id,
                new TutorGroup(
                        id,
                        name.isEmpty() ? id : name,
                        tutor,
                        "",
                        policy.startYear(frame.eraFirst().getYear(), year)),
                values);
        formValues.put(id, values.place());
    }

    private void addRoom(SourceValues values) {
        String id = values.requiredKey(ID);
        rooms.add(id, new Room(id, values.required(NAME), List.of()), values);
    }

    private void addSubject(SourceValues values) {
        String id = values.requiredKey(ID);
        subjects.add(id, new Subject(id, values.required(NAME)), values);
    }

    private void addSet(SourceValues values) {
        String id = values.requiredKey(ID);
        int year = year(values, YEAR);
        String code = values.required("SetCode");
        // A set that is left out or rejected is known by its code all the same: its lessons are not without a set.
        setCodes.add(code, id);
        if (values.isSound() && !policy.years().wanted(year)) {
            unwantedSets.add(id);
            return;
        }
        String name = values.text(NAME);
        sets.add(id, new TeachingGroup(id, name.isEmpty() ? code : name, year, values.key("@SubjectId")), values);
        setValues.put(id, values.place());
    }

    /** Resolves what refers to each other, and gives all of it to the extract. */
    void complete(Map<IsamsSection, Long> sections) {
        staff.complete("staff members");
        staffCodes.forEach((id, codes) -> codes.forEach(code -> userCodes.add(code, id)));
        give(Area.STAFF, staff);
        pupils.complete("pupils");
        pupilNumbers.forEach((id, numbers) -> numbers.forEach(number -> schoolIds.add(number, id)));
        give(Area.PUPILS, pupils);
        // A subject that several departments teach is in each of them.
        subjects.complete();
        give(Area.SUBJECTS, subjects);
        rooms.complete("rooms");
        rooms.all().forEach(each -> roomNames.add(each.name(), each.id()));
        give(Area.ROOMS, rooms);
        left(unwantedPupils.size(), "pupils, of years that are not in the calendar");
        left(unwantedForms.size() + unwantedSets.size(), "forms and sets, of years that are not in the calendar");
        completeForms();
        completeSets();
        completeCustomGroups();
        completePeriods();
        if (!sections.containsKey(IsamsSection.ALLOCATIONS)) {
            extract.notice(new Notice(
                    "no-allocations",
                    "The export does not say which week of the timetable is used when: the letters of weeks in the calendar say it.",
                    1));
        }
    }

    private void give(Area area, KeyedRecords<? extends SchoolRecord> records) {
        records.all().forEach(extract::record);
        extract.area(area, AreaState.LOADED);
    }

    private void left(long count, String what) {
        if (count > 0) {
            extract.notice(new Notice("left-out", "Left out: " + count + " of the " + what + ".", count));
        }
    }

    private void completeForms() {
        forms.complete("forms");
        Map<String, TutorGroup> known = new LinkedHashMap<>();
        for (TutorGroup form : forms.all()) {
            SourceValues values = formValues.get(form.id());
            String tutor = values.reference(
                    "@TutorId", form.tutor(), staff::isThere, "the number of a staff member in the export", null);
            if (tutor == null) {
                forms.reject(form.id(), values);
                continue;
            }
            known.put(form.id(), new TutorGroup(form.id(), form.name(), tutor, "", form.startYear()));
            formNames.add(form.name(), form.id());
        }
        Map<String, String> members = inForms(known.keySet());
        // The house of a form is that of its first pupil.
        Map<String, String> houses = new HashMap<>();
        members.forEach(
                (pupil, form) -> houses.putIfAbsent(form, pupils.get(pupil).house()));
        known.forEach((id, form) -> extract.record(
                new TutorGroup(id, form.name(), form.tutor(), houses.getOrDefault(id, ""), form.startYear())));
        members.forEach((pupil, form) ->
                extract.record(new Member(new GroupKey(GroupKind.TUTOR, form), MemberKind.PUPIL, pupil, null, null)));
        for (IsamsRecord record : teachingForms) {
            SourceValues values = rows.values(record);
            String code = values.text("FormCode");
            if (known.containsKey(code)) {
                formCodes.add(values.text("TimetableCode"), code);
            } else if (formNames.contains(code)) {
                formCodes.add(values.text("TimetableCode"), formNames.find(values, "FormCode"));
            } else if (!code.isEmpty() && !unwantedForms.contains(code)) {
                lostForm(code, values, known.keySet());
            }
        }
    }

    /** A form that the export does not have, or that is rejected: people may say which one is meant. */
    private void lostForm(String code, SourceValues values, Set<String> known) {
        String meant = forms.isRejected(code)
                ? null
                : values.reference("FormCode", code, known::contains, "a form in the export", null);
        if (meant == null) {
            lostForms.put(values.text("TimetableCode"), values);
        } else {
            formCodes.add(values.text("TimetableCode"), meant);
        }
    }

    /**
     * Whether lessons with a code are taught to a form that the export does not have. Only then somebody has to know that it is not there.
     */
    boolean isOfLostForm(String code) {
        SourceValues link = lostForms.get(code);
        if (link != null && reportedForms.add(code)) {
            link.faults().forEach(fault -> extract.rejectedLink(Area.TIMETABLE, fault));
        }
        return link != null;
    }

    /** The forms of pupils, as the export or an answer says, in the order of the pupils. */
    private Map<String, String> inForms(Set<String> known) {
        Map<String, String> members = new LinkedHashMap<>();
        for (Pupil pupil : pupils.all()) {
            InForm inForm = formOf.get(pupil.id());
            if (inForm == null || forms.isRejected(inForm.form()) || unwantedForms.contains(inForm.form())) {
                continue;
            }
            String form =
                    inForm.values().reference("Form", inForm.form(), known::contains, "a form in the export", null);
            if (form == null) {
                inForm.values().faults().forEach(fault -> extract.rejectedLink(Area.TUTOR_GROUPS, fault));
                extract.unreadable(new UnreadableLink(GroupKind.TUTOR, null, pupil.id()));
            } else {
                members.put(pupil.id(), form);
            }
        }
        return members;
    }

    private void completeSets() {
        sets.complete("sets");
        for (TeachingGroup set : sets.all()) {
            SourceValues values = setValues.get(set.id());
            String subject = set.subject() == null
                    ? null
                    : values.reference(
                            "@SubjectId",
                            set.subject(),
                            subjects::isThere,
                            "the number of a subject in the export",
                            null);
            if (values.isSound()) {
                extract.record(new TeachingGroup(set.id(), set.name(), set.year(), subject));
            } else {
                sets.reject(set.id(), values);
            }
        }
    }

    private void completeCustomGroups() {
        long leftOut = 0;
        for (IsamsRecord record : customRecords) {
            SourceValues values = rows.values(record);
            String id = values.requiredKey(ID);
            LocalDate expiry = values.date("ExpiryDate");
            boolean expired = expiry != null && expiry.isBefore(frame.start()) && !values.flag("ExpiryDisable");
            if (values.isSound() && (expired || values.flag("Deleted") || !userCodes.contains(values.text("Author")))) {
                unwantedCustomGroups.add(id);
                leftOut++;
                continue;
            }
            String owner = userCodes.find(values, "Author");
            String category = categories.getOrDefault(values.text("CategoryId"), "");
            String name = values.required(NAME) + (category.isEmpty() ? "" : " (" + category + ")");
            customGroups.add(id, new CustomGroup(id, name, owner == null ? "" : owner, values.flag("Shared")), values);
        }
        customGroups.complete("custom groups");
        customGroups.all().forEach(extract::record);
        left(leftOut, "custom groups, which are deleted or over, or whose authors are not in the export");
    }

    private void completePeriods() {
        for (IsamsRecord record : periodRecords) {
            SourceValues values = rows.values(record);
            String id = values.requiredKey(ID);
            LocalTime start = requiredTime(values, "StartTime");
            LocalTime end = requiredTime(values, "EndTime");
            IsamsRecord day = record.parent();
            SourceValues dayValues = rows.values(day);
            // From 1, Sunday, to 7, Saturday.
            int weekday = dayValues.requiredNumber("Day");
            String week = rows.values(day.parent()).requiredKey(ID);
            if (weekday < 1 || weekday > 7 || week.isEmpty()) {
                values.fault(
                        "Day", "no-weekday", dayValues.text("Day"), "a day from 1 to 7 in a week with a number", null);
            }
            if (values.isSound() && end.isBefore(start)) {
                values.fault("EndTime", "ends-before-it-starts", end.toString(), "a time after " + start, null);
            }
            periods.add(id, new Period(id, week, weekday == 1 ? 7 : weekday - 1, start, end), values);
        }
        periods.complete("periods");
        periods.all().forEach(extract::record);
        completeWeeks();
    }

    /** When weeks of the timetable are used. What cannot be one of this year's weeks would leave it without lessons. */
    private void completeWeeks() {
        Set<WeekUse> uses = new LinkedHashSet<>();
        for (IsamsRecord record : allocations) {
            SourceValues values = rows.values(record);
            int year = values.requiredNumber("Year");
            int number = values.requiredNumber("Week");
            String week = values.requiredKey("TimetableWeekId");
            if (values.isSound() && (year < FIRST_YEAR || year > LAST_YEAR)) {
                values.fault(
                        "Year",
                        "not-a-year",
                        values.text("Year"),
                        "a year such as " + frame.eraFirst().getYear(),
                        null);
            }
            if (values.isSound()
                    && year >= frame.eraFirst().getYear()
                    && year <= frame.eraLast().getYear()) {
                if (number < 1 || number > WEEKS) {
                    values.fault(
                            "Week", "no-week", values.text("Week"), "a week of the year, from 1 to " + WEEKS, null);
                }
                week = values.reference(
                        "TimetableWeekId", week, weeks::contains, "the number of a week of the timetable", null);
            }
            if (values.isSound()) {
                uses.add(new WeekUse(year, number, week));
            } else {
                values.faults().forEach(fault -> extract.rejected(Area.TIMETABLE, null, fault));
            }
        }
        uses.forEach(extract::record);
    }

    private static LocalTime requiredTime(SourceValues values, String field) {
        values.required(field);
        return values.time(field);
    }

    private static String joined(String first, String second) {
        return (first + " " + second).strip();
    }

    KeyedRecords<Pupil> pupils() {
        return pupils;
    }

    KeyedRecords<TeachingGroup> sets() {
        return sets;
    }

    KeyedRecords<CustomGroup> customGroups() {
        return customGroups;
    }

    KeyedRecords<Period> periods() {
        return periods;
    }

    KeyedRecords<Room> rooms() {
        return rooms;
    }

    Names userCodes() {
        return userCodes;
    }

    Names schoolIds() {
        return schoolIds;
    }

    Names roomNames() {
        return roomNames;
    }

    Names setCodes() {
        return setCodes;
    }

    Names formCodes() {
        return formCodes;
    }

    /** The year of the national curriculum in a field, where the export may be behind. One in the calendar needs a name; without, it is a fault. */
    int year(SourceValues values, String field) {
        int year = frame.year(values.requiredNumber(field));
        if (values.isSound() && policy.years().wanted(year) && !policy.years().named(year)) {
            values.fault(field, "no-year", values.text(field), policy.years().expected(), null);
        }
        return year;
    }

    /** Whether a pupil is left out by the policy of the school. */
    boolean isUnwantedPupil(String id) {
        return unwantedPupils.contains(id);
    }

    /** Whether a set is left out by the policy of the school. */
    boolean isUnwantedSet(String id) {
        return unwantedSets.contains(id);
    }

    /** Whether a custom group is left out. */
    boolean isUnwantedCustomGroup(String id) {
        return unwantedCustomGroups.contains(id);
    }
}
