package io.waybill.delivery.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A growing buffer of bytes. */
final class Bytes {
    private byte[] array = new byte[4_096];
    private int length;

    int length() {
        return length;
    }

    /** The array that holds them, from 0 to {@link #length}; it must not be kept. */
    byte[] array() {
        return array;
    }

    void clear() {
        length = 0;
    }

    void put(int one) {
        room(1);
        array[length++] = (byte) one;
    }

    void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    void put(byte[] bytes, int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, array, length, to - from);
        length += to - from;
    }

    void put(String text) {
        put(text.getBytes(UTF_8));
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(array, 0, length);
    }

    @Override
    public String toString() {
        return new String(array, 0, length, UTF_8);
    }

    private void room(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(length, more), (int)
                    Math.min(2L * length, Integer.MAX_VALUE - 8L)));
        }
    }
}
