package io.waybill.format.django;

import io.waybill.format.Position;
import java.util.Arrays;

/** A part of the file that its records share: the bytes, and where the fields start and end. */
final class Segment {
    /** Offsets need 27 bits (a record has at most 64 MiB), which leaves room for the kind of the value. */
    private static final int KIND_SHIFT = 27;

    private static final int START_MASK = (1 << KIND_SHIFT) - 1;

    final byte[] bytes;
    private final String file;
    private final long base;
    private final long line;
    private final long lineStart;
    private int[] tape;
    /** Up to where the lines were counted last: positions are mostly asked for in the order of the file. */
    private Counted counted;

    /**
     * @param index up to which lines were counted
     * @param lines before it, in the file
     * @param start byte offset in the file where its line starts
     */
    private record Counted(int index, long lines, long start) {}

    /**
     * @param base byte offset in the file of the first byte
     * @param line 0-based line of the first byte
     * @param lineStart byte offset in the file where that line starts
     * @param tapeSize how many offsets are expected
     */
    Segment(String file, byte[] bytes, long base, long line, long lineStart, int tapeSize) {
        this.file = file;
        this.bytes = bytes;
        this.base = base;
        this.line = line;
        this.lineStart = lineStart;
        this.tape = new int[tapeSize];
        this.counted = new Counted(0, line, lineStart);
    }

    static int startAndKind(int start, int kind) {
        return kind << KIND_SHIFT | start;
    }

    static int start(int startAndKind) {
        return startAndKind & START_MASK;
    }

    static int kind(int startAndKind) {
        return startAndKind >>> KIND_SHIFT;
    }

    void write(int at, int startAndKind, int end) {
        if (at + 1 >= tape.length) {
            tape = Arrays.copyOf(tape, Math.max(tape.length * 2, 64));
        }
        tape[at] = startAndKind;
        tape[at + 1] = end;
    }

    int read(int at) {
        return tape[at];
    }

    long offset(int index) {
        return base + index;
    }

    Position position(int index) {
        Counted from = counted;
        if (index < from.index) {
            from = new Counted(0, line, lineStart);
        }
        long lines = from.lines;
        long start = from.start;
        for (int i = from.index; i < index; i++) {
            if (bytes[i] == '\n') {
                lines++;
                start = base + i + 1;
            }
        }
        counted = new Counted(index, lines, start);
        long offset = base + index;
        return new Position(file, lines + 1, offset - start + 1, offset);
    }
}
