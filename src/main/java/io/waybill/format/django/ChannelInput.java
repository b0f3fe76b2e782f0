package io.waybill.format.django;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads a file from a given position without moving the channel's own, so that several readers can share the channel.
 * Does not close it.
 */
final class ChannelInput extends InputStream {
    private final FileChannel channel;
    private final AtomicLong count;
    private long position;

    /** @param count is increased by the number of bytes read */
    ChannelInput(FileChannel channel, long position, AtomicLong count) {
        this.count = count;
        this.channel = channel;
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int read = channel.read(ByteBuffer.wrap(b, off, len), position);
        if (read > 0) {
            position += read;
            count.addAndGet(read);
        }
        return read;
    }
}
