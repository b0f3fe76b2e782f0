package io.waybill.format.lino;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a file into the tokens of Python that dumps use: names, whole and decimal numbers, strings, single characters, comments and the ends
 * of logical lines. Reads each byte once and keeps no more than the token in hand; a bracket only counts, so that no nesting is too
 * deep for it. The file is UTF-8, with or without a byte order mark, with line ends of any kind.
 *
 * <p>The token in hand is described by the fields that its accessors read, not by an object: a dump has a hundred million of them.
 */
final class PythonScanner {
    /** What a token is. */
    enum Kind {
        NAME,
        INTEGER,
        DECIMAL,
        TEXT,
        /** One character of punctuation, {@link #symbol}. */
        SYMBOL,
        COMMENT,
        /** The end of a logical line that had tokens other than comments. */
        LINE_END,
        FILE_END
    }

    /** The rule of bytes that are no UTF-8. */
    static final String NOT_UTF8 = "not-utf8";

    private static final int WINDOW = 256 * 1024;
    private static final int TAB = 8;
    private static final int LONGEST_NAME = 1_000;
    /** So many digits are always a long. */
    private static final int LONGEST_LONG = 18;

    /** Bytes at which the quick way through a text ends. */
    private static final boolean[] ENDS_PLAIN_TEXT = bytes("\0'\"\\\n\r");

