package io.waybill.format.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** A file of a zip that is unpacked: its length and its sum have to be those that the list says. */
final class VerifiedStream extends InputStream {
    private final InputStream in;
    private final UnpackedBytes bytes;
    private final String entry;
    private final long size;
    private final long sum;
    private final CRC32 found = new CRC32();
    private long length;

    VerifiedStream(InputStream in, UnpackedBytes bytes, String entry, long size, long sum) {
        this.in = in;
        this.bytes = bytes;
        this.entry = entry;
        this.size = size;
        this.sum = sum;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        int read = unpack(target, offset, most);
        if (read > 0) {
            length += read;
            found.update(target, offset, read);
        }
        if (length > size || read < 0 && (length != size || found.getValue() != sum)) {
            throw ZipArchive.damaged(bytes, entry + ", which is not as it was packed");
        }
        return read;
    }

    private int unpack(byte[] target, int offset, int most) throws IOException {
        try {
            return in.read(target, offset, most);
        } catch (IOException e) {
            throw ZipArchive.damaged(e, bytes, entry);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw ZipArchive.damaged(bytes, entry);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
