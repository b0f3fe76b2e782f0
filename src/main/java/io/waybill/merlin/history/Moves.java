package io.waybill.merlin.history;

/** Finds out which snapshots of the target have to be put behind others, so that the target has a day in its order. */
final class Moves {
    private int last = -1;
    private boolean moving;

    /** Whether the next snapshot is one that moves. Whatever follows a new or a moved one moves as well. */
    boolean isMoved(DayItem<?> item) {
        if (item.isNew()) {
            moving = true;
            return false;
        }
        moving |= item.place() < last;
        last = Math.max(last, item.place());
        return moving;
    }
}
