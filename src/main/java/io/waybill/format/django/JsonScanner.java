package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where JSON values end in a buffer of bytes, and validates them on the way: grammar, UTF-8, escapes, control
 * characters, nesting. It builds no values.
 *
 * <p>The buffer has a zero byte after its content, and seven more bytes. Since JSON never contains a raw zero, the
 * scanner need not check for the end of the buffer at every byte, but only when it finds a zero. Strings are scanned
 * eight bytes at a time.
 *
 * <p>In strict mode it notes flaws (see {@link #flaws}) and reads on. In lenient mode it accepts what Python's json
 * module accepts: NaN and Infinity, lone surrogates.
 */
final class JsonScanner {
    /** Python fails at about 1,000 levels; dumps usually have four. */
    static final int DEEPEST = 900;

    private static final int FLAWS_PER_RECORD = 20;

    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private final boolean lenient;
    private final BufferEndException bufferEnd = new BufferEndException();
    private final long[] open = new long[(DEEPEST >> 6) + 1];

    private byte[] bytes;
    private int limit;
    private long base;

    /** The number of newlines so far, and the byte offset in the file after the last of them. */
    private long lines;

    private long lineStart;

    /** The flaws of the strings and numbers in the element that is being scanned. */
    final List<Flaw> flaws = new ArrayList<>();

    JsonScanner(boolean lenient) {
        this.lenient = lenient;
    }

    /**
     * @param bytes the buffer, with at least eight bytes after {@code limit}, the first of them zero
     * @param base byte offset in the file of the buffer's first byte
     */
    void buffer(byte[] bytes, int limit, long base) {
        this.bytes = bytes;
        this.limit = limit;
        this.base = base;
    }

    /** @return the number of newlines before what was scanned last */
    long lines() {
        return lines;
    }

    /** @return byte offset in the file of the line that was scanned last */
    long lineStart() {
        return lineStart;
    }

    /** Returns to an earlier count, because what was scanned since will be scanned again. */
    void rewindLines(long lines, long lineStart) {
        this.lines = lines;
        this.lineStart = lineStart;
    }

    static int end(long scanned) {
        return (int) scanned;
    }

    static int kind(long scanned) {
        return (int) (scanned >>> 32);
    }

    private static long scanned(int end, int kind) {
        return (long) kind << 32 | end;
    }

    /** @return the first byte at or after {@code pos} that is not white space */
    int skipSpace(int pos) {
        byte[] b = bytes;
        int c = b[pos];
        if (c == ' ') {
            c = b[++pos];
        }
        return c > ' ' || c < 0 ? pos : skipMoreSpace(b, pos);
    }

    private int skipMoreSpace(byte[] b, int pos) {
        for (; ; pos++) {
            switch (b[pos]) {
                case ' ', '\t', '\r' -> {}
                case '\n' -> {
                    lines++;
                    lineStart = base + pos + 1;
                }
                case 0 -> {
                    throw pos >= limit ? bufferEnd : unexpected(pos, "white space or JSON", "Remove the NUL byte.");
                }
                default -> {
                    return pos;
                }
            }
        }
    }

    /**
     * Whether an empty object or string is here, which Python accepts as an empty list.
     *
     * @return the index after it, or 0 when it is not at {@code pos}
     */
    int emptyForPython(int pos) {
        int c = at(pos);
        if (!lenient || c != '{' && c != '"') {
            return 0;
        }
        int next = c == '{' ? skipSpace(pos + 1) : pos + 1;
        return at(next) == (c == '{' ? '}' : '"') ? next + 1 : 0;
    }

    /** @return the byte at {@code pos} */
    int at(int pos) {
        if (pos >= limit) {
            throw bufferEnd;
        }
        return bytes[pos];
    }

    /**
     * @param pos where a value starts
     * @param depth how many lists and objects are open around it
     */
    long value(int pos, int depth) {
        int c = bytes[pos];
        switch (c) {
            case '"':
                return string(pos + 1);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
                return number(pos);
            case 't':
                return scanned(literal(pos, "true"), JsonKind.TRUE);
            case 'f':
                return scanned(literal(pos, "false"), JsonKind.FALSE);
            case 'n':
                return scanned(literal(pos, "null"), JsonKind.NULL);
            case '{', '[':
                return scanned(container(pos, depth), c == '{' ? JsonKind.OBJECT : JsonKind.ARRAY);
            case 'N':
                return notFinite(pos, literal(pos, "NaN"));
            case 'I':
                return notFinite(pos, literal(pos, "Infinity"));
            default:
                throw unexpected(pos, "a value", null);
        }
    }

    /**
     * @param pos after the opening quote
     * @return the closing quote, and whether the string is plain
     */
    long string(int pos) {
        byte[] b = bytes;
        for (; ; pos += 8) {
            long special = special((long) LONGS.get(b, pos));
            if (special != 0) {
                pos += Long.numberOfTrailingZeros(special) >>> 3;
                return b[pos] == '"' ? scanned(pos, JsonKind.PLAIN) : text(b, pos);
            }
        }
    }

    /** The high bit of each byte that is a quote, a backslash, a control character or beyond ASCII; exact for the lowest one. */
    private static long special(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        long below = (quote - ONES & ~quote) | (backslash - ONES & ~backslash) | (word - SPACES & ~word) | word;
        return below & HIGH;
    }

    /** The rest of a string from its first special byte on. */
    private long text(byte[] b, int pos) {
        for (; ; ) {
            int c = b[pos];
            if (c == '"') {
                return scanned(pos, JsonKind.TEXT);
            } else if (c == '\\') {
                pos = escape(b, pos);
            } else if (c < 0) {
                pos = utf8(b, pos);
            } else if (c < ' ') {
                pos = control(pos, c);
            } else {
                long special = special((long) LONGS.get(b, pos));
                pos += special == 0 ? 8 : Long.numberOfTrailingZeros(special) >>> 3;
            }
        }
    }

    private int escape(byte[] b, int pos) {
        switch (b[pos + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                return pos + 2;
            case 'u':
                int unit = hex4(b, pos + 2);
                if (!Character.isSurrogate((char) unit) || lenient) {
                    return pos + 6;
                }
                if (Character.isHighSurrogate((char) unit) && at(pos + 6) == '\\' && at(pos + 7) == 'u') {
                    if (Character.isLowSurrogate((char) hex4(b, pos + 8))) {
                        return pos + 12;
                    }
                }
                flaw(
                        pos,
                        "lone-surrogate",
                        new String(b, pos, 6, ISO_8859_1),
                        "a whole character: a high surrogate followed by a low one",
                        "Such text cannot be stored; mend or delete the character at its source.");
                return pos + 6;
            default:
                if (pos + 1 >= limit) {
                    throw bufferEnd;
                }
                throw unexpected(pos + 1, "one of \" \\ / b f n r t u after a backslash", null);
        }
    }

    private int hex4(byte[] b, int pos) {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(b[pos + i], 16);
            if (digit < 0) {
                if (pos + i >= limit) {
                    throw bufferEnd;
                }
                throw unexpected(pos + i, "four hexadecimal digits after \\u", null);
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private int control(int pos, int c) {
        if (c == 0 && pos >= limit) {
            throw bufferEnd;
        }
        String found = String.format("control character 0x%02X", c);
        String expected = "no raw control character inside a string";
        if (c == '\n' || c == '\r' || lenient) {
            throw new SyntaxException(new Flaw(
                    pos,
                    "control-character",
                    found,
                    expected,
                    "A string that is not closed on its line looks like this too. Dump the data again."));
        }
        int end = pos + 1;
        while (end < limit && bytes[end] == c) {
            end++;
        }
        flaw(
                pos,
                "control-character",
                end == pos + 1 ? found : found + ", " + (end - pos) + " times",
                expected,
                "Write it as an escape such as \\u0001, or dump the data again.");
        return end;
    }

    /** Checks one character beyond ASCII (Unicode, table 3-7: well-formed UTF-8 byte sequences). */
    private int utf8(byte[] b, int pos) {
        int lead = b[pos] & 0xFF;
        int length;
        int low = 0x80;
        int high = 0xBF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            length = 2;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            length = 3;
            low = lead == 0xE0 ? 0xA0 : low;
            high = lead == 0xED && !lenient ? 0x9F : high;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            length = 4;
            low = lead == 0xF0 ? 0x90 : low;
            high = lead == 0xF4 ? 0x8F : high;
        } else {
            return badUtf8(pos, lead);
        }
        for (int i = 1; i < length; i++) {
            int next = b[pos + i] & 0xFF;
            if (next < low || next > high) {
                if (pos + i >= limit) {
                    throw bufferEnd;
                }
                return badUtf8(pos, lead);
            }
            low = 0x80;
            high = 0xBF;
        }
        return pos + length;
    }

    private int badUtf8(int pos, int lead) {
        Flaw flaw = new Flaw(
                pos,
                "invalid-utf-8",
                String.format("byte 0x%02X", lead),
                "UTF-8",
                "The file was saved in another encoding or was damaged; save it as UTF-8, or dump the data again.");
        if (lenient) {
            throw new SyntaxException(flaw);
        }
        flaw(flaw);
        return pos + 1;
    }

    private long number(int pos) {
        byte[] b = bytes;
        int start = pos;
        int c = b[pos];
        if (c == '-') {
            c = b[++pos];
            if (c == 'I') {
                return notFinite(start, literal(pos, "Infinity"));
            }
        }
        if (c == '0') {
            c = b[++pos];
        } else {
            pos = digits(b, pos);
            c = b[pos];
        }
        int kind = JsonKind.INTEGER;
        if (c == '.') {
            kind = JsonKind.DECIMAL;
            pos = digits(b, pos + 1);
            c = b[pos];
        }
        if (c == 'e' || c == 'E') {
            kind = JsonKind.DECIMAL;
            c = b[++pos];
            pos = digits(b, c == '+' || c == '-' ? pos + 1 : pos);
        }
        if (pos >= limit) {
            throw bufferEnd;
        }
        return scanned(pos, kind);
    }

    /** @return the index after the digits; there must be at least one */
    private int digits(byte[] b, int pos) {
        int start = pos;
        while (b[pos] >= '0' && b[pos] <= '9') {
            pos++;
        }
        if (pos == start) {
            if (pos >= limit) {
                throw bufferEnd;
            }
            throw unexpected(pos, "a digit", null);
        }
        return pos;
    }

    private long notFinite(int start, int end) {
        if (!lenient) {
            flaw(
                    start,
                    "not-a-finite-number",
                    new String(bytes, start, end - start, ISO_8859_1),
                    "a number",
                    "NaN and Infinity are not JSON; write a number or null.");
        }
        return scanned(end, JsonKind.NOT_FINITE);
    }

    private int literal(int pos, String word) {
        for (int i = 1; i < word.length(); i++) {
            if (bytes[pos + i] != word.charAt(i)) {
                if (pos + i >= limit) {
                    throw bufferEnd;
                }
                throw unexpected(pos, "a value", null);
            }
        }
        return pos + word.length();
    }

    /** A list or object within a field, of any depth up to {@value #DEEPEST}, without recursion. */
    private int container(int pos, int outer) {
        byte[] b = bytes;
        int depth = outer;
        for (; ; ) {
            // pos is at a value
            int c = b[pos];
            if (c == '{' || c == '[') {
                if (++depth > DEEPEST) {
                    throw new SyntaxException(new Flaw(
                            pos,
                            "nested-too-deeply",
                            depth + " levels",
                            "at most " + DEEPEST + " lists and objects within one another",
                            null));
                }
                boolean object = c == '{';
                open(depth, object);
                pos = skipSpace(pos + 1);
                if (b[pos] != (object ? '}' : ']')) {
                    pos = object ? name(pos) : pos;
                    continue;
                }
                // an empty one: it is closed below
            } else {
                pos = end(value(pos, depth)) + (c == '"' ? 1 : 0);
                pos = skipSpace(pos);
            }
            // pos is after a value, or at the closing bracket of an empty container
            for (; ; ) {
                boolean object = isObject(depth);
                c = b[pos];
                if (c == ',') {
                    pos = skipSpace(pos + 1);
                    pos = object ? name(pos) : pos;
                    break;
                }
                if (c != (object ? '}' : ']')) {
                    throw unexpected(pos, object ? "a comma or }" : "a comma or ]", null);
                }
                pos++;
                if (--depth == outer) {
                    return pos;
                }
                pos = skipSpace(pos);
            }
        }
    }

    private void open(int depth, boolean object) {
        long bit = 1L << depth;
        open[depth >> 6] = object ? open[depth >> 6] | bit : open[depth >> 6] & ~bit;
    }

    private boolean isObject(int depth) {
        return (open[depth >> 6] & 1L << depth) != 0;
    }

    /** @return the index of the value of the member whose name is at {@code pos} */
    private int name(int pos) {
        if (bytes[pos] != '"') {
            throw unexpected(pos, "a member name in double quotes", null);
        }
        return colon(end(string(pos + 1)) + 1);
    }

    /** @return the index of the value after the colon, which may follow white space at {@code pos} */
    int colon(int pos) {
        if (bytes[pos] != ':') {
            pos = skipSpace(pos);
            if (bytes[pos] != ':') {
                throw unexpected(pos, "a colon", null);
            }
        }
        return skipSpace(pos + 1);
    }

    private void flaw(int pos, String rule, String found, String expected, String advice) {
        flaw(new Flaw(pos, rule, found, expected, advice));
    }

    void flaw(Flaw flaw) {
        if (flaws.size() < FLAWS_PER_RECORD) {
            flaws.add(flaw);
        }
    }

    /** The exception for something at {@code pos} that the grammar does not allow there. */
    RuntimeException unexpected(int pos, String expected, String advice) {
        if (pos >= limit) {
            return bufferEnd;
        }
        return new SyntaxException(new Flaw(pos, "not-json", excerpt(pos), expected, advice));
    }

    /** A few bytes as readable text. */
    private String excerpt(int pos) {
        int end = Math.min(limit, pos + 24);
        String text = new String(bytes, pos, end - pos, ISO_8859_1);
        return end < limit ? text + "…" : text;
    }
}
