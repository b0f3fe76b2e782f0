package io.waybill.merlin.history;

import io.waybill.merlin.text.EventType;
import java.util.Comparator;

/**
 * A snapshot of a day, with its event.
 *
 * @param <T> {@link Compensation} or {@link Seniority}
 * @param type of the event; null when no event is known to belong to the snapshot
 * @param content of the snapshot, as it will be
 * @param row that says so; null when only the target does
 * @param event in the target; null when it is new, or when none is known to belong to the snapshot
 * @param snapshot in the target; null for a new one
 * @param place among the day's snapshots in the target, from 0; -1 for a new one
 * @param imported whether an import made it, with an event of its own: only such a snapshot may be put behind another one
 */
record DayItem<T>(
        EventType type,
        T content,
        FileEvent row,
        TargetEvent event,
        TargetSnapshot<T> snapshot,
        int place,
        boolean imported) {
    /** An order that depends on nothing but the contents. */
    static final Comparator<DayItem<?>> BY_CONTENT =
            Comparator.comparing((DayItem<?> item) -> item.type()).thenComparing(DayItem::key);

    /**
     * An item that the target does not have.
     *
     * @param event to which it belongs, when the target has that
     */
    static <T> DayItem<T> of(FileEvent row, TargetEvent event, T content) {
        return new DayItem<>(row.row().type(), content, row, event, null, -1, true);
    }

    /** The same item with what a row says about an event of the target. */
    DayItem<T> with(FileEvent by, TargetEvent of, T changed) {
        return new DayItem<>(by.row().type(), changed, by, of, snapshot, place, imported);
    }

    /** The same item as the target has it. */
    DayItem<T> asItWas() {
        return new DayItem<>(type, snapshot.content(), null, event, snapshot, place, imported);
    }

    /** Whether the target does not have it yet. */
    boolean isNew() {
        return snapshot == null;
    }

    /** Whether it may follow from what comes before it: an import wrote it, and no row of the drop changes it. */
    boolean mayFollow(EventType which) {
        return row == null && type == which && event != null && event.imported();
    }

    private String key() {
        return EventContent.of(
                type,
                content instanceof Compensation compensation ? compensation : null,
                content instanceof Seniority seniority ? seniority : null,
                "");
    }
}
