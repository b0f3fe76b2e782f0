package io.waybill.timetable.permission;

import io.waybill.model.Notice;
import java.util.List;

/**
 * What became of a permissions file.
 *
 * @param matched its rows: granted, left out, rejected
 * @param written what was made of the grants
 * @param notices what people should know although nothing was rejected
 */
public record MergeReport(Matched matched, MergedDump.Written written, List<Notice> notices) {
    public MergeReport {
        notices = List.copyOf(notices);
    }

    /** Whether every row was delivered. */
    public boolean complete() {
        return matched.rejected().isEmpty();
    }
}
