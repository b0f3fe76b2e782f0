package io.waybill.merlin.history;

import java.time.LocalDate;

/**
 * A day of a user's history.
 *
 * @param former the day as it was before the drop
 * @param matched the rows of the drop
 */
record HistoryDay(LocalDate date, FormerDay former, MatchedDay matched) {}
