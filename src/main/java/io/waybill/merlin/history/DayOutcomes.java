package io.waybill.merlin.history;

import io.waybill.merlin.history.EventOutcome.Changed;
import io.waybill.merlin.history.EventOutcome.Followed;
import io.waybill.merlin.history.EventOutcome.Known;
import io.waybill.merlin.history.EventOutcome.New;
import io.waybill.merlin.history.EventOutcome.Refusal;
import io.waybill.merlin.history.EventOutcome.Refused;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what becomes of a day while it is replayed. */
final class DayOutcomes {
    private final LocalDate date;
    private final MatchedDay matched;
    private final List<EventOutcome> events = new ArrayList<>();
    private final List<Long> stayed = new ArrayList<>();
    private final Set<Long> followed = new HashSet<>();
    private Misfit misfit;

    /**
     * A row to which the target's next change of pay does not fit.
     *
     * @param why the row is refused because of that
     */
    record Misfit(FileEvent file, Refusal why) {}

    DayOutcomes(LocalDate date, MatchedDay matched) {
        this.date = date;
        this.matched = matched;
        events.addAll(matched.settled());
    }

    LocalDate date() {
        return date;
    }

    void refused(FileEvent file, List<Refusal> why) {
        events.add(new Refused(file, why));
    }

    /**
     * A row becomes an event, or changes one.
     *
     * @param known the event that it changes; null for none
     * @param snapshot of that event; null for none
     * @param moved whether the snapshot comes after others that it came before
     */
    void made(FileEvent file, TargetEvent known, TargetSnapshot<?> snapshot, Event event, boolean moved) {
        events.add(
                known == null
                        ? new New(file, event)
                        : new Changed(file, known.id(), snapshot == null ? null : snapshot.id(), event, moved));
    }

    /**
     * An event of the target follows from others than before.
     *
     * @param summary its new text; null when that stays
     * @param band its new pay band; null when that stays
     */
    void follows(DayItem<?> item, WrittenSummary summary, Followed.Band band, boolean moved) {
        followed.add(item.event().id());
        events.add(new Followed(
                matched.known().get(item.event().id()), item.event(), item.snapshot(), summary, band, moved));
    }

    /** An event of the target stays as somebody has changed it, although it follows from others than before. */
    void stays(DayItem<?> item) {
        stayed.add(item.event().id());
    }

    /** A change of pay in the target does not fit a row; only the first such one counts. */
    void misfit(FileEvent file, Refusal why) {
        if (misfit == null) {
            misfit = new Misfit(file, why);
        }
    }

    /** The first row that the rest of the history does not fit; null when all fits. */
    Misfit misfit() {
        return misfit;
    }

    /** All outcomes, once the day is replayed. */
    DayOutcome all() {
        matched.known().forEach((id, file) -> {
            if (!followed.contains(id)) {
                events.add(new Known(file, id));
            }
        });
        return new DayOutcome(date, events, stayed);
    }
}
