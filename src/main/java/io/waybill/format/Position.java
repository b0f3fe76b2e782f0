package io.waybill.format;

import static java.util.Objects.requireNonNull;

/**
 * A place in a file, for people who have to find it.
 *
 * @param file name of the file as its owner knows it (never a path of a work folder)
 * @param line 1-based line, 0 when not known
 * @param column 1-based column in bytes from the start of the line, 0 when not known
 * @param offset 0-based byte offset from the start of the file, -1 when not known
 */
public record Position(String file, long line, long column, long offset) {
    public Position {
        requireNonNull(file, "file");
    }

    /** The file as a whole. */
    public static Position of(String file) {
        return new Position(file, 0, 0, -1);
    }

    /** A line of a text file. */
    public static Position ofLine(String file, long line) {
        return new Position(file, line, 0, -1);
    }

    /** As an operator reads it: {@code live.dump, line 1, column 812 (byte 811)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(", line ").append(line);
        }
        if (column > 0) {
            text.append(", column ").append(column);
        }
        if (offset >= 0) {
            text.append(" (byte ").append(offset).append(')');
        }
        return text.toString();
    }
}
