package io.waybill.timetable.legacy;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV exactly as Python 2's csv module does in its "excel" dialect, as bytes: lines end with LF or CRLF, a quote
 * only counts at the start of a cell, and an unclosed one extends to the end of the file. For the legacy mode only.
 */
final class PythonCsvReader {
    /** Python's default field size limit. */
    private static final int LONGEST_CELL = 131_072;

    private enum State {
        ROW_START,
        CELL_START,
        IN_CELL,
        IN_QUOTES,
        QUOTE_IN_QUOTES,
        ROW_END
    }

    private final String file;
    private final List<List<byte[]>> rows = new ArrayList<>();
    private final ByteArrayOutputStream cell = new ByteArrayOutputStream();
    private List<byte[]> row = new ArrayList<>();
    private State state = State.ROW_START;
    private long line = 1;

    /** @param file its name, for messages */
    PythonCsvReader(String file) {
        this.file = file;
    }

    /** @throws BrokenFileException where Python would raise an error */
    List<List<byte[]>> read(byte[] text) {
        int from = 0;
        while (from < text.length) {
            int to = from;
            while (to < text.length && text[to] != '\n') {
                to++;
            }
            to = Math.min(to + 1, text.length);
            for (int i = from; i < to; i++) {
                if (text[i] == 0) {
                    throw fault("nul", "a NUL byte", "text");
                }
                accept(text[i]);
            }
            endOfLine();
            from = to;
            line++;
        }
        if (state != State.ROW_START) {
            // an unclosed quote: the row counts as far as it goes
            saveCell();
            rows.add(row);
        }
        return rows;
    }

    private void accept(byte c) {
        boolean newline = c == '\n' || c == '\r';
        switch (state) {
            case ROW_START -> {
                if (newline) {
                    state = State.ROW_END;
                } else {
                    state = State.CELL_START;
                    accept(c);
                }
            }
            case CELL_START -> {
                if (c == '"') {
                    state = State.IN_QUOTES;
                } else {
                    state = State.IN_CELL;
                    accept(c);
                }
            }
            case IN_CELL -> {
                if (newline) {
                    saveCell();
                    state = State.ROW_END;
                } else if (c == ',') {
                    saveCell();
                    state = State.CELL_START;
                } else {
                    add(c);
                }
            }
            case IN_QUOTES -> {
                if (c == '"') {
                    state = State.QUOTE_IN_QUOTES;
                } else {
                    add(c);
                }
            }
            case QUOTE_IN_QUOTES -> {
                state = c == '"' ? State.IN_QUOTES : State.IN_CELL;
                if (c == '"') {
                    add(c);
                } else {
                    accept(c);
                }
            }
            case ROW_END -> {
                if (!newline) {
                    throw fault("bare-carriage-return", "a carriage return within a line", "LF or CRLF at line ends");
                }
            }
        }
    }

    private void endOfLine() {
        switch (state) {
            case CELL_START, IN_CELL, QUOTE_IN_QUOTES -> {
                saveCell();
                saveRow();
            }
            case ROW_START, ROW_END -> saveRow();
            case IN_QUOTES -> {}
        }
    }

    private void saveRow() {
        rows.add(row);
        row = new ArrayList<>();
        state = State.ROW_START;
    }

    private void saveCell() {
        row.add(cell.toByteArray());
        cell.reset();
    }

    private void add(byte c) {
        if (cell.size() >= LONGEST_CELL) {
            throw fault("cell-too-long", "a longer cell", "cells of at most " + LONGEST_CELL + " bytes");
        }
        cell.write(c);
    }

    private BrokenFileException fault(String rule, String found, String expected) {
        return new BrokenFileException(Fault.ofFile(Position.ofLine(file, line), rule, found, expected, null));
    }
}
