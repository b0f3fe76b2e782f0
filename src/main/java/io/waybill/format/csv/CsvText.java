package io.waybill.format.csv;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a CSV file, brought to one form whatever its dialect: without byte order mark and {@code sep=} line, with
 * empty lines for rows that are blank, and with {@link #SEPARATOR} between the cells. Lines are kept, so that line
 * numbers are those of the file. A route reads it as {@code csv} with {@code format: EXCEL},
 * {@code ignoreEmptyLines: true} and {@code delimiter: "␟"}.
 *
 * <p>Faults (undecodable bytes, NUL, quotes that are never closed, text after a closing quote, cells over {@value #LONGEST_CELL} characters) are
 * collected over the whole file and thrown together at the end of the text.
 */
public final class CsvText extends Reader {
    /** Separates cells: the symbol for the unit separator, which nobody types. */
    public static final char SEPARATOR = '␟';

    /** A longer cell is the result of a stray quote, or not text at all. */
    public static final int LONGEST_CELL = 1024 * 1024;

    private static final int LONGEST_BLANK_START = 4096;

    private final String name;
    private final InputStream in;
    private final CsvDialect dialect;
    private final CharsetDecoder decoder;
    private final CellScanner scanner;
    private final Faults faults = new Faults();
    private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024).flip();
    private final CharBuffer decoded = CharBuffer.allocate(16 * 1024);
    private final StringBuilder ready = new StringBuilder();
    private final StringBuilder blankStart = new StringBuilder();
    private int taken;
    private boolean bytesEnd;
    private long bytesRead;
    private boolean ended;

    private long line = 1;
    private long offset;
    private char previous;
    private boolean rowBlank = true;
    private boolean inSeparatorLine;
    private int cellLength;
    private long quoteLine;
    private long quoteOffset;
    private long lineOffset;
    private long undecodable;
    private Position firstUndecodable;
    private String undecodableBytes;
    private long nuls;
    private Position firstNul;
    private boolean rowIsGarbled;

    private CsvText(String name, InputStream in, CsvDialect dialect) {
        this.name = name;
        this.in = in;
        this.dialect = dialect;
        this.decoder = dialect.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.scanner = new CellScanner(dialect.delimiter());
        this.offset = dialect.byteOrderMark();
        this.lineOffset = offset;
        this.inSeparatorLine = dialect.separatorLine();
    }

    /**
     * Opens a file and detects its dialect.
     *
     * @param name the file as its owner knows it, for messages
     * @throws IOException when it cannot be read
     */
    public static CsvText open(Path file, String name) throws IOException {
        return open(file, name, CsvDialect.of(file));
    }

    /**
     * Opens a file whose dialect is known.
     *
     * @throws IOException when it cannot be read
     */
    static CsvText open(Path file, String name, CsvDialect dialect) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(dialect.byteOrderMark());
            return new CsvText(name, in, dialect);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * @throws BrokenFileException at the end of the text, with all faults of the file
     * @throws IOException when it cannot be read
     */
    @Override
    public int read(char[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (taken == ready.length() && !ended) {
            ready.setLength(0);
            taken = 0;
            advance();
        }
        if (taken == ready.length()) {
            faults.throwIfAny();
            return -1;
        }
        int count = Math.min(length, ready.length() - taken);
        ready.getChars(taken, taken + count, target, from);
        taken += count;
        return count;
    }

    /** How many bytes of the file have been read so far. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void advance() throws IOException {
        if (!bytesEnd) {
            bytes.compact();
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            bytesRead += Math.max(read, 0);
            bytesEnd = read < 0;
            bytes.position(bytes.position() + Math.max(read, 0)).flip();
        }
        CoderResult result;
        do {
            result = decoder.decode(bytes, decoded, bytesEnd);
            decoded.flip();
            while (decoded.hasRemaining()) {
                char c = decoded.get();
                accept(c);
                offset += width(c);
                if (c == '\n' || c == '\r') {
                    lineOffset = offset;
                }
            }
            decoded.clear();
            if (result.isError()) {
                undecodable(result.length());
            }
        } while (!result.isUnderflow());
        if (bytesEnd) {
            end();
        }
    }

    private void accept(char c) {
        if (c == '\n' && previous == '\r') {
            previous = c;
            emit(c);
            return;
        }
        previous = c;
        if (inSeparatorLine) {
            inSeparatorLine = c != '\r' && c != '\n';
            if (!inSeparatorLine) {
                line++;
                emit(c);
            }
            return;
        }
        if (c == 0) {
            firstNul = nuls++ == 0 ? at(line, offset) : firstNul;
        }
        boolean wasQuoted = scanner.quoted();
        boolean opens = c == '"' && scanner.atCellStart();
        boolean wasAfterQuoted = scanner.afterQuoted();
        CellScanner.Kind kind = scanner.accept(c);
        if (wasAfterQuoted && kind == CellScanner.Kind.TEXT && !scanner.quoted() && !scanner.afterQuoted()) {
            textAfterQuote(c);
        }
        if (opens) {
            quoteLine = line;
            quoteOffset = offset;
        }
        switch (kind) {
            case TEXT -> {
                if (c == SEPARATOR && !wasQuoted) {
                    faults.add(Fault.ofFile(
                            at(line, offset),
                            "reserved-character",
                            String.valueOf(SEPARATOR),
                            "a cell without it, or in quotes",
                            null));
                }
                if (++cellLength == LONGEST_CELL + 1) {
                    tooLong();
                }
                text(c);
                if (wasQuoted && c == '\r' || wasQuoted && c == '\n') {
                    line++;
                }
            }
            case DELIMITER -> {
                cellLength = 0;
                if (rowBlank) {
                    blank(SEPARATOR);
                } else {
                    emit(SEPARATOR);
                }
            }
            case LINE_END -> {
                cellLength = 0;
                blankStart.setLength(0);
                rowBlank = true;
                rowIsGarbled = false;
                line++;
                emit(c);
            }
        }
    }

    /** The rest of the row would be guesswork: one fault is enough. */
    private void textAfterQuote(char c) {
        // Quotes in a file that is not text mean nothing.
        if (!rowIsGarbled && nuls == 0) {
            rowIsGarbled = true;
            faults.add(Fault.ofFile(
                    new Position(name, line, offset - lineOffset + 1, offset),
                    "text-after-quote",
                    c + " after the closing quote (\") of a cell",
                    "the end of the cell",
                    "Double a quote that belongs to the text (\"\"); a backslash before it does not help. Or save the file"
                            + " again as CSV from a spreadsheet."));
        }
    }

    private void text(char c) {
        if (rowBlank && Character.isWhitespace(c)) {
            blank(c);
            return;
        }
        if (rowBlank) {
            rowBlank = false;
            ready.append(isSound() ? blankStart : "");
            blankStart.setLength(0);
        }
        emit(c);
    }

    /**
     * Holds white space back until something else follows in the row; a row of nothing else counts as an empty line.
     */
    private void blank(char c) {
        blankStart.append(c);
        if (blankStart.length() > LONGEST_BLANK_START) {
            rowBlank = false;
            ready.append(isSound() ? blankStart : "");
            blankStart.setLength(0);
        }
    }

    /** Passes a character on, unless there was a fault: the rest of the file is then only searched for more faults. */
    private void emit(char c) {
        if (isSound()) {
            ready.append(c);
        }
    }

    private boolean isSound() {
        return nuls == 0 && undecodable == 0 && faults.isEmpty();
    }

    /** All such places are one fault: a wrong encoding makes them everywhere. */
    private void undecodable(int length) {
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < length; i++) {
            found.append(i == 0 ? "byte 0x" : " 0x").append(String.format("%02X", bytes.get() & 0xFF));
        }
        if (undecodable++ == 0) {
            firstUndecodable = at(line, offset);
            undecodableBytes = found.toString();
        }
        offset += length;
    }

    private void tooLong() {
        faults.add(Fault.ofFile(
                at(scanner.quoted() ? quoteLine : line, scanner.quoted() ? quoteOffset : offset),
                "cell-too-long",
                "a cell of more than " + LONGEST_CELL + " characters",
                "cells up to that length",
                scanner.quoted() ? "Look for a quote (\") that is not closed." : null));
    }

    private void end() {
        ended = true;
        if (undecodable > 0) {
            faults.add(Fault.ofFile(
                    firstUndecodable,
                    "undecodable-bytes",
                    undecodable == 1
                            ? undecodableBytes
                            : undecodableBytes + ", the first of " + undecodable + " such places",
                    "text in " + dialect.charset().name(),
                    "Save the file again as CSV in UTF-8."));
        }
        if (nuls > 0) {
            faults.add(Fault.ofFile(
                    firstNul,
                    "nul-character",
                    nuls == 1 ? "\0" : "\0, the first of " + nuls + " such characters",
                    "text",
                    "Save the file again as CSV from a spreadsheet."));
        }
        if (scanner.quoted()) {
            faults.add(Fault.ofFile(
                    at(quoteLine, quoteOffset),
                    "quote-not-closed",
                    "a cell that begins with a quote (\") and never ends",
                    "a closing quote",
                    "Close the quote, or double it where it belongs to the text."));
        }
    }

    private Position at(long atLine, long atOffset) {
        return new Position(name, atLine, 0, atOffset);
    }

    /** How many bytes this character takes in the file. */
    private int width(char c) {
        if (dialect.charset().equals(StandardCharsets.UTF_8)) {
            return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return dialect.charset().name().startsWith("UTF-16") ? 2 : 1;
    }
}
