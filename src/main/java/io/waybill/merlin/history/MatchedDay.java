package io.waybill.merlin.history;

import java.util.List;
import java.util.Map;

/**
 * The rows of a day, sorted by what the target has.
 *
 * @param settled rows that repeat another one, and rows whose ladder does not exist
 * @param known key of an event in the target → the row that says the same
 * @param changes rows that change an event
 * @param additions rows that the target does not have, in an order that does not depend on the file
 */
record MatchedDay(
        List<EventOutcome> settled, Map<Long, FileEvent> known, List<Change> changes, List<FileEvent> additions) {
    /**
     * A row that changes an event.
     *
     * @param snapshot of the event; null when it has none
     */
    record Change(FileEvent file, TargetEvent event, TargetSnapshot<?> snapshot) {}
}
