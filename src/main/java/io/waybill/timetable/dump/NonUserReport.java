package io.waybill.timetable.dump;

import io.waybill.format.Faults;
import io.waybill.model.Notice;
import java.util.List;
import java.util.Map;

/**
 * What happened to the records of a Live dump.
 *
 * @param counts per model, in the order of their names
 * @param rejects faults of the records that were rejected
 * @param notices what people should know although it is not rejected
 */
public record NonUserReport(Map<String, ModelCount> counts, Faults rejects, List<Notice> notices) {
    /** How many records were read, of all models. */
    public long read() {
        return counts.values().stream().mapToLong(ModelCount::read).sum();
    }

    /** How many records were kept, of all models. */
    public long kept() {
        return counts.values().stream().mapToLong(ModelCount::kept).sum();
    }
}
