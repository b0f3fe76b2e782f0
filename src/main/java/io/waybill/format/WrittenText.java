package io.waybill.format;

import java.text.Normalizer;

/** Texts without the invisible characters that nobody meant to write. */
public final class WrittenText {
    private static final char ZERO_WIDTH_NON_JOINER = '\u200C';
    private static final char ZERO_WIDTH_JOINER = '\u200D';

    private WrittenText() {}

    /**
     * The text as it is stored and shown: composed (NFC), without byte order marks, direction marks and zero-width spaces, and without
     * white space and joiners at its ends. A non-joiner within a Persian word is part of its spelling and stays.
     */
    public static String of(String cell) {
        String text = cell;
        if (!isAscii(cell)) {
            text = Normalizer.normalize(withoutMarks(cell), Normalizer.Form.NFC);
        }
        int from = 0;
        int to = text.length();
        while (from < to && isEdge(text.charAt(from))) {
            from++;
        }
        while (to > from && isEdge(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** The text with every decimal digit of any script as an ASCII digit. */
    public static String withAsciiDigits(String text) {
        if (isAscii(text)) {
            return text;
        }
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> ascii.appendCodePoint(
                        Character.isDigit(c) ? Character.forDigit(Character.digit(c, 10), 10) : c));
        return ascii.toString();
    }

    /** The text without zero-width non-joiners. */
    public static String withoutNonJoiners(String text) {
        return text.indexOf(ZERO_WIDTH_NON_JOINER) < 0 ? text : text.replace(String.valueOf(ZERO_WIDTH_NON_JOINER), "");
    }

    /** Whether it has no other characters than those of ASCII. */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String withoutMarks(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!isMark(text.charAt(i))) {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }

    private static boolean isMark(char c) {
        return c == '\uFEFF' // byte order mark
                || c == '\u200B' // zero-width space
                || c == '\u2060' // word joiner
                || c == '\u061C' // the marks, embeddings and isolates of writing direction
                || c == '\u200E'
                || c == '\u200F'
                || c >= '\u202A' && c <= '\u202E'
                || c >= '\u2066' && c <= '\u2069';
    }

    /** White space as Unicode defines it, including the no-break spaces that Java's strip() leaves. */
    private static boolean isEdge(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == '\u0085'
                || c == ZERO_WIDTH_NON_JOINER
                || c == ZERO_WIDTH_JOINER;
    }
}
