package io.waybill.format.csv;

/**
 * Tells, character by character, what divides cells and rows and what is text within quotes. Tolerant as spreadsheets are:
 * a quote opens a quoted cell only as its first character, elsewhere it is text; after the closing quote the rest of the
 * cell is text.
 */
final class CellScanner {
    /** What a character is. */
    enum Kind {
        TEXT,
        DELIMITER,
        LINE_END
    }

    private enum State {
        CELL_START,
        UNQUOTED,
        QUOTED,
        /** a quote within quotes: the closing one, or the first of two that stand for one */
        QUOTE_IN_QUOTED
    }

    private final char delimiter;
    private State state = State.CELL_START;
    private boolean regular = true;

    CellScanner(char delimiter) {
        this.delimiter = delimiter;
    }

    Kind accept(char c) {
        if (c == '"') {
            if (state == State.CELL_START || state == State.QUOTE_IN_QUOTED) {
                state = State.QUOTED;
                return Kind.TEXT;
            }
            if (state == State.QUOTED) {
                state = State.QUOTE_IN_QUOTED;
                return Kind.TEXT;
            }
        }
        if (state == State.QUOTED) {
            return Kind.TEXT;
        }
        if (c == delimiter) {
            state = State.CELL_START;
            return Kind.DELIMITER;
        }
        if (c == '\r' || c == '\n') {
            state = State.CELL_START;
            return Kind.LINE_END;
        }
        if (c == '"' || state == State.QUOTE_IN_QUOTED) {
            regular = false;
        }
        state = State.UNQUOTED;
        return Kind.TEXT;
    }

    /** Whether what comes next stands within quotes that have not been closed. */
    boolean quoted() {
        return state == State.QUOTED;
    }

    /** Whether the next character is the first of a cell. */
    boolean atCellStart() {
        return state == State.CELL_START;
    }

    /** Whether every quote so far opened, closed or stood doubled within a quoted cell, as the standard has it. */
    boolean regular() {
        return regular;
    }

    /** Forgets irregular quotes. */
    void forgive() {
        regular = true;
    }
}
