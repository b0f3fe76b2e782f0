package io.waybill.database;

/** A row in the text form of COPY (PostgreSQL's manual, COPY, "Text Format"), as the server sends it: where its values are. */
public final class CopiedRow {
    /** Stands behind each value but the last one. */
    public static final byte SEPARATOR = '\t';
    /** Stands behind the last value. */
    public static final byte END_OF_ROW = '\n';

    private CopiedRow() {}

    /**
     * Finds the values of a row.
     *
     * @param row as the server sent it
     * @param ends gets where each value ends: the next one begins behind that byte
     * @param table for messages
     * @throws IllegalStateException when the row has more or fewer values than {@code ends} has places, or was cut off
     */
    public static void split(byte[] row, int[] ends, String table) {
        // The server sends each row as one message; a row that was cut off would lack its end.
        if (row.length == 0 || row[row.length - 1] != END_OF_ROW) {
            throw new IllegalStateException("The server sent half a row of " + table + ".");
        }
        int column = 0;
        for (int i = 0; i < row.length; i++) {
            if (row[i] == SEPARATOR || row[i] == END_OF_ROW) {
                if (column == ends.length) {
                    throw new IllegalStateException(
                            "The server sent more columns of " + table + " than were selected.");
                }
                ends[column++] = i;
            }
        }
        if (column != ends.length) {
            throw new IllegalStateException("The server sent fewer columns of " + table + " than were selected.");
        }
    }

    /** Whether a value is NULL. */
    public static boolean isNull(byte[] row, int from, int to) {
        return to - from == 2 && row[from] == '\\' && row[from + 1] == 'N';
    }

    /** The byte that a letter after a backslash stands for. */
    public static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }
}
