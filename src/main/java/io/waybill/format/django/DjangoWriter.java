package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes records as a dump that {@code loaddata} reads: a JSON list with one record per line, each byte for byte as it
 * was read. A dump without records is {@code []}.
 */
public final class DjangoWriter implements Closeable {
    private static final int BUFFER = 64 << 10;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    private long written;

    /** @param out closed with this writer */
    public DjangoWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes a record byte for byte as it was read. */
    public void write(DjangoRecord record) throws IOException {
        separate();
        put(record.buffer(), record.start(), record.length());
        written++;
    }

    /**
     * Writes a record that was not read from a dump.
     *
     * @param json one JSON object in UTF-8
     */
    public void write(byte[] json) throws IOException {
        separate();
        put(json, 0, json.length);
        written++;
    }

    /** How many records were written. */
    public long written() {
        return written;
    }

    /** Ends the list. Without this the output is not a complete dump. */
    public void finish() throws IOException {
        byte[] end = (written == 0 ? "[]\n" : "\n]\n").getBytes(US_ASCII);
        put(end, 0, end.length);
        out.write(buffer, 0, used);
        used = 0;
        out.flush();
    }

    private void separate() throws IOException {
        if (BUFFER - used < 2) {
            out.write(buffer, 0, used);
            used = 0;
        }
        buffer[used++] = (byte) (written == 0 ? '[' : ',');
        buffer[used++] = '\n';
    }

    private void put(byte[] bytes, int from, int length) throws IOException {
        if (length > BUFFER - used) {
            out.write(buffer, 0, used);
            used = 0;
            if (length > BUFFER) {
                out.write(bytes, from, length);
                return;
            }
        }
        System.arraycopy(bytes, from, buffer, used, length);
        used += length;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
