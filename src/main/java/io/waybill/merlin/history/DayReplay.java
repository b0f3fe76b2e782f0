package io.waybill.merlin.history;

import io.waybill.merlin.history.EventOutcome.Refusal;
import io.waybill.merlin.history.MatchedDay.Change;
import io.waybill.merlin.text.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Replays a day with its events in their order, those of the target and those of the drop. What the target has follows where it comes after
 * other events now.
 */
final class DayReplay {
    private final HistoryRules rules;
    private final HistoryDay day;
    private final Map<Long, Refusal> refused;
    private final DayOutcomes outcomes;

    /** @param refused rows that the rest of the history does not fit, by number */
    DayReplay(HistoryRules rules, HistoryDay day, Map<Long, Refusal> refused) {
        this.rules = rules;
        this.day = day;
        this.refused = refused;
        this.outcomes = new DayOutcomes(day.date(), day.matched());
    }

    /** @param standing of the user before the day; afterwards it is the one after it */
    DayOutcomes run(Standing standing) {
        List<Change> changes = day.matched().changes().stream()
                .filter(each -> isRight(each.file()))
                .toList();
        List<FileEvent> additions =
                day.matched().additions().stream().filter(this::isRight).toList();
        new SeniorityReplay(rules, day.former(), standing, outcomes).run(changes, additions);
        for (Change each : changes) {
            if (!each.file().row().type().hasSnapshot()) {
                outcomes.made(each.file(), each.event(), null, event(each.file()), false);
            }
        }
        for (FileEvent file : additions) {
            if (!file.row().type().hasSnapshot()) {
                outcomes.made(file, null, null, event(file), false);
            }
        }
        new PayReplay(rules, day.former(), standing, outcomes).run(changes, additions);
        return outcomes;
    }

    private Event event(FileEvent file) {
        return rules.event(file.row(), Levels.NONE, null);
    }

    /** Refuses a row that is wrong whatever comes before it on this day. */
    private boolean isRight(FileEvent file) {
        List<Refusal> why = new ArrayList<>(rules.disagreements(file.row()));
        Refusal later = refused.get(file.number());
        if (later != null) {
            why.add(later);
        }
        if (!why.isEmpty()) {
            outcomes.refused(file, why);
        }
        return why.isEmpty();
    }
}
