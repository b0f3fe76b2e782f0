package io.waybill.delivery;

import java.util.Arrays;

/** A growing buffer of rows in the text form of COPY: UTF-8, columns apart by tabs, {@code \N} for NULL. */
final class CopyText {
    /** Characters below 128 that do not stand for themselves. */
    private static final boolean[] ESCAPED = new boolean[0x80];

    static {
        for (char c : new char[] {'\\', '\n', '\r', '\t', 0}) {
            ESCAPED[c] = true;
        }
    }

    private byte[] bytes = new byte[96 * 1024];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Forgets everything after {@code mark}, an earlier {@link #length}. */
    void cutTo(int mark) {
        length = mark;
    }

    void nextColumn() {
        room(1);
        bytes[length++] = '\t';
    }

    void endRow() {
        room(1);
        bytes[length++] = '\n';
    }

    void nullValue() {
        room(2);
        bytes[length++] = '\\';
        bytes[length++] = 'N';
    }

    /** ASCII without tabs, line ends and backslashes. */
    void plain(String value) {
        int size = value.length();
        room(size);
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) value.charAt(i);
        }
    }

    /**
     * Any text.
     *
     * @return its length in characters, as PostgreSQL counts them
     * @throws BadValue when it holds NUL or half a surrogate pair, which PostgreSQL cannot store
     */
    int text(String value) throws BadValue {
        int size = value.length();
        room(3 * size);
        byte[] out = bytes;
        int at = length;
        int characters = size;
        for (int i = 0; i < size; i++) {
            char c = value.charAt(i);
            if (c < 0x80 && !ESCAPED[c]) {
                out[at++] = (byte) c;
            } else if (c < 0x80) {
                switch (c) {
                    case '\\' -> at = escape(out, at, '\\');
                    case '\n' -> at = escape(out, at, 'n');
                    case '\r' -> at = escape(out, at, 'r');
                    case '\t' -> at = escape(out, at, 't');
                    default -> throw new BadValue("nul-character", "text without the NUL character");
                }
            } else if (c < 0x800) {
                out[at++] = (byte) (0xC0 | c >> 6);
                out[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                out[at++] = (byte) (0xE0 | c >> 12);
                out[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                out[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                if (Character.isLowSurrogate(c) || i + 1 == size || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    throw new BadValue("invalid-unicode", "text in Unicode, without half a surrogate pair");
                }
                int point = Character.toCodePoint(c, value.charAt(++i));
                out[at++] = (byte) (0xF0 | point >> 18);
                out[at++] = (byte) (0x80 | point >> 12 & 0x3F);
                out[at++] = (byte) (0x80 | point >> 6 & 0x3F);
                out[at++] = (byte) (0x80 | point & 0x3F);
                characters--;
            }
        }
        length = at;
        return characters;
    }

    private static int escape(byte[] out, int at, char letter) {
        out[at] = '\\';
        out[at + 1] = (byte) letter;
        return at + 2;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
