package io.waybill.merlin.history;

import io.waybill.merlin.history.MatchedDay.Change;
import io.waybill.merlin.row.HistoryRow;
import io.waybill.merlin.text.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The snapshots of a day in the target, each with the event that it belongs to. */
final class DayItems {
    private final Map<Long, TargetEvent> events = new HashMap<>();

    DayItems(TargetDay there) {
        there.events().forEach(event -> events.put(event.id(), event));
    }

    /**
     * Snapshots of one kind, in the order of the target.
     *
     * @param types of the events that have such a snapshot
     */
    <T> List<DayItem<T>> of(List<TargetSnapshot<T>> snapshots, Predicate<EventType> types) {
        TargetEvent lone = lone(snapshots, types);
        Map<Long, Integer> owned = new HashMap<>();
        snapshots.stream()
                .filter(each -> each.event() != null)
                .forEach(each -> owned.merge(each.event(), 1, Integer::sum));
        List<DayItem<T>> items = new ArrayList<>();
        for (TargetSnapshot<T> snapshot : snapshots) {
            TargetEvent event = snapshot.event() == null ? lone : events.get(snapshot.event());
            EventType type = event == null ? null : event.type();
            boolean own =
                    snapshot.event() != null && owned.get(snapshot.event()) == 1 && type != null && types.test(type);
            items.add(new DayItem<>(
                    type,
                    snapshot.content(),
                    null,
                    own || snapshot.event() == null ? event : null,
                    snapshot,
                    items.size(),
                    own && event.imported()));
        }
        return items;
    }

    /**
     * The snapshots of a day with those that rows change or add.
     *
     * @param types of the events that have such a snapshot
     * @param content of the snapshot of a row
     */
    static <T> List<DayItem<T>> withRows(
            List<DayItem<T>> items,
            List<Change> changes,
            List<FileEvent> additions,
            Predicate<EventType> types,
            Function<HistoryRow, T> content) {
        List<Change> left = new ArrayList<>(changes);
        left.removeIf(each -> !types.test(each.file().row().type()));
        List<DayItem<T>> all = new ArrayList<>();
        for (DayItem<T> item : items) {
            Change change = left.stream()
                    .filter(each -> each.snapshot() == item.snapshot())
                    .findFirst()
                    .orElse(null);
            left.remove(change);
            all.add(
                    change == null
                            ? item
                            : item.with(
                                    change.file(),
                                    change.event(),
                                    content.apply(change.file().row())));
        }
        left.forEach(each -> all.add(
                DayItem.of(each.file(), each.event(), content.apply(each.file().row()))));
        additions.stream()
                .filter(file -> types.test(file.row().type()))
                .forEach(file -> all.add(DayItem.of(file, null, content.apply(file.row()))));
        return all;
    }

    /** The original import wrote snapshots that name no event: a single one of a day belongs to the single event that has none. */
    private <T> TargetEvent lone(List<TargetSnapshot<T>> snapshots, Predicate<EventType> types) {
        if (snapshots.stream().filter(each -> each.event() == null).count() != 1) {
            return null;
        }
        Set<Long> having = new HashSet<>();
        snapshots.forEach(each -> having.add(each.event()));
        List<TargetEvent> without = events.values().stream()
                .filter(each -> each.type() != null && types.test(each.type()) && !having.contains(each.id()))
                .toList();
        return without.size() == 1 ? without.get(0) : null;
    }
}
