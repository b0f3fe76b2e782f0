package io.waybill.merlin.feed;

import io.waybill.format.csv.CsvRow;
import io.waybill.match.Decision;
import io.waybill.merlin.row.RowResult;

/**
 * A row of a batch.
 *
 * @param number 1-based, through all files of the batch
 * @param source as it stands in its file, with the value that a person decided for
 * @param result what it was understood as; null where nobody asked
 * @param reject the number of the reject that comes back with it; null for none
 * @param decision what a person wrote beside it; null for nothing
 * @param dropped whether a person decided, now or before, that it is not wanted
 */
record BatchRow(long number, CsvRow source, RowResult<?> result, Long reject, Decision decision, boolean dropped) {}