    private static final boolean[] IN_NAME = bytes("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    /** Bytes after which nothing more belongs to a whole number, apart from the end of what is in memory. */
    private static final boolean[] ENDS_NUMBER = bytes(",)] \t\n\r;}:");

    private final InputStream in;
    private final String file;
    private final ReadingLimits limits;
    private final LiteralDecoder literals = new LiteralDecoder(this);
    private final KnownNames names = new KnownNames();

    // bytes[pos] is the next byte; bytes[limit] is 0.
    private byte[] bytes = new byte[WINDOW];
    private int pos;
    private int limit;
    private boolean ended;
    private boolean failed;
    /** Where bytes[0] stands in the file. */
    private long base;

    private long line = 1;
    /** Where the physical line begins in the file. */
    private long lineStart;

    private int depth;
    private boolean lineHasTokens;
    private boolean lineBegins = true;

    // The token in hand.
    private int mark = -1;
    private long tokenLine;
    private long tokenColumn;
    private long tokenOffset;
    private long indent;
    private String text;
    /** Whether {@link #whole} has the value of the whole number in hand; then its text may be null. */
    private boolean isShort;

    private long whole;
    private int symbol;

    /** @param in read to its end at most; not closed */
    PythonScanner(InputStream in, String file, ReadingLimits limits) throws IOException {
        this.in = requireNonNull(in, "in");
        this.file = requireNonNull(file, "file");
        this.limits = requireNonNull(limits, "limits");
        fill();
        if (limit >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            pos = 3;
            lineStart = 3;
        }
    }

    private static boolean[] bytes(String ascii) {
        boolean[] bytes = new boolean[256];
        ascii.chars().forEach(c -> bytes[c] = true);
        return bytes;
    }

    /**
     * Goes to the next token.
     *
     * @throws BrokenFileException when the bytes are none; then {@link #skipLine} finds a place to go on from
     */
    Kind next() throws IOException {
        mark = -1;
        for (; ; ) {
            int c = bytes[pos];
            switch (c) {
                case ' ', '\t', '\f' -> pos++;
                case '\n', '\r' -> {
                    begin();
                    newline();
                    if (depth == 0) {
                        boolean tokens = lineHasTokens;
                        lineHasTokens = false;
                        lineBegins = true;
                        if (tokens) {
                            return Kind.LINE_END;
                        }
                    }
                }
                case '\\' -> join();
                case '#' -> {
                    begin();
                    return comment();
                }
                case 0 -> {
                    if (pos < limit) {
                        begin();
                        pos++;
                        throw fault("nul-byte", "a byte 0", "text", "Is this a Python file of a dump?");
                    }
                    if (!fill()) {
                        begin();
                        if (lineHasTokens) {
                            lineHasTokens = false;
                            return Kind.LINE_END;
                        }
                        return Kind.FILE_END;
                    }
                }
                default -> {
                    begin();
                    if (lineBegins) {
                        lineBegins = false;
                        indent = measuredIndent();
                    }
                    lineHasTokens = true;
                    return token(c);
                }
            }
        }
    }

    private Kind token(int c) throws IOException {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_') {
            return name();
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        switch (c) {
            case '\'', '"' -> {
                return string(c);
            }
            case '(', '[', '{' -> {
                depth++;
                if (depth > limits.depth()) {
                    pos++;
                    throw fault(
                            "nested-too-deeply",
                            "bracket " + depth + " within brackets",
                            "at most " + limits.depth() + " brackets within each other",
                            null);
                }
            }
            case ')', ']', '}' -> depth = Math.max(0, depth - 1);
            default -> {
                if (c < 0) {
                    return outside();
                }
            }
        }
        pos++;
        symbol = c;
        return Kind.SYMBOL;
    }

    private Kind outside() throws IOException {
        need(4);
        int length = (bytes[pos] & 0xE0) == 0xC0 ? 2 : (bytes[pos] & 0xF0) == 0xE0 ? 3 : 4;
        String found = new String(bytes, pos, Math.min(length, limit - pos), UTF_8);
        pos++;
        throw fault(
                "outside-the-grammar",
                found,
                "only ASCII characters outside strings and comments",
                "Letters with accents, curly quotes and wide spaces come from a word processor: type them anew.");
    }

    private Kind name() throws IOException {
        for (; ; ) {
            int at = pos;
            while (IN_NAME[bytes[at] & 0xFF]) {
                at++;
            }
            pos = at;
            check(pos - mark, LONGEST_NAME, "name");
            if (pos < limit || !fill()) {
                break;
            }
        }
        int c = bytes[pos];
        if ((c == '\'' || c == '"') && pos - mark <= 2) {
            return prefixed(c);
        }
        text = names.name(bytes, mark, pos - mark);
        return Kind.NAME;
    }

    private Kind prefixed(int quote) throws IOException {
        if (pos - mark == 1 && (bytes[mark] | 0x20) == 'u') {
            return string(quote);
        }
        String prefix = new String(bytes, mark, pos - mark, ISO_8859_1);
        throw fault(
                "unsupported-string-prefix",
                prefix + (char) quote,
                "a string without a prefix, or with u",
                "Only plain texts are read; write the text itself.");
    }

    private Kind number() throws IOException {
        return shortNumber() ? Kind.INTEGER : anyNumber();
    }

    /** Reads a whole number of few digits in the usual form; goes nowhere when it is another one. */
    private boolean shortNumber() {
        long number = 0;
        int at = pos;
        int c = bytes[at];
        while (c >= '0' && c <= '9' && at - pos <= LONGEST_LONG) {
            number = number * 10 + (c - '0');
            c = bytes[++at];
        }
        int length = at - pos;
        if (length > LONGEST_LONG || length > 1 && bytes[pos] == '0' || !ENDS_NUMBER[c & 0xFF]) {
            return false;
        }
        pos = at;
        whole = number;
        isShort = true;
        text = null;
        return true;
    }

    private Kind anyNumber() throws IOException {
        digits();
        Kind kind = Kind.INTEGER;
        int length = pos - mark;
        if (length > 1 && bytes[mark] == '0') {
            throw fault(
                    "leading-zero",
                    shown(),
                    "a number without leading zeros",
                    "A value that keeps its zeros is a text: write it in quotes.");
        }
        if (peek() == '.') {
            kind = Kind.DECIMAL;
            pos++;
            digits();
        }
        if ((peek() | 0x20) == 'e' && (kind == Kind.DECIMAL || digitFollows())) {
            kind = Kind.DECIMAL;
            pos++;
            if (peek() == '+' || bytes[pos] == '-') {
                pos++;
            }
            digits();
        }
        check(pos - mark, limits.digits() + 8L, "number");
        text = new String(bytes, mark, pos - mark, ISO_8859_1);
        int c = peek();
        if (kind == Kind.INTEGER && (c == 'l' || c == 'L')) {
            pos++;
            c = peek();
        }
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9') {
            pos++;
            throw fault("not-a-number", shown(), "a number of decimal digits", null);
        }
        if (length > limits.digits()) {
            throw fault("number-too-long", length + " digits", "at most " + limits.digits() + " digits", null);
        }
        isShort = kind == Kind.INTEGER && length <= LONGEST_LONG;
        if (isShort) {
            whole = Long.parseLong(text);
        }
        return kind;
    }

    private boolean digitFollows() throws IOException {
        need(3);
        int c = bytes[pos + 1];
        return c >= '0' && c <= '9' || (c == '+' || c == '-') && bytes[pos + 2] >= '0' && bytes[pos + 2] <= '9';
    }

    private void digits() throws IOException {
        for (; ; ) {
            int c = peek();
            if (c < '0' || c > '9') {
                return;
            }
            pos++;
            check(pos - mark, limits.digits() + 8L, "number");
        }
    }

