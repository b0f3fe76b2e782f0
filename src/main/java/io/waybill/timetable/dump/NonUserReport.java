package io.waybill.timetable.dump;

import io.waybill.format.Faults;
import io.waybill.model.Notice;
import java.util.List;
import java.util.Map;

/**
 * What became of a Live dump.
 *
 * @param counts per model, in the order of their names
 * @param rejects records that could not be carried
 * @param notices what people should know although nothing was rejected
 */
public record NonUserReport(Map<String, ModelCount> counts, Faults rejects, List<Notice> notices) {
    public long read() {
        return counts.values().stream().mapToLong(ModelCount::read).sum();
    }

    public long kept() {
        return counts.values().stream().mapToLong(ModelCount::kept).sum();
    }
}
