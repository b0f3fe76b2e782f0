package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Converts scanned, and therefore valid, JSON into values. */
final class JsonText {
    /** This many digits always fit a long. */
    private static final int SAFE_DIGITS = 18;

    private JsonText() {}

    /**
     * @param kind one of the two string kinds of {@link JsonKind}
     * @param from after the opening quote
     */
    static String string(byte[] b, int from, int to, int kind) {
        return kind == JsonKind.PLAIN ? new String(b, from, to - from, ISO_8859_1) : text(b, from, to);
    }

    /** Most text has only characters below 256. These are collected as bytes, from which a String is made at once. */
    private static String text(byte[] b, int from, int to) {
        byte[] text = new byte[to - from];
        int length = 0;
        int pos = from;
        while (pos < to) {
            int c = b[pos];
            if (c == '\\') {
                int escaped = b[pos + 1];
                int unit = escaped == 'u' ? hex4(b, pos + 2) : unescape(escaped);
                if (unit > 0xFF) {
                    return wideText(b, pos, to, new String(text, 0, length, ISO_8859_1));
                }
                text[length++] = (byte) unit;
                pos += escaped == 'u' ? 6 : 2;
            } else if (c >= 0) {
                text[length++] = (byte) c;
                pos++;
            } else {
                return wideText(b, pos, to, new String(text, 0, length, ISO_8859_1));
            }
        }
        return new String(text, 0, length, ISO_8859_1);
    }

    /** @param before what was already decoded */
    private static String wideText(byte[] b, int from, int to, String before) {
        StringBuilder text = new StringBuilder(before.length() + to - from).append(before);
        int pos = from;
        while (pos < to) {
            int c = b[pos];
            if (c == '\\') {
                int escaped = b[pos + 1];
                if (escaped == 'u') {
                    text.append((char) hex4(b, pos + 2));
                    pos += 6;
                } else {
                    text.append(unescape(escaped));
                    pos += 2;
                }
            } else if (c >= 0) {
                text.append((char) c);
                pos++;
            } else if ((c & 0xE0) == 0xC0) {
                text.append((char) ((c & 0x1F) << 6 | b[pos + 1] & 0x3F));
                pos += 2;
            } else if ((c & 0xF0) == 0xE0) {
                text.append((char) ((c & 0x0F) << 12 | (b[pos + 1] & 0x3F) << 6 | b[pos + 2] & 0x3F));
                pos += 3;
            } else {
                text.appendCodePoint(
                        (c & 0x07) << 18 | (b[pos + 1] & 0x3F) << 12 | (b[pos + 2] & 0x3F) << 6 | b[pos + 3] & 0x3F);
                pos += 4;
            }
        }
        return text.toString();
    }

    private static char unescape(int escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) escaped;
        };
    }

    private static int hex4(byte[] b, int pos) {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            unit = unit << 4 | Character.digit(b[pos + i], 16);
        }
        return unit;
    }

    /** @return a Long, or a BigInteger when the number does not fit */
    static Number integer(byte[] b, int from, int to) {
        if (to - from <= SAFE_DIGITS) {
            return smallInteger(b, from, to);
        }
        BigInteger value = new BigInteger(new String(b, from, to - from, ISO_8859_1));
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    private static long smallInteger(byte[] b, int from, int to) {
        boolean negative = b[from] == '-';
        long value = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            value = value * 10 + b[i] - '0';
        }
        return negative ? -value : value;
    }

    /** @return a BigDecimal, or the text itself when its exponent is too large for one */
    static Object decimal(byte[] b, int from, int to) {
        String text = new String(b, from, to - from, ISO_8859_1);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return new RawJson(text);
        }
    }

    /**
     * Reads a whole number as Django writes keys: digits without leading zeros, perhaps a minus.
     *
     * @param otherwise what to return when the bytes are not one, or it does not fit
     */
    static long key(byte[] b, int from, int to, long otherwise) {
        int first = from < to && b[from] == '-' ? from + 1 : from;
        int length = to - first;
        if (length < 1 || to - from > SAFE_DIGITS || b[first] == '0' && length > 1) {
            return otherwise;
        }
        for (int i = first; i < to; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return otherwise;
            }
        }
        return smallInteger(b, from, to);
    }
}
