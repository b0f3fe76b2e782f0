package io.waybill.school.schoolbase;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.model.SchoolRecord.Member;
import io.waybill.school.model.SchoolRecord.MemberKind;
import io.waybill.school.model.SchoolRecord.Pupil;
import io.waybill.school.model.SchoolRecord.Room;
import io.waybill.school.model.SchoolRecord.StaffMember;
import io.waybill.school.model.SchoolRecord.Subject;
import io.waybill.school.model.SchoolRecord.TeachingGroup;
import io.waybill.school.model.SchoolRecord.TutorGroup;
import io.waybill.school.policy.SchoolPolicy;
import io.waybill.school.source.Extract;
import io.waybill.school.source.KeyedRecords;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.SourceValues;
import io.waybill.school.source.UnreadableLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** People, places and groups: what other tables refer to. */
final class SchoolBaseDirectory implements SchoolBaseReferences {
    /** The field of a year. */
    static final String YEAR = "YearIdent";

    private static final String ACADEMIC_YEAR = "AcYearIdent";
    private static final String PUPIL = "PupOrigNum";
    private static final String USER = "UserIdent";
    private static final String GROUP = "GroupIdent";
    private static final String CURRICULUM = "CurrIdent";

    private final SourceTables tables;
    private final SchoolPolicy policy;
    private final LoadFrame frame;
    private final SchoolBaseRules rules;
    private final Extract extract;
    private final KeyedRecords<StaffMember> staff;
    private final KeyedRecords<Pupil> pupils;
    private final KeyedRecords<Subject> subjects;
    private final KeyedRecords<Room> rooms;
    private final KeyedRecords<TeachingGroup> sets;
    /** Years of the national curriculum by key. */
    private final Map<String, Integer> years = new HashMap<>();

    private final Set<String> curricula = new HashSet<>();
    private final Set<String> otherPupils = new HashSet<>();
    private final Set<String> otherStaff = new HashSet<>();
    private final Set<String> otherGroups = new HashSet<>();

    SchoolBaseDirectory(
            SourceTables tables, SchoolPolicy policy, LoadFrame frame, SchoolBaseRules rules, Extract extract) {
        this.tables = tables;
        this.policy = policy;
        this.frame = frame;
        this.rules = rules;
        this.extract = extract;
        this.staff = new KeyedRecords<>(Area.STAFF, extract);
        this.pupils = new KeyedRecords<>(Area.PUPILS, extract);
        this.subjects = new KeyedRecords<>(Area.SUBJECTS, extract);
        this.rooms = new KeyedRecords<>(Area.ROOMS, extract);
        this.sets = new KeyedRecords<>(Area.TEACHING_GROUPS, extract);
    }

    void read() throws IOException {
        readYears();
        tables.read(
                Area.STAFF,
                "staff",
                List.of(
                        USER,
                        "UserName",
                        "UserMnemonic",
                        "UserSurname",
                        "UserTitle",
                        "UserForename",
                        "UserLeft",
                        "UserTeach",
                        "UserDoesCover",
                        "UserEmail",
                        "PType"),
                false,
                this::addStaff);
        give(Area.STAFF, staff, "staff members");
        tables.read(
                Area.PUPILS,
                "pupil",
                List.of(
                        PUPIL,
                        "Pu_Surname",
                        "Pu_Firstname",
                        "Pu_GivenName",
                        "PupReportName",
                        "PupEmail",
                        "Pu_CandNo",
                        YEAR,
                        "PType"),
                false,
                this::addPupil);
        give(Area.PUPILS, pupils, "pupils");
        tables.read(Area.SUBJECTS, "subjects", List.of("SubIdent", "SubName"), false, values -> {
            String id = values.requiredKey("SubIdent");
            subjects.add(id, new Subject(id, values.required("SubName")), values);
        });
        give(Area.SUBJECTS, subjects, "subjects");
        tables.read(Area.ROOMS, "room", List.of("RoomIdent", "Room", "RoomName"), false, this::addRoom);
        give(Area.ROOMS, rooms, "rooms");
        readSets();
        readTutorGroups();
    }

