package io.waybill.merlin.history;

import io.waybill.merlin.row.HistoryRow;

/**
 * A row of a history file.
 *
 * @param number of the row, unique in the drop
 */
public record FileEvent(long number, HistoryRow row) {}
