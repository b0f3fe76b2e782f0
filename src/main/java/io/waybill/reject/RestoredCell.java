package io.waybill.reject;

/**
 * A cell that a spreadsheet had changed by itself, and that is read as it was when its row was rejected.
 *
 * @param line of the row in the file that came back
 * @param column its name
 * @param how it had been changed, as a phrase
 */
public record RestoredCell(long line, String column, String how) {}
