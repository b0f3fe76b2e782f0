package io.waybill.merlin.row;

import io.waybill.format.Position;

/**
 * The position of a row.
 *
 * @param file name of the file as its owner knows it
 * @param line 1-based line of the file on which it begins
 * @param record 1-based number among the records below the header; blank lines do not count
 */
public record RowPlace(String file, long line, long record) {
    /** The position for messages. */
    public Position position() {
        return Position.ofLine(file, line);
    }
}
