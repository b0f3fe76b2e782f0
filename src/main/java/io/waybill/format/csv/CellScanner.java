package io.waybill.format.csv;

/**
 * Finds the ends of cells and rows, character by character. As tolerant as spreadsheets: a quote opens a quoted cell
 * only if it is its first character, elsewhere it is text. Between the closing quote and the end of the cell there may be white
 * space only.
 */
final class CellScanner {
    /** What a character means. */
    enum Kind {
        TEXT,
        DELIMITER,
        LINE_END
    }

    private enum State {
        CELL_START,
        UNQUOTED,
        QUOTED,
        /** a quote within quotes: the closing one, or the first of a doubled one */
        QUOTE_IN_QUOTED,
        /** white space after the closing quote */
        AFTER_QUOTED
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
        if (state == State.QUOTE_IN_QUOTED || state == State.AFTER_QUOTED) {
            regular = false;
            if (Character.isWhitespace(c)) {
                state = State.AFTER_QUOTED;
                return Kind.TEXT;
            }
        }
        if (c == '"') {
            regular = false;
        }
        state = State.UNQUOTED;
        return Kind.TEXT;
    }

    /** Whether the next character is within quotes. */
    boolean quoted() {
        return state == State.QUOTED;
    }

    /** Whether the next character, unless it is a quote, follows the closing quote of a cell. */
    boolean afterQuoted() {
        return state == State.QUOTE_IN_QUOTED || state == State.AFTER_QUOTED;
    }

    /** Whether the next character is the first of a cell. */
    boolean atCellStart() {
        return state == State.CELL_START;
    }

    /** Whether every quote so far opened or closed a cell or was doubled within a quoted one, as RFC 4180 requires. */
    boolean regular() {
        return regular;
    }

    /** Forgets that quotes were irregular. */
    void forgive() {
        regular = true;
    }
}
