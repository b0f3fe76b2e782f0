package io.waybill.delivery.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * A growing buffer of rows in the binary form of COPY (PostgreSQL's manual, COPY, "Binary Format"), which spares the
 * server the parsing of text, otherwise half of its work. Every value is written with its length; texts are UTF-8, the
 * encoding of the driver's connections.
 */
public final class CopyRows {
    /** The signature, then four bytes of flags and four of an extension's length, none of them set. */
    private static final byte[] HEADER = "PGCOPY\n\u00FF\r\n\0\0\0\0\0\0\0\0\0".getBytes(ISO_8859_1);

    private static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};
    private static final byte[] NOTHING = {};
    private static final int LENGTH_SIZE = 4;

    private byte[] bytes = new byte[96 * 1024];
    private int length;

    /** The bytes with which a binary COPY begins. */
    public static byte[] header() {
        return HEADER.clone();
    }

    /** The bytes with which a binary COPY ends. */
    public static byte[] trailer() {
        return TRAILER.clone();
    }

    /** The buffer itself; its first {@link #length} bytes are written. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes are written. */
    public int length() {
        return length;
    }

    /** Drops everything after {@code mark}, an earlier {@link #length}. */
    public void cutTo(int mark) {
        length = mark;
    }

    /**
     * Begins a row.
     *
     * @param values number of values that follow
     */
    public void beginRow(int values) {
        room(2);
        put(values, 2);
    }

    /** NULL. */
    public void nullValue() {
        room(LENGTH_SIZE);
        put(-1, LENGTH_SIZE);
    }

    /**
     * A value of fixed size.
     *
     * @param size number of bytes, 1 to 8; the lowest ones of {@code value} are written
     */
    public void fixed(long value, int size) {
        room(LENGTH_SIZE + size);
        put(size, LENGTH_SIZE);
        put(value, size);
    }

    /** A value of two halves, 16 bytes in all. */
    public void fixed(long high, long low) {
        room(LENGTH_SIZE + 2 * Long.BYTES);
        put(2 * Long.BYTES, LENGTH_SIZE);
        put(high, Long.BYTES);
        put(low, Long.BYTES);
    }

    /** A value made of whole numbers of 2 bytes each. */
    public void shorts(int... values) {
        room(LENGTH_SIZE + 2 * values.length);
        put(2L * values.length, LENGTH_SIZE);
        for (int value : values) {
            put(value, 2);
        }
    }

    /** An {@code int2[]} of one dimension. */
    public void shortArray(int... values) {
        int[] head = {1, 0, /* int2 */ 21, values.length, 1};
        int size = 4 * head.length + (LENGTH_SIZE + 2) * values.length;
        room(LENGTH_SIZE + size);
        put(size, LENGTH_SIZE);
        for (int each : head) {
            put(each, 4);
        }
        for (int value : values) {
            put(2, LENGTH_SIZE);
            put(value, 2);
        }
    }

    /** A {@code jsonb} value: the version of its format, then its text. */
    public void jsonb(String text) throws BadValue {
        text(text, new byte[] {1});
    }

    /**
     * Any text.
     *
     * @return its length in characters, as PostgreSQL counts them
     * @throws BadValue when it holds NUL or half a surrogate pair, which PostgreSQL cannot store
     */
    public int text(String value) throws BadValue {
        return text(value, NOTHING);
    }

    private int text(String value, byte[] before) throws BadValue {
        int size = value.length();
        room(LENGTH_SIZE + before.length + 3 * size);
        int start = length;
        length += LENGTH_SIZE;
        for (byte each : before) {
            bytes[length++] = each;
        }
        int characters = utf8(value);
        int end = length;
        length = start;
        put(end - start - LENGTH_SIZE, LENGTH_SIZE);
        length = end;
        return characters;
    }

    private int utf8(String value) throws BadValue {
        int size = value.length();
        byte[] out = bytes;
        int at = length;
        int characters = size;
        for (int i = 0; i < size; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                if (c == 0) {
                    throw new BadValue("nul-character", "text without the NUL character");
                }
                out[at++] = (byte) c;
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

    /** Highest byte first. */
    private void put(long value, int size) {
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >> shift);
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