    private Kind string(int quote) throws IOException {
        pos++;
        boolean triple = false;
        if (peek() == quote) {
            need(2);
            if (bytes[pos + 1] != quote) {
                pos++;
                text = "";
                literals.plain();
                return Kind.TEXT;
            }
            triple = true;
            pos += 2;
        }
        int from = pos - mark;
        boolean escapes = false;
        int all = 0;
        for (; ; ) {
            int at = pos;
            while (!ENDS_PLAIN_TEXT[bytes[at] & 0xFF]) {
                all |= bytes[at++];
            }
            pos = at;
            checkText();
            int c = bytes[pos];
            if (c == quote) {
                if (!triple) {
                    break;
                }
                need(3);
                if (bytes[pos + 1] == quote && bytes[pos + 2] == quote) {
                    break;
                }
                pos++;
            } else if (c == '\\') {
                escapes = true;
                all |= escaped();
            } else if (c == '\n' || c == '\r') {
                if (!triple) {
                    throw notClosed(
                            quote,
                            "the end of the line",
                            "Was the file cut off, or edited? A line end within a text is written \\n.");
                }
                newline();
            } else if (c != 0) {
                pos++;
            } else if (pos < limit) {
                throw fault("nul-byte", "a byte 0 in a text", "text", "Is the file damaged?");
            } else if (!fill()) {
                throw notClosed(quote, "the end of the file", "Was the file cut off?");
            }
        }
        int begin = mark + from;
        if (escapes || triple) {
            text = literals.unescaped(bytes, begin, pos);
        } else if (all >= 0) {
            literals.plain();
            text = new String(bytes, begin, pos - begin, ISO_8859_1);
        } else {
            literals.plain();
            text = literals.decoded(bytes, begin, pos);
        }
        pos += triple ? 3 : 1;
        return Kind.TEXT;
    }

    /** Goes over a backslash and what it escapes, which is returned; more of it than one byte needs no care. */
    private int escaped() throws IOException {
        need(2);
        pos++;
        int escaped = bytes[pos];
        if (escaped == '\n' || escaped == '\r') {
            newline();
        } else if (escaped != 0) {
            pos++;
        }
        return escaped;
    }

    private void checkText() {
        if (pos - mark > limits.textBytes()) {
            throw fault(
                    "text-too-long",
                    "a text of more than " + limits.textBytes() + " bytes",
                    "at most " + limits.textBytes() + " bytes",
                    null);
        }
    }

    private BrokenFileException notClosed(int quote, String found, String advice) {
        return fault("text-not-closed", found, "a closing " + (char) quote, advice);
    }

    private Kind comment() throws IOException {
        if (lineBegins) {
            indent = measuredIndent();
        }
        for (; ; ) {
            int c = peek();
            if (c == '\n' || c == '\r' || c == 0 && pos == limit) {
                break;
            }
            if (c == 0) {
                throw fault("nul-byte", "a byte 0 in a comment", "text", "Is the file damaged?");
            }
            pos++;
            check(pos - mark, limits.textBytes(), "comment");
        }
        text = literals.decoded(bytes, mark + 1, pos).strip();
        return Kind.COMMENT;
    }

    /** The blanks before the token in hand, which is the first of its line; a tab goes to the next multiple of eight. */
    private long measuredIndent() {
        long width = 0;
        for (long at = lineStart - base; at < pos; at++) {
            width = at >= 0 && bytes[(int) at] == '\t' ? (width / TAB + 1) * TAB : width + 1;
        }
        return width;
    }

    private void join() throws IOException {
        begin();
        need(2);
        pos++;
        int c = bytes[pos];
        if (c != '\n' && c != '\r') {
            throw fault("outside-the-grammar", "\\", "a backslash only in a text or at the end of a line", null);
        }
        newline();
    }

    /** Goes over a line end. */
    private void newline() throws IOException {
        int c = bytes[pos++];
        if (c == '\r') {
            if (peek() == '\n') {
                pos++;
            }
        }
        line++;
        lineStart = base + pos;
    }

    private void begin() {
        mark = pos;
        tokenLine = line;
        tokenOffset = base + pos;
        tokenColumn = tokenOffset - lineStart + 1;
    }

    /** The next byte; 0 at the end of the file. */
    private int peek() throws IOException {
        int c = bytes[pos];
        if (c == 0 && pos == limit && fill()) {
            return bytes[pos];
        }
        return c;
    }

    /** Reads on until this many bytes are there, or the file has ended. */
    private void need(int count) throws IOException {
        while (limit - pos < count && fill()) {}
    }

    private void check(long length, long most, String what) {
        if (length > most) {
            throw fault(what + "-too-long", "a " + what + " of more than " + most + " bytes", "a shorter one", null);
        }
    }

