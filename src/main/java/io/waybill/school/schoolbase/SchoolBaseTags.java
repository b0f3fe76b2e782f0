package io.waybill.school.schoolbase;

import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKey;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord.CustomGroup;
import io.waybill.school.model.SchoolRecord.Member;
import io.waybill.school.model.SchoolRecord.MemberKind;
import io.waybill.school.source.Extract;
import io.waybill.school.source.KeyedRecords;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.SourceValues;
import io.waybill.school.source.UnreadableLink;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Groups that teachers make themselves, which SchoolBase calls tags. Both tables may be empty. */
final class SchoolBaseTags {
    private static final String ID = "TagNo";

    private final SourceTables tables;
    private final SchoolBaseDirectory directory;
    private final Extract extract;
    private final KeyedRecords<CustomGroup> tags;
    private final Set<String> others = new HashSet<>();

    SchoolBaseTags(SourceTables tables, SchoolBaseDirectory directory, Extract extract) {
        this.tables = tables;
        this.directory = directory;
        this.extract = extract;
        this.tags = new KeyedRecords<>(Area.CUSTOM_GROUPS, extract);
    }

    AreaState read() throws IOException {
        if (!tables.has("tags") && !tables.has("puptag")) {
            return AreaState.NOT_REQUESTED;
        }
        boolean whole = tables.read(Area.CUSTOM_GROUPS, "tags", List.of(ID, "TagUse", "UserIdent"), true, this::tag);
        tags.complete("tags");
        tags.all().forEach(extract::record);
        if (!others.isEmpty()) {
            extract.notice(new Notice(
                    "left-out",
                    "Left out: " + others.size() + " of the tags, whose owners are not in the calendar.",
                    others.size()));
        }
        Set<Member> given = new HashSet<>();
        whole &= tables.read(Area.CUSTOM_GROUPS, "puptag", List.of(ID, "PupOrigNum"), true, values -> {
            String tag = values.requiredKey(ID);
            String pupil = directory.pupil(values, "PupOrigNum");
            if (values.isSound() && !others.contains(tag) && !tags.isRejected(tag)) {
                tag = values.reference(ID, tag, key -> tags.get(key) != null, "the number of a tag", null);
            }
            values.faults().forEach(fault -> extract.rejectedLink(Area.CUSTOM_GROUPS, fault));
            if (values.isUnreadable()) {
                extract.unreadable(new UnreadableLink(GroupKind.CUSTOM, tag, pupil));
            }
            Member member = pupil == null || tag == null || tags.get(tag) == null
                    ? null
                    : new Member(new GroupKey(GroupKind.CUSTOM, tag), MemberKind.PUPIL, pupil, null, null);
            if (values.isSound() && member != null && given.add(member)) {
                extract.record(member);
            }
        });
        return whole ? AreaState.LOADED : AreaState.FAILED;
    }

    private void tag(SourceValues values) {
        String id = values.requiredKey(ID);
        String owner = directory.staff(values, "UserIdent");
        if (values.isSound() && owner == null) {
            others.add(id);
            return;
        }
        tags.add(id, new CustomGroup(id, values.required("TagUse"), owner == null ? "" : owner, false), values);
    }
}
