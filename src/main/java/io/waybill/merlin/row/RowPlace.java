package io.waybill.merlin.row;

import io.waybill.format.Position;

/**
 * Where a row stands.
 *
 * @param file name of the file as its owner knows it
 * @param line 1-based line of the file on which it begins
 * @param record 1-based number among the records below the header; blank lines are none
 */
public record RowPlace(String file, long line, long record) {
    public Position position() {
        return Position.ofLine(file, line);
    }
}
