package io.waybill.school.source;

import static java.util.Objects.requireNonNull;

import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.model.SchoolRecord.AutomaticGroup;
import io.waybill.school.model.SchoolRecord.EntryStaff;
import io.waybill.school.model.SchoolRecord.Member;
import io.waybill.school.model.SchoolRecord.MemberKind;
import io.waybill.school.model.SchoolRecord.Pupil;
import io.waybill.school.model.SchoolRecord.StaffMember;
import io.waybill.school.model.SchoolRecord.Subject;
import io.waybill.school.model.SchoolRecord.TeachingGroup;
import io.waybill.school.model.SchoolRecord.TimetableEntry;
import io.waybill.school.policy.SchoolPolicy;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds to what an adapter gives the groups that follow from it: all staff and pupils, years, houses, who teaches what to whom. All of them are
 * made each time, so that one without a basis is seen to have gone. Everything else is passed on as it comes.
 */
public final class AutomaticGroups extends ForwardingExtract {
    private static final Set<Area> BASIS =
            EnumSet.of(Area.STAFF, Area.PUPILS, Area.SUBJECTS, Area.TEACHING_GROUPS, Area.TIMETABLE);

    private final SchoolPolicy policy;
    private final Map<String, Set<Member>> groups = new TreeMap<>();
    private final Set<String> active = new HashSet<>();
    private final Map<String, String> subjects = new HashMap<>();
    private final Map<String, TeachingGroup> sets = new HashMap<>();
    private final Set<Area> loaded = EnumSet.noneOf(Area.class);

    /** @param extract receives everything */
    public AutomaticGroups(SchoolPolicy policy, Extract extract) {
        super(extract);
        this.policy = requireNonNull(policy, "policy");
    }

    @Override
    public void record(SchoolRecord record) {
        super.record(record);
        if (record instanceof StaffMember staff) {
            if (staff.active() && staff.current()) {
                active.add(staff.id());
                add("All staff", MemberKind.STAFF, staff.id());
            }
        } else if (record instanceof Pupil pupil) {
            add("All pupils", MemberKind.PUPIL, pupil.id());
            add(policy.years().name(pupil.year()), MemberKind.PUPIL, pupil.id());
            addToHouse(pupil);
        } else if (record instanceof Subject subject) {
            subjects.put(subject.id(), subject.name());
        } else if (record instanceof TeachingGroup set) {
            sets.put(set.id(), set);
        } else if (record instanceof TimetableEntry entry) {
            for (GroupKey group : entry.groups()) {
                if (group.kind() == GroupKind.TEACHING && sets.containsKey(group.id())) {
                    entry.staff().forEach(each -> addTeacher(each, sets.get(group.id())));
                }
            }
        }
    }

    private void addToHouse(Pupil pupil) {
        if (!pupil.house().isEmpty()) {
            String house = policy.houseName(pupil.house());
            add(house + " pupils", MemberKind.PUPIL, pupil.id());
            if (!policy.wholeHouses().contains(pupil.house())) {
                add(house + " " + policy.years().name(pupil.year()), MemberKind.PUPIL, pupil.id());
            }
        }
    }

    /** The pupils of a subject are its sets, as long as somebody teaches it. */
    private void addTeacher(EntryStaff each, TeachingGroup set) {
        if (!active.contains(each.staff())) {
            return;
        }
        String year = policy.years().name(set.year());
        add("Teaching staff", MemberKind.STAFF, each.staff());
        add(year + " teachers", MemberKind.STAFF, each.staff());
        String subject = subjects.get(set.subject());
        if (subject != null) {
            add(subject + " teachers", MemberKind.STAFF, each.staff());
            add(year + " " + subject + " teachers", MemberKind.STAFF, each.staff());
            // Those of sets whose lessons nobody teaches belong to it all the same: they are added when all is known.
            groups.computeIfAbsent(subject + " pupils", none -> new LinkedHashSet<>());
            groups.computeIfAbsent(year + " " + subject + " pupils", none -> new LinkedHashSet<>());
        }
    }

    private void add(String name, MemberKind kind, String id) {
        groups.computeIfAbsent(name, none -> new LinkedHashSet<>())
                .add(new Member(new GroupKey(GroupKind.AUTOMATIC, name), kind, id, null, null));
    }

    /** Gives the groups to the extract, after everything else. */
    public void complete() {
        for (TeachingGroup set : sets.values()) {
            String subject = subjects.get(set.subject());
            for (String name :
                    new String[] {subject + " pupils", policy.years().name(set.year()) + " " + subject + " pupils"}) {
                if (subject != null && groups.containsKey(name)) {
                    add(name, MemberKind.GROUP, "teaching/" + set.id());
                }
            }
        }
        groups.forEach((name, members) -> {
            super.record(new AutomaticGroup(name));
            members.forEach(super::record);
        });
        super.area(Area.AUTOMATIC_GROUPS, loaded.containsAll(BASIS) ? AreaState.LOADED : AreaState.NOT_REQUESTED);
    }

    @Override
    public void area(Area area, AreaState state) {
        super.area(area, state);
        if (state == AreaState.LOADED) {
            loaded.add(area);
        }
    }
}
