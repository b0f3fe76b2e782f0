package io.waybill.format.lino;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Makes texts of the bytes between the quotes of a string: UTF-8 with Python's escapes. */
final class LiteralDecoder {
    private static final String NO_ESCAPES = "Write the character itself.";
    private static final char REPLACEMENT = '\uFFFD';
    private static final int USUAL_LENGTH = 1_024;
    /** Of the room that is kept for the next text. */
    private static final int LONGEST_KEPT = 1 << 20;

    private final PythonScanner scanner;
    private char[] chars = new char[USUAL_LENGTH];
    private int length;
    private boolean loneSurrogate;
    private long unknownEscapes;

    /** @param scanner whose token is decoded, to say where a fault is */
    LiteralDecoder(PythonScanner scanner) {
        this.scanner = scanner;
    }

    /** Whether the last text has half of a pair of surrogates, which no database can store. */
    boolean hasLoneSurrogate() {
        return loneSurrogate;
    }

    /** How many backslashes stood before a letter that Python gives no meaning to; they were kept, as Python does. */
    long unknownEscapes() {
        return unknownEscapes;
    }

    /** The text in hand has no escapes. */
    void plain() {
        loneSurrogate = false;
    }

    /** A text without escapes. */
    String decoded(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(bytes, from, to);
        }
        return text;
    }

    /** Finds out whether the replacement character stands in the file itself, or for bytes that are no text. */
    private void requireUtf8(byte[] bytes, int from, int to) {
        CharsetDecoder strict = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer source = ByteBuffer.wrap(bytes, from, to - from);
        CoderResult result = strict.decode(source, CharBuffer.allocate(to - from), true);
        if (result.isError()) {
            throw scanner.notUtf8(source.position());
        }
    }

    /** A text with escapes, or with line ends of any kind, which are one character each. */
    String unescaped(byte[] bytes, int from, int to) {
        begin(to - from);
        boolean surrogates = false;
        int run = from;
        int at = from;
        while (at < to) {
            int c = bytes[at];
            if (c == '\r') {
                append(bytes, run, at);
                chars[length++] = '\n';
                at += bytes[at + 1] == '\n' && at + 1 < to ? 2 : 1;
                run = at;
            } else if (c == '\\') {
                append(bytes, run, at);
                int kind = bytes[at + 1];
                at += 2;
                switch (kind) {
                    case '\n' -> {}
                    case '\r' -> at += at < to && bytes[at] == '\n' ? 1 : 0;
                    case '\\', '\'', '"' -> chars[length++] = (char) kind;
                    case 'n' -> chars[length++] = '\n';
                    case 'r' -> chars[length++] = '\r';
                    case 't' -> chars[length++] = '\t';
                    case 'a' -> chars[length++] = '\u0007';
                    case 'b' -> chars[length++] = '\b';
                    case 'f' -> chars[length++] = '\f';
                    case 'v' -> chars[length++] = '\u000B';
                    case 'x', 'u', 'U' -> {
                        int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
                        int code = hexadecimal(bytes, at, digits, to);
                        surrogates |= code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
                        length += Character.toChars(code, chars, length);
                        at += digits;
                    }
                    case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                        int code = kind - '0';
                        for (int i = 0; i < 2 && at < to && bytes[at] >= '0' && bytes[at] <= '7'; i++) {
                            code = code * 8 + bytes[at++] - '0';
                        }
                        chars[length++] = (char) code;
                    }
                    case 'N' ->
                        throw scanner.fault(
                                "unsupported-escape", "\\N", "an escape of a character's number", NO_ESCAPES);
                    default -> {
                        unknownEscapes++;
                        chars[length++] = '\\';
                        at--;
                    }
                }
                run = at;
            } else {
                at++;
            }
        }
        append(bytes, run, to);
        loneSurrogate = surrogates && lacksHalf();
        return new String(chars, 0, length);
    }

    /** Makes room: a text never has more characters than the file has bytes for it. */
    private void begin(int longest) {
        length = 0;
        if (chars.length < longest || chars.length > LONGEST_KEPT) {
            chars = new char[Math.max(longest, USUAL_LENGTH)];
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int end = length;
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                String run = decoded(bytes, from, to);
                run.getChars(0, run.length(), chars, length);
                length += run.length();
                return;
            }
            chars[end++] = (char) bytes[i];
        }
        length = end;
    }

    private int hexadecimal(byte[] bytes, int at, int digits, int to) {
        long code = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = i < to ? Character.digit(bytes[i], 16) : -1;
            if (digit < 0) {
                throw scanner.fault(
                        "broken-escape",
                        new String(bytes, at - 2, Math.min(to, at + digits) - at + 2, ISO_8859_1),
                        digits + " hexadecimal digits",
                        NO_ESCAPES);
            }
            code = code * 16 + digit;
        }
        if (code > Character.MAX_CODE_POINT) {
            throw scanner.fault("broken-escape", Long.toHexString(code), "the number of a character", NO_ESCAPES);
        }
        return (int) code;
    }

    private boolean lacksHalf() {
        for (int i = 0; i < length; i++) {
            if (Character.isHighSurrogate(chars[i]) && i + 1 < length && Character.isLowSurrogate(chars[i + 1])) {
                i++;
            } else if (Character.isSurrogate(chars[i])) {
                return true;
            }
        }
        return false;
    }
}
