package io.waybill.merlin.history;

import io.waybill.merlin.row.HistoryRow;

/**
 * A row of a history file.
 *
 * @param number by which the row is known again, unique in the drop
 */
public record FileEvent(long number, HistoryRow row) {}
