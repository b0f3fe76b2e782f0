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
import io.waybill.school.source.UnreadableLink;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who is in sets and custom groups. Rows about pupils or groups that were left out, or rejected before, say nothing: what is known of them
 * stays as it is.
 */
final class IsamsMembers {
    private final IsamsRows rows;
    private final IsamsDirectory directory;
    private final Extract extract;
    private final Set<Member> given = new HashSet<>();

    IsamsMembers(IsamsRows rows, IsamsDirectory directory, Extract extract) {
        this.rows = rows;
        this.directory = directory;
        this.extract = extract;
    }

    void add(IsamsRecord record) {
        switch (record.section()) {
            case SET_LISTS ->
                add(
                        rows.values(record),
                        new Link(GroupKind.TEACHING, "@SetId", "@PupilId", directory.sets(), directory::isUnwantedSet));
            case CUSTOM_GROUP_MEMBERS ->
                add(
                        rows.values(record),
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
        String group = known(values, link.groupField, link.groups, link.leftOut);
        String pupil = known(values, link.pupilField, directory.pupils(), directory::isUnwantedPupil);
        Area area = link.kind.area();
        values.faults().forEach(fault -> extract.rejectedLink(area, fault));
        if (values.isUnreadable()) {
            extract.unreadable(new UnreadableLink(link.kind, group, pupil));
        }
        if (group == null || pupil == null || !values.isSound()) {
            return;
        }
        Member member = new Member(new GroupKey(link.kind, group), MemberKind.PUPIL, pupil, null, null);
        // A row that is there twice says the same twice.
        if (given.add(member)) {
            extract.record(member);
        }
    }

    /**
     * @return null for what is left out, or was rejected before, and when there is a fault
     */
    private static String known(
            SourceValues values,
            String field,
            KeyedRecords<? extends SchoolRecord> records,
            Predicate<String> leftOut) {
        String key = values.requiredKey(field);
        return key.isEmpty() || leftOut.test(key) || records.isRejected(key)
                ? null
                : values.reference(
                        field, key, each -> records.get(each) != null, "a number of something in the export", null);
    }
}
