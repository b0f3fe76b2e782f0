package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import java.io.IOException;
import java.io.InputStream;

/**
 * Goes through the elements of a JSON list of any size: keeps a window of the file and has each element scanned within
 * it. An element that the window cuts off is scanned again from its start in the next window, which is larger if
 * necessary. A window is never overwritten, so that records may keep its bytes.
 */
final class JsonElements {
    /**
     * Small enough for the garbage collector to treat it like any young object; holds about a thousand records of a
     * dump.
     */
    static final int WINDOW = 256 << 10;

    /** A larger record is refused. */
    static final int LARGEST = 64 << 20;

    /** The scanner reads eight bytes at a time. */
    private static final int PADDING = 8;

    private enum State {
        START,
        FIRST,
        BETWEEN,
        END
    }

    /** Scans single elements. */
    interface Element {
        /**
         * Scans the element at {@code pos}. May be called again for the same element.
         *
         * @return the index after the element
         */
        int scan(int pos);

        /** The name of the element, as far as it is known, or null. */
        String label();

        /** The field that is being scanned, or null. */
        String field();
    }

    private final InputStream in;
    private final String file;
    private final JsonScanner scanner;
    private final Faults faults;

    private byte[] bytes = new byte[PADDING];
    private int limit;
    private long base;
    private int pos;
    private boolean eof;
    private State state = State.START;

    /** The number of lines before {@link #pos}, and where the last one starts. */
    private long lines;

    private long lineStart;
    private long windowLine;
    private long windowLineStart;

    JsonElements(InputStream in, String file, JsonScanner scanner, Faults faults) {
        this.in = in;
        this.file = file;
        this.scanner = scanner;
        this.faults = faults;
        scanner.buffer(bytes, 0, 0);
    }

    byte[] bytes() {
        return bytes;
    }

    long base() {
        return base;
    }

    /** 0-based line of the window's first byte. */
    long windowLine() {
        return windowLine;
    }

    /** Byte offset in the file where that line starts. */
    long windowLineStart() {
        return windowLineStart;
    }

    /** How many bytes of the file were read and understood. */
    long bytesRead() {
        return base + pos;
    }

    /**
     * Has the next element scanned.
     *
     * @return false when there is none left and the file ends properly
     * @throws BrokenFileException when the file is not a JSON list, with all faults so far
     */
    boolean next(Element element) throws IOException {
        while (state != State.END) {
            try {
                if (advance(element)) {
                    return true;
                }
            } catch (BufferEndException e) {
                scanner.rewindLines(lines, lineStart);
                if (!readMore(element)) {
                    throw truncated(element);
                }
            } catch (SyntaxException e) {
                scanner.rewindLines(lines, lineStart);
                throw broken(e.flaw, element);
            }
        }
        nothingFollows();
        return false;
    }

    private boolean advance(Element element) {
        int at = pos;
        if (state == State.START) {
            FileStart.refuseOtherEncodings(bytes, limit);
            at = scanner.skipSpace(at);
            int empty = scanner.emptyForPython(at);
            if (empty > 0) {
                return end(empty);
            }
            at = start(at);
        }
        at = scanner.skipSpace(at);
        int c = scanner.at(at);
        if (c == ']' && state != State.START) {
            return end(at + 1);
        }
        if (state == State.BETWEEN) {
            if (c != ',') {
                throw scanner.unexpected(at, "a comma or ] after a record", null);
            }
            at = scanner.skipSpace(at + 1);
        }
        at = element.scan(at);
        state = State.BETWEEN;
        settle(at);
        return true;
    }

    /** @return the index after the opening bracket */
    private int start(int at) {
        int first = scanner.at(at);
        if (first != '[') {
            throw new SyntaxException(FileStart.notAList(bytes, limit, at));
        }
        state = State.FIRST;
        settle(at + 1);
        return at + 1;
    }

    private boolean end(int at) {
        state = State.END;
        settle(at);
        return false;
    }

    private void settle(int at) {
        pos = at;
        lines = scanner.lines();
        lineStart = scanner.lineStart();
    }

    private void nothingFollows() throws IOException {
        for (; ; ) {
            try {
                int at = scanner.skipSpace(pos);
                scanner.rewindLines(lines, lineStart);
                throw broken(
                        new Flaw(
                                at,
                                "trailing-garbage",
                                new String(bytes, at, Math.min(24, limit - at), ISO_8859_1),
                                "nothing after the closing ]",
                                "Are there two dumps in the file, or a log line? Keep one list only."),
                        null);
            } catch (BufferEndException e) {
                settle(limit);
                if (!readMore(null)) {
                    return;
                }
            } catch (SyntaxException e) {
                scanner.rewindLines(lines, lineStart);
                throw broken(e.flaw, null);
            }
        }
    }

    /**
     * Reads a new window that starts at {@link #pos}.
     *
     * @return false at the end of the file
     */
    private boolean readMore(Element element) throws IOException {
        if (eof) {
            return false;
        }
        int kept = limit - pos;
        int size = WINDOW;
        while (size < kept * 2L) {
            size *= 2;
        }
        if (size > LARGEST) {
            if (kept >= LARGEST) {
                throw broken(
                        new Flaw(
                                pos,
                                "record-too-large",
                                null,
                                "records of at most " + (LARGEST >> 20) + " MiB",
                                "Is this one list of many records?"),
                        element);
            }
            size = LARGEST;
        }
        byte[] window = new byte[size + PADDING];
        System.arraycopy(bytes, pos, window, 0, kept);
        int filled = kept;
        while (filled < size) {
            int read = in.read(window, filled, size - filled);
            if (read < 0) {
                eof = true;
                break;
            }
            filled += read;
        }
        base += pos;
        windowLine = lines;
        windowLineStart = lineStart;
        pos = 0;
        bytes = window;
        limit = filled;
        scanner.buffer(window, filled, base);
        return filled > kept;
    }

    private BrokenFileException truncated(Element element) {
        if (base + limit == 0) {
            return broken(
                    new Flaw(0, "empty-file", "0 bytes", "a JSON list", "The dump did not run, or the copy failed."),
                    null);
        }
        return broken(
                new Flaw(
                        limit,
                        "truncated",
                        "the end of the file",
                        state == State.START ? "a JSON list" : "the rest of the list, up to its closing ]",
                        "The dump or the copy was cut off: make it again."),
                element);
    }

    private BrokenFileException broken(Flaw flaw, Element element) {
        boolean known = element != null && state != State.START;
        String label = known ? element.label() : null;
        for (Flaw earlier : scanner.flaws) {
            faults.add(fault(earlier, label, null));
        }
        faults.add(fault(flaw, label, known ? element.field() : null));
        return new BrokenFileException(faults.kept(), faults.total());
    }

    /** Makes a fault of a flaw, with its place in the file. */
    Fault fault(Flaw flaw, String label, String field) {
        return new Fault(position(flaw.at()), label, field, flaw.rule(), flaw.found(), flaw.expected(), flaw.advice());
    }

    /** @param at an index in the window, not before {@link #pos} */
    private Position position(int at) {
        long line = lines;
        long start = lineStart;
        for (int i = pos; i < at; i++) {
            if (bytes[i] == '\n') {
                line++;
                start = base + i + 1;
            }
        }
        return new Position(file, line + 1, base + at - start + 1, base + at);
    }
}
