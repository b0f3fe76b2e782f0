package io.waybill.merlin.feed;

import io.waybill.format.csv.CsvRow;
import io.waybill.match.Decision;
import io.waybill.merlin.row.RowResult;

/**
 * A row of a batch.
 *
 * @param number 1-based, through all files of the batch
 * @param source the row in its file, with the value that a person decided on
 * @param result of reading it; null when it was not parsed
 * @param reject the number of the reject that it came back as; null for none
 * @param decision that a person wrote in it; null for none
 * @param dropped whether a person decided, now or earlier, to leave it out
 */
record BatchRow(long number, CsvRow source, RowResult<?> result, Long reject, Decision decision, boolean dropped) {}
