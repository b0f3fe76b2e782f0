package io.waybill.timetable.permission;

import io.waybill.model.Notice;
import java.util.List;

/**
 * The result of merging a permissions file.
 *
 * @param matched its rows: granted, left out, rejected
 * @param written what was written for the grants
 * @param notices what people should know although it is not rejected
 */
public record MergeReport(MatchedPermissions matched, MergedDump.Written written, List<Notice> notices) {
    public MergeReport {
        notices = List.copyOf(notices);
    }

    /** Whether every row was delivered. */
    public boolean complete() {
        return matched.rejected().isEmpty();
    }
}