    /** Reads more, behind what is there from the token in hand on. False at the end of the file. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int keep = mark >= 0 ? mark : pos;
        if (keep > 0) {
            System.arraycopy(bytes, keep, bytes, 0, limit - keep);
            base += keep;
            pos -= keep;
            limit -= keep;
            mark = mark >= 0 ? 0 : -1;
        }
        if (bytes.length - limit < WINDOW / 2) {
            bytes = Arrays.copyOf(bytes, bytes.length + bytes.length / 2);
        }
        int read = read();
        if (read < 0) {
            ended = true;
            bytes[limit] = 0;
            return false;
        }
        limit += read;
        bytes[limit] = 0;
        if (base + limit > limits.fileBytes()) {
            throw fault(
                    "file-too-large",
                    "more than " + limits.fileBytes() + " bytes",
                    "at most " + limits.fileBytes() + " bytes",
                    null);
        }
        return true;
    }

    private int read() throws IOException {
        try {
            return in.read(bytes, limit, bytes.length - 1 - limit);
        } catch (BrokenFileException e) {
            // The archive around the file is damaged: no line after this one can be trusted.
            failed = true;
            ended = true;
            bytes[limit] = 0;
            throw e;
        }
    }

    /** Whether nothing more can be read after a fault. */
    boolean failed() {
        return failed;
    }

    /**
     * Goes to the start of the next physical line, whatever the brackets say: after a fault, to find a line that can be read again.
     *
     * @return false at the end of the file
     */
    boolean skipLine() throws IOException {
        mark = -1;
        depth = 0;
        lineHasTokens = false;
        lineBegins = true;
        for (; ; ) {
            int c = bytes[pos];
            if (c == '\n' || c == '\r') {
                newline();
                return true;
            }
            if (c == 0 && pos == limit) {
                if (!fill()) {
                    return false;
                }
            } else {
                pos++;
            }
        }
    }

    /** Whether the bytes that come next are these. */
    boolean startsWith(String ascii) throws IOException {
        need(ascii.length());
        if (limit - pos < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[pos + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Of a name, string or comment its text, of a number its digits. */
    String text() {
        if (text == null && isShort) {
            text = Long.toString(whole);
        }
        return text;
    }

    /** Of a whole number its value, when it has few digits; otherwise null, and {@link #text} has them. */
    Long whole() {
        return isShort ? Long.valueOf(whole) : null;
    }

    /** Of a symbol its character. */
    int symbol() {
        return symbol;
    }

    /** Whether the string in hand has half of a pair of surrogates, which no database can store. */
    boolean hasLoneSurrogate() {
        return literals.hasLoneSurrogate();
    }

    /** The width of the blanks before the first token of the logical line in hand. */
    long indent() {
        return indent;
    }

    /** How many brackets are open. */
    int depth() {
        return depth;
    }

    /** Where the token in hand begins, 1-based. */
    long line() {
        return tokenLine;
    }

    /** Where the token in hand begins in the file, in bytes. */
    long offset() {
        return tokenOffset;
    }

    /** Bytes that were read and understood so far. */
    long bytesRead() {
        return base + pos;
    }

    /** How many backslashes stood before a letter that Python gives no meaning to; they were kept, as Python does. */
    long unknownEscapes() {
        return literals.unknownEscapes();
    }

    /** Where the token in hand begins. */
    Position position() {
        return new Position(file, tokenLine, tokenColumn, tokenOffset);
    }

    /** The place of a byte of the token in hand, which may have several lines. */
    private Position within(int at) {
        long first = tokenOffset - tokenColumn + 1;
        long number = tokenLine;
        for (int i = (int) (tokenOffset - base); i < at; i++) {
            if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n')) {
                number++;
                first = base + i + 1;
            }
        }
        return new Position(file, number, base + at - first + 1, base + at);
    }

    /** The token in hand, as people see it. */
    String shown() {
        int from = mark < 0 ? pos : mark;
        int to = Math.max(from, Math.min(pos, from + 60));
        return new String(bytes, from, to - from, UTF_8) + (pos > to ? "…" : "");
    }

    /** A fault of the token in hand: a byte that is no part of UTF-8. */
    BrokenFileException notUtf8(int at) {
        return new BrokenFileException(Fault.ofFile(
                within(at),
                NOT_UTF8,
                String.format("the byte %02X", bytes[at] & 0xFF),
                "text in UTF-8",
                "The site wrote its dump in the encoding of its machine. Say which one by the option encoding=latin-1 or"
                        + " encoding=cp1252. Other such places of this file are not listed."));
    }

    /** A fault at the token in hand. */
    BrokenFileException fault(String rule, String found, String expected, String advice) {
        return new BrokenFileException(Fault.ofFile(position(), rule, found, expected, advice));
    }
}
