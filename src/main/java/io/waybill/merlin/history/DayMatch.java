package io.waybill.merlin.history;

import io.waybill.merlin.history.EventOutcome.Refusal;
import io.waybill.merlin.history.EventOutcome.Refused;
import io.waybill.merlin.history.EventOutcome.Repeated;
import io.waybill.merlin.history.MatchedDay.Change;
import io.waybill.merlin.text.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts the rows of a day into those that the target already has, those that change an event of it, and new ones. */
final class DayMatch {
    private final HistoryRules rules;
    private final UnmatchedEvents unmatched;
    private final List<EventOutcome> settled = new ArrayList<>();
    private final Map<Long, FileEvent> known = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<FileEvent> additions = new ArrayList<>();

    DayMatch(HistoryRules rules, TargetDay there) {
        this.rules = rules;
        this.unmatched = new UnmatchedEvents(there);
    }

    MatchedDay match(List<FileEvent> rows) {
        Map<EventType, List<FileEvent>> unknown = new LinkedHashMap<>();
        // By type, then by content, so that the result does not depend on the order of the rows.
        byContent(rows).entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, FileEvent> each) ->
                                each.getValue().row().type())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getValue)
                .forEach(file -> {
                    TargetEvent same = unmatched.take(rules.bare(file.row()), () -> rules.possibleTexts(file.row()));
                    if (same == null) {
                        unknown.computeIfAbsent(file.row().type(), type -> new ArrayList<>())
                                .add(file);
                    } else {
                        known.put(same.id(), file);
                    }
                });
        unknown.forEach(this::pair);
        return new MatchedDay(settled, known, changes, additions);
    }

    /** One row for each content. Repeated rows, and rows whose ladder does not exist, get their outcomes here. */
    private Map<String, FileEvent> byContent(List<FileEvent> rows) {
        Map<String, FileEvent> byContent = new LinkedHashMap<>();
        for (FileEvent file : inOrder(rows)) {
            List<Refusal> refusals = rules.unknownLadder(file.row());
            if (!refusals.isEmpty()) {
                settled.add(new Refused(file, refusals));
                continue;
            }
            FileEvent same = byContent.putIfAbsent(EventContent.of(rules.bare(file.row())), file);
            if (same != null) {
                settled.add(new Repeated(file, same.number()));
            }
        }
        return byContent;
    }

    /** Rows with the same content may still be written differently: which of them is used must not depend on the file. */
    private static List<FileEvent> inOrder(List<FileEvent> rows) {
        return rows.size() < 2
                ? rows
                : rows.stream()
                        .sorted(Comparator.comparing(
                                        (FileEvent file) -> file.row().facts().toString())
                                .thenComparingLong(FileEvent::number))
                        .toList();
    }

    private void pair(EventType type, List<FileEvent> files) {
        List<TargetEvent> others = rules.updateExisting() ? unmatched.ofType(type) : List.of();
        if (others.isEmpty()) {
            additions.addAll(files);
            return;
        }
        List<TargetSnapshot<?>> snapshots = unmatched.snapshots(others.get(0));
        if (others.size() == 1 && files.size() == 1 && snapshots.size() < 2) {
            changes.add(new Change(files.get(0), others.get(0), snapshots.isEmpty() ? null : snapshots.get(0)));
            return;
        }
        Refusal several = new Refusal(
                "event_type",
                "several-events-of-a-day",
                files.size() + " rows, " + others.size() + " events of the target",
                "one row and one event of " + type + " on that day, with one snapshot",
                "Change them in the application, or drop without update-existing.");
        files.forEach(file -> settled.add(new Refused(file, List.of(several))));
    }
}
