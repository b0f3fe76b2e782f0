package io.waybill.delivery.backup;

import io.waybill.database.CopiedRow;

/** Reads and writes single values in the text form of COPY (PostgreSQL's manual, COPY, "Text Format"). */
final class CopyText {
    private CopyText() {}

    /** Appends the value without its escapes. */
    static void unescape(byte[] row, int from, int to, Bytes out) {
        for (int i = from; i < to; i++) {
            out.put(row[i] == '\\' ? CopiedRow.unescaped(row[++i]) : row[i]);
        }
    }

    /** Appends the value as a JSON string, including the quotes. */
    static void toJsonString(byte[] row, int from, int to, Bytes out) {
        out.put('"');
        for (int i = from; i < to; i++) {
            jsonCharacter(row[i] == '\\' ? CopiedRow.unescaped(row[++i]) : row[i], out);
        }
        out.put('"');
    }

    /** Appends a value without escapes as a JSON string. */
    static void plainToJsonString(byte[] bytes, int from, int to, Bytes out) {
        out.put('"');
        for (int i = from; i < to; i++) {
            jsonCharacter(bytes[i], out);
        }
        out.put('"');
    }

    /** Appends a value with the escapes that COPY needs. */
    static void escape(String value, Bytes out) {
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char letter = letter(value.charAt(i));
            if (letter != 0) {
                out.put(value.substring(start, i));
                out.put('\\');
                out.put(letter);
                start = i + 1;
            }
        }
        out.put(start == 0 ? value : value.substring(start));
    }

    static void nullValue(Bytes out) {
        out.put('\\');
        out.put('N');
    }

    /** Appends one byte. Only ASCII characters need escapes: in UTF-8 no byte of any other character is below 0x80. */
    private static void jsonCharacter(byte c, Bytes out) {
        if (c >= ' ' || c < 0) {
            if (c == '"' || c == '\\') {
                out.put('\\');
            }
            out.put(c);
            return;
        }
        char letter = letter((char) c);
        if (letter != 0 && letter != 'v') {
            out.put('\\');
            out.put(letter);
        } else {
            out.put(String.format("\\u%04x", (int) c));
        }
    }

    /** The letter after the backslash that stands for this character; 0 when it needs no escape. */
    private static char letter(char c) {
        return switch (c) {
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case 0x0B -> 'v';
            case '\\' -> '\\';
            default -> 0;
        };
    }
}
