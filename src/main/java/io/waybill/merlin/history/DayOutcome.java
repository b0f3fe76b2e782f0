package io.waybill.merlin.history;

import java.time.LocalDate;
import java.util.List;

/**
 * What becomes of a day.
 *
 * @param events one outcome for each row of the drop, and for each event of the target that follows from earlier ones; in the order in
 *     which they are created
 * @param stayed keys of events of the target that come after other events than before, but that somebody has changed since they were
 *     imported: they stay as they are
 */
public record DayOutcome(LocalDate date, List<EventOutcome> events, List<Long> stayed) {
    public DayOutcome {
        events = List.copyOf(events);
        stayed = List.copyOf(stayed);
    }
}
