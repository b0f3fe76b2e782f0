package io.waybill.merlin.history;

import io.waybill.merlin.history.DayMatch.Change;
import io.waybill.merlin.history.EventOutcome.Changed;
import io.waybill.merlin.history.EventOutcome.New;
import io.waybill.merlin.history.EventOutcome.Refusal;
import io.waybill.merlin.history.EventOutcome.Refused;
import io.waybill.merlin.text.EventType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Replays a day in the order of its snapshots: those of the target, changed ones in their old place, then the new ones. */
final class DayReplay {
    private final TargetDay there;
    private final List<EventOutcome> outcomes;
    private final List<Change> changes;
    private final List<FileEvent> additions;
    /** The last of the day, by ladder. */
    private final Map<String, Seniority> latest = new HashMap<>();

    DayReplay(TargetDay there, List<EventOutcome> outcomes, List<Change> changes, List<FileEvent> additions) {
        this.there = there;
        this.outcomes = outcomes;
        this.changes = changes;
        this.additions = additions;
    }

    /** The outcomes of all rows of the day. */
    List<EventOutcome> run(Timeline timeline) {
        for (TargetSnapshot<Seniority> snapshot : there.seniorities()) {
            if (!change(timeline, snapshot)) {
                setLatest(snapshot.content());
            }
        }
        for (TargetSnapshot<Compensation> snapshot : there.compensations()) {
            if (!change(timeline, snapshot)) {
                timeline.pay(snapshot.content());
            }
        }
        change(timeline, null);
        Map<EventType, List<FileEvent>> byType = additions.stream()
                .collect(Collectors.groupingBy(file -> file.row().type(), TreeMap::new, Collectors.toList()));
        byType.forEach((type, files) -> {
            List<FileEvent> ordered =
                    type == EventType.PAY_CHANGE ? timeline.rules().chain().ordered(files, timeline.band()) : files;
            ordered.forEach(file -> make(timeline, file, event -> new New(file, event)));
        });
        timeline.endDay(latest);
        return outcomes;
    }

    /** Makes the changes of a snapshot, or those of events without one; false when there are none. */
    private boolean change(Timeline timeline, TargetSnapshot<?> snapshot) {
        List<Change> ofSnapshot =
                changes.stream().filter(each -> each.snapshot() == snapshot).toList();
        boolean made = false;
        for (Change each : ofSnapshot) {
            made |= make(
                    timeline,
                    each.file(),
                    event -> new Changed(
                            each.file(), each.event().id(), snapshot == null ? null : snapshot.id(), event));
        }
        return made;
    }

    private boolean make(Timeline timeline, FileEvent file, Function<Event, EventOutcome> outcome) {
        List<Refusal> refusals = timeline.rules().disagreements(file.row(), timeline.band());
        if (!refusals.isEmpty()) {
            outcomes.add(new Refused(file, refusals));
            return false;
        }
        Event event = timeline.rules().event(file.row(), timeline.before(file.row()), timeline.band());
        if (event.seniority() != null) {
            setLatest(event.seniority());
        }
        if (event.compensation() != null) {
            timeline.pay(event.compensation());
        }
        outcomes.add(outcome.apply(event));
        return true;
    }

    private void setLatest(Seniority seniority) {
        if (seniority.ladder() != null) {
            latest.put(seniority.ladder(), seniority);
        }
    }
}
