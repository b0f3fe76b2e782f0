package io.waybill.school.isams;

import io.waybill.format.isams.IsamsRecord;
import io.waybill.school.model.Area;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.model.SchoolRecord.Member;
import io.waybill.school.model.SchoolRecord.MemberKind;
import io.waybill.school.source.Extract;
import io.waybill.school.source.KeyedRecords;
import io.waybill.school.source.SourceValues;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who is in sets and custom groups. Rows about pupils or groups that were left out, or rejected before, say nothing: what is known of them
 * stays as it is.
 */
final class IsamsMembers {
    private final String file;
    private final IsamsDirectory directory;
    private final Extract extract;
    private final Set<Member> given = new HashSet<>();

    IsamsMembers(String file, IsamsDirectory directory, Extract extract) {
        this.file = file;
        this.directory = directory;
        this.extract = extract;
    }

    void add(IsamsRecord record) {
        switch (record.section()) {
            case SET_LISTS ->
                add(
                        IsamsAdapter.values(file, record),
                        new Link(GroupKind.TEACHING, "@SetId", "@PupilId", directory.sets(), directory::isUnwantedSet));
            case CUSTOM_GROUP_MEMBERS ->
                add(
                        IsamsAdapter.values(file, record),
                        new Link(
                                GroupKind.CUSTOM,
                                "CustomGroupId",
                                "@PupilID",
                                directory.customGroups(),
                                directory::isUnwantedCustomGroup));
            default -> {
                // Everything else has been read before.
            }
        }
    }

    /** How rows of a section say who is in what. */
    private record Link(
            GroupKind kind,
            String groupField,
            String pupilField,
            KeyedRecords<? extends SchoolRecord> groups,
            Predicate<String> leftOut) {}

    private void add(SourceValues values, Link link) {
        String group = values.requiredKey(link.groupField);
        String pupil = values.requiredKey(link.pupilField);
        boolean groupKnown = known(values, link.groupField, group, link.groups, link.leftOut);
        boolean pupilKnown = known(values, link.pupilField, pupil, directory.pupils(), directory::isUnwantedPupil);
        Area area = link.kind.area();
        values.faults().forEach(fault -> extract.rejectedLink(area, fault));
        Member member = new Member(new GroupKey(link.kind, group), MemberKind.PUPIL, pupil, null, null);
        // A row that is there twice says the same twice.
        if (groupKnown && pupilKnown && values.isSound() && given.add(member)) {
            extract.record(member);
        }
    }

    private static boolean known(
            SourceValues values,
            String field,
            String key,
            KeyedRecords<? extends SchoolRecord> records,
            Predicate<String> leftOut) {
        if (key.isEmpty() || leftOut.test(key) || records.isRejected(key)) {
            return false;
        }
        if (records.get(key) == null) {
            values.fault(field, "unknown-reference", key, "a number of something in the export", null);
            return false;
        }
        return true;
    }
}
