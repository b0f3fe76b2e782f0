package io.waybill.lino.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes literals of Python as its own {@code repr} does: texts in single quotes unless they have such quotes and no double ones; line ends,
 * and characters that nobody sees, as escapes.
 */
final class PythonOutput {
    private static final int STRETCH = 64 * 1024;
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
    private static final int CONTROLS = 0x20;
    private static final int DELETE = 0x7F;

    private final OutputStream out;
    private byte[] bytes = new byte[2 * STRETCH];
    private int length;
    private long written;

    /** @param out receives large blocks; not closed */
    PythonOutput(OutputStream out) {
        this.out = out;
    }

    /** How many bytes were written so far. */
    long written() {
        return written + length;
    }

    void put(char ascii) throws IOException {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    void put(String text) throws IOException {
        put(text.getBytes(UTF_8));
    }

    private void put(byte[] more) throws IOException {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** Bytes of ASCII as they are. */
    void put(byte[] ascii, int from, int to) throws IOException {
        room(to - from);
        System.arraycopy(ascii, from, bytes, length, to - from);
        length += to - from;
    }

    /** A text as a literal. */
    void literal(String text) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        literal(utf8, 0, utf8.length);
    }

    /** A text in UTF-8 as a literal. */
    void literal(byte[] utf8, int from, int to) throws IOException {
        boolean single = false;
        boolean twofold = false;
        for (int i = from; i < to; i++) {
            single |= utf8[i] == '\'';
            twofold |= utf8[i] == '"';
        }
        char quote = single && !twofold ? '"' : '\'';
        put(quote);
        for (int i = from; i < to; ) {
            room(12);
            int c = utf8[i];
            if (c >= CONTROLS && c != DELETE) {
                if (c == quote || c == '\\') {
                    bytes[length++] = '\\';
                }
                bytes[length++] = (byte) c;
                i++;
            } else if (c >= 0) {
                control(c);
                i++;
            } else {
                i = character(utf8, i);
            }
        }
        put(quote);
    }

    private void control(int c) {
        switch (c) {
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            default -> escape('x', c, 2);
        }
    }

    /** A character outside ASCII. Returns where the next one begins. */
    private int character(byte[] utf8, int from) {
        int lead = utf8[from] & 0xFF;
        int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        int code = lead & 0x3F >> more;
        for (int i = from + 1; i <= from + more; i++) {
            code = code << 6 | utf8[i] & 0x3F;
        }
        if (isVisible(code)) {
            System.arraycopy(utf8, from, bytes, length, more + 1);
            length += more + 1;
        } else if (code <= 0xFF) {
            escape('x', code, 2);
        } else if (code <= 0xFFFF) {
            escape('u', code, 4);
        } else {
            escape('U', code, 8);
        }
        return from + more + 1;
    }

    private static boolean isVisible(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private void escape(char letter) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) letter;
    }

    private void escape(char letter, int code, int digits) {
        escape(letter);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[code >> shift & 0xF];
        }
    }

    private void room(int more) throws IOException {
        if (length >= STRETCH) {
            flush();
        }
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** Hands on what is waiting. */
    void flush() throws IOException {
        out.write(bytes, 0, length);
        written += length;
        length = 0;
    }
}
