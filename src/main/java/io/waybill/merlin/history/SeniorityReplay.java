package io.waybill.merlin.history;

import io.waybill.merlin.history.MatchedDay.Change;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.text.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Replays the seniority of a day, ladder by ladder. */
final class SeniorityReplay {
    private final HistoryRules rules;
    private final FormerDay former;
    private final Standing standing;
    private final DayOutcomes outcomes;

    SeniorityReplay(HistoryRules rules, FormerDay former, Standing standing, DayOutcomes outcomes) {
        this.rules = rules;
        this.former = former;
        this.standing = standing;
        this.outcomes = outcomes;
    }

    void run(List<Change> changes, List<FileEvent> additions) {
        Map<String, List<DayItem<Seniority>>> ladders = new TreeMap<>();
        for (DayItem<Seniority> item : DayItems.withRows(
                former.seniorities(), changes, additions, EventType::hasSeniority, rules::seniority)) {
            if (item.content().ladder() != null) {
                ladders.computeIfAbsent(item.content().ladder(), code -> new ArrayList<>())
                        .add(item);
            }
        }
        ladders.forEach(this::replay);
    }

    private void replay(String ladder, List<DayItem<Seniority>> items) {
        Levels before = standing.levels(ladder);
        Moves moves = new Moves();
        for (DayItem<Seniority> item : ordered(items)) {
            boolean moved = moves.isMoved(item);
            if (item.row() == null) {
                follow(item, before, moved);
            } else {
                Event event = rules.event(item.row().row(), before, null);
                outcomes.made(item.row(), item.event(), item.snapshot(), event, moved);
            }
            standing.seniority(item.content());
        }
    }

    /** Where the application itself has written any of them, their order stays, and new ones come last. */
    private static List<DayItem<Seniority>> ordered(List<DayItem<Seniority>> items) {
        if (items.stream().allMatch(item -> item.row() == null)) {
            return items;
        }
        if (items.stream().allMatch(DayItem::imported)) {
            return items.stream().sorted(DayItem.BY_CONTENT).toList();
        }
        return Stream.concat(
                        items.stream().filter(item -> !item.isNew()),
                        items.stream().filter(DayItem::isNew).sorted(DayItem.BY_CONTENT))
                .toList();
    }

    private void follow(DayItem<Seniority> item, Levels before, boolean moved) {
        WrittenSummary summary = null;
        if (item.mayFollow(EventType.SENIORITY_CHANGE)) {
            Optional<WrittenSummary> now = rules.summaryAfter(
                    item.event(), item.content(), former.levels(item.content().ladder()), before);
            if (now.isEmpty()) {
                outcomes.stays(item);
            } else if (!now.get().fullText().equals(item.event().fullText())) {
                summary = now.get();
            }
        }
        if (summary != null || moved) {
            outcomes.follows(item, summary, null, moved);
        }
    }
}