    private void give(Area area, KeyedRecords<? extends SchoolRecord> records, String what) {
        records.complete(what);
        records.all().forEach(extract::record);
        extract.area(area, AreaState.LOADED);
    }

    private void readYears() throws IOException {
        Set<String> found = new HashSet<>();
        tables.read(Area.TEACHING_GROUPS, "academicyear", List.of(ACADEMIC_YEAR, "AcYearName"), false, values -> {
            if (rules.year().equals(values.text(ACADEMIC_YEAR))) {
                found.add(values.text("AcYearName"));
            }
        });
        if (found.size() != 1) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of("academicyear.csv"),
                    "no-academic-year",
                    found.isEmpty() ? "no academic year " + rules.year() : "several years with the key " + rules.year(),
                    "exactly one row of the year that is loaded",
                    "Check the key of the year in the settings of the school, and whether the table is whole."));
        }
        tables.read(Area.PUPILS, "years", List.of(YEAR, "YearDesc", "Ptype"), false, values -> {
            String id = values.requiredKey(YEAR);
            Integer type = values.number("Ptype");
            if (type != null && rules.pupilTypes().contains(type)) {
                int year = values.requiredNumber("YearDesc");
                years.put(id, frame.year(year));
            }
            values.faults().forEach(fault -> extract.rejected(Area.PUPILS, null, fault));
        });
        tables.read(Area.TEACHING_GROUPS, "curriculum", List.of(CURRICULUM, ACADEMIC_YEAR, YEAR), false, values -> {
            if (rules.year().equals(values.text(ACADEMIC_YEAR)) && years.containsKey(values.text(YEAR))) {
                curricula.add(values.text(CURRICULUM));
            }
        });
    }

    private void addStaff(SourceValues values) {
        String id = values.requiredKey(USER);
        Integer type = values.number("PType");
        if (values.isSound() && (type == null || !rules.staffTypes().contains(type))) {
            otherStaff.add(id);
            return;
        }
        String email = values.text("UserEmail").toLowerCase(Locale.ROOT);
        staff.add(
                id,
                new StaffMember(
                        id,
                        "",
                        "",
                        values.required("UserName"),
                        values.text("UserMnemonic"),
                        values.text("UserTitle"),
                        values.text("UserForename"),
                        values.text("UserSurname"),
                        email,
                        policy.isActive(email),
                        !values.flag("UserLeft"),
                        values.flag("UserTeach"),
                        values.flag("UserDoesCover")),
                values);
    }

    private void addPupil(SourceValues values) {
        String id = values.requiredKey(PUPIL);
        Integer type = values.number("PType");
        if (values.isSound() && (type == null || !rules.pupilTypes().contains(type))) {
            otherPupils.add(id);
            return;
        }
        String yearKey = values.requiredKey(YEAR);
        Integer year = years.get(yearKey);
        if (values.isSound()) {
            String known = values.reference(
                    YEAR, yearKey, years::containsKey, "the number of a year in the table years", null);
            year = known == null ? null : years.get(known);
        }
        if (values.isSound() && !policy.years().wanted(year)) {
            otherPupils.add(id);
            return;
        }
        requireName(values, year);
        int known = year == null ? 0 : year;
        pupils.add(
                id,
                new Pupil(
                        id,
                        "",
                        values.required("PupReportName"),
                        values.text("Pu_Surname"),
                        values.text("Pu_Firstname"),
                        values.text("Pu_GivenName"),
                        values.text("PupEmail").toLowerCase(Locale.ROOT),
                        values.text("Pu_CandNo"),
                        "",
                        known,
                        policy.startYear(frame.eraFirst().getYear(), known)),
                values);
    }

    private void requireName(SourceValues values, Integer year) {
        if (values.isSound() && !policy.years().named(year)) {
            values.fault(YEAR, "no-year", String.valueOf(year), policy.years().expected(), null);
        }
    }

    private void addRoom(SourceValues values) {
        String id = values.requiredKey("RoomIdent");
        String shortName = values.text("Room");
        String longName = values.text("RoomName");
        if (shortName.isEmpty() && longName.isEmpty()) {
            values.required("Room");
        }
        boolean both = !shortName.isEmpty() && !longName.isEmpty() && !shortName.equals(longName);
        rooms.add(
                id,
                new Room(id, shortName.isEmpty() ? longName : shortName, both ? List.of(longName) : List.of()),
                values);
    }

    private void readSets() throws IOException {
        tables.read(
                Area.TEACHING_GROUPS,
                "groups",
                List.of(GROUP, "GroupName", YEAR, "SubIdent", CURRICULUM),
                false,
                values -> {
                    String id = values.requiredKey(GROUP);
                    Integer year = years.get(values.text(YEAR));
                    // Activities have years below zero, and groups of other years are here as well.
                    if (year == null
                            || !curricula.contains(values.text(CURRICULUM))
                            || !policy.years().wanted(year)) {
                        otherGroups.add(id);
                        return;
                    }
                    requireName(values, year);
                    String subject = values.key("SubIdent");
                    if (subject != null) {
                        subject = values.reference(
                                "SubIdent", subject, subjects::isThere, "the number of a subject", null);
                    }
                    sets.add(id, new TeachingGroup(id, values.required("GroupName"), year, subject), values);
                });
        sets.complete("sets");
        sets.all().forEach(extract::record);
        Set<Member> given = new HashSet<>();
        tables.read(
                Area.TEACHING_GROUPS,
                "academicrecord",
                List.of("AcrIdent", ACADEMIC_YEAR, PUPIL, GROUP),
                false,
                values -> {
                    String group = values.text(GROUP);
                    if (!rules.year().equals(values.text(ACADEMIC_YEAR)) || group.isEmpty() || group.equals("0")) {
                        return;
                    }
                    String set = values.requiredKey(GROUP);
                    String pupil = values.requiredKey(PUPIL);
                    if (isLeftOut(pupil, pupils, otherPupils) || isLeftOut(set, sets, otherGroups)) {
                        return;
                    }
                    set = check(values, GROUP, set, sets);
                    pupil = check(values, PUPIL, pupil, pupils);
                    Member member =
                            new Member(new GroupKey(GroupKind.TEACHING, set), MemberKind.PUPIL, pupil, null, null);
                    values.faults().forEach(fault -> extract.rejectedLink(Area.TEACHING_GROUPS, fault));
                    if (values.isUnreadable()) {
                        extract.unreadable(new UnreadableLink(GroupKind.TEACHING, set, pupil));
                    }
                    if (values.isSound() && given.add(member)) {
                        extract.record(member);
                    }
                });
        extract.area(Area.TEACHING_GROUPS, AreaState.LOADED);
    }

    /** A row of the table of tutor groups: a pupil, and what it says of the group. */
    private record TutorRow(String tutor, String pupil, String house, int year, SourceValues values) {
        boolean saysTheSameAs(TutorRow other) {
            return tutor.equals(other.tutor) && house.equals(other.house) && year == other.year;
        }
    }

    private void readTutorGroups() throws IOException {
        Map<String, List<TutorRow>> pupilRows = new LinkedHashMap<>();
        tables.read(Area.TUTOR_GROUPS, "tutorgroup", List.of(USER, YEAR, PUPIL, "Pu_House"), false, values -> {
            String tutor = values.key(USER);
            String pupil = values.key(PUPIL);
            Integer year = years.get(values.text(YEAR));
            values.faults().forEach(fault -> extract.rejectedLink(Area.TUTOR_GROUPS, fault));
            if (values.isUnreadable()) {
                extract.unreadable(new UnreadableLink(GroupKind.TUTOR, tutor, pupil));
            }
            if (tutor == null
                    || pupil == null
                    || year == null
                    || !policy.years().wanted(year)) {
                return;
            }
            pupilRows
                    .computeIfAbsent(pupil, none -> new ArrayList<>())
                    .add(new TutorRow(tutor, pupil, values.text("Pu_House"), year, values.place()));
        });
        Map<String, TreeMap<String, TutorRow>> groups = new TreeMap<>();
        pupilRows.forEach((pupil, rows) -> {
            TutorRow first = rows.get(0);
            if (rows.stream().allMatch(first::saysTheSameAs)) {
                groups.computeIfAbsent(first.tutor, none -> new TreeMap<>()).put(pupil, first);
            } else {
                rows.forEach(this::contradicts);
            }
        });
        groups.forEach(this::tutorGroup);
        extract.area(Area.TUTOR_GROUPS, AreaState.LOADED);
    }

    /** Rejects one of several rows about a pupil that differ: the pupil stays, and so does each of the groups. */
    private void contradicts(TutorRow row) {
        row.values.fault(
                PUPIL,
                "contradicting-rows",
                row.pupil,
                "one tutor, house and year for a pupil",
                "Other rows about this pupil say something else: remove what is not so.");
        row.values.faults().forEach(fault -> extract.rejected(Area.TUTOR_GROUPS, row.tutor, fault));
        extract.unreadable(new UnreadableLink(GroupKind.TUTOR, null, row.pupil));
    }

    private void tutorGroup(String tutor, TreeMap<String, TutorRow> rows) {
        TutorRow first = rows.firstEntry().getValue();
        StaffMember known = Optional.ofNullable(active(tutor))
                .or(() -> first.values.meaning(USER, tutor).map(this::active))
                .orElse(null);
        if (known == null) {
            first.values.fault(USER, "no-tutor", tutor, "the number of a staff member who is active", null);
            first.values.faults().forEach(fault -> extract.rejected(Area.TUTOR_GROUPS, tutor, fault));
            return;
        }
        extract.record(new TutorGroup(
                tutor,
                policy.years().own(first.year) + known.initials(),
                known.id(),
                first.house,
                policy.startYear(frame.eraFirst().getYear(), first.year)));
        for (TutorRow row : rows.values()) {
            if (isLeftOut(row.pupil, pupils, otherPupils)) {
                continue;
            }
            String pupil = check(row.values, PUPIL, row.pupil, pupils);
            row.values.faults().forEach(fault -> extract.rejectedLink(Area.TUTOR_GROUPS, fault));
            if (!pupil.isEmpty()) {
                extract.record(new Member(new GroupKey(GroupKind.TUTOR, tutor), MemberKind.PUPIL, pupil, null, null));
            }
        }
    }

    /** The staff member with that key who is active; null when there is none. */
    private StaffMember active(String key) {
        StaffMember known = staff.get(key);
        return known != null && known.active() ? known : null;
    }

    /** The year of the national curriculum in the field of the year; null when it is a year of another school. */
    Integer yearOf(SourceValues values) {
        return years.get(values.requiredKey(YEAR));
    }

    private static boolean isLeftOut(String key, KeyedRecords<?> records, Set<String> others) {
        return others.contains(key) || records.isRejected(key);
    }

    /**
     * @return the key; another one when people say so; {@code ""} when it is blank or there is a fault
     */
    private static String check(SourceValues values, String field, String key, KeyedRecords<?> records) {
        String known = key.isEmpty()
                ? null
                : values.reference(
                        field, key, each -> records.get(each) != null, "a number of something in the export", null);
        return known == null ? "" : known;
    }

    /** The key of a staff member in a field; null when it is blank, of somebody who is left out, or there is a fault. */
    @Override
    public String staff(SourceValues values, String field) {
        return known(values, field, values.key(field), staff, otherStaff);
    }

    /** The key of a pupil in a field; null when it is of somebody who is left out, or there is a fault, such as a blank field. */
    @Override
    public String pupil(SourceValues values, String field) {
        return known(values, field, values.requiredKey(field), pupils, otherPupils);
    }

    /** The key of a room in a field, as {@link #staff(SourceValues, String)}. */
    @Override
    public String room(SourceValues values, String field) {
        return known(values, field, values.key(field), rooms, Set.of());
    }

    /** The set in a field; null when it is blank, of one that is left out, or there is a fault. */
    TeachingGroup set(SourceValues values, String field) {
        String key = values.key(field);
        if (key == null || otherGroups.contains(key)) {
            return null;
        }
        String known = values.reference(
                field, key, each -> sets.get(each) != null, "a number of something in the export", null);
        return known == null ? null : sets.get(known);
    }

    private static String known(
            SourceValues values, String field, String key, KeyedRecords<?> records, Set<String> others) {
        if (key == null || key.isEmpty() || others.contains(key)) {
            return null;
        }
        return values.reference(field, key, records::isThere, "a number of something in the export", null);
    }
}
