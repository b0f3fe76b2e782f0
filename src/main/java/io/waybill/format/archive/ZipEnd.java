package io.waybill.format.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the last bytes of a zip say about the list of its files, which stands before them. It is looked at before the list is read.
 *
 * @param files how many files the list has
 * @param at where it begins in the file, whatever stands before the zip
 * @param bytes how long it is
 */
record ZipEnd(long files, long at, long bytes) {
    private static final int MARK = 0x06054b50;
    private static final int LARGE_MARK = 0x06064b50;
    private static final int LIST_MARK = 0x02014b50;

    private static final int LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    /** Of the second end, of a zip that has too much for the first, and of what says where that is. */
    private static final int LARGE_LENGTH = 56;

    private static final int LARGE_PLACE_LENGTH = 20;
    private static final int FILES = 10;
    private static final int BYTES = 12;
    private static final int COMMENT = 20;
    private static final int LARGE_FILES = 32;
    private static final int LARGE_BYTES = 40;
    private static final int SHORT = 0xFFFF;
    private static final long INT = 0xFFFFFFFFL;

    /**
     * Looks for the end of a zip.
     *
     * @return empty when the file is no zip, or one that is not whole
     * @throws IOException when it cannot be read
     */
    static Optional<ZipEnd> of(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            int length = (int) Math.min(size, LARGE_LENGTH + LARGE_PLACE_LENGTH + LENGTH + LONGEST_COMMENT);
            ByteBuffer tail = bytes(channel, size - length, length);
            for (int at = length - LENGTH; at >= 0 && at >= length - LENGTH - LONGEST_COMMENT; at--) {
                if (tail.getInt(at) == MARK && at + LENGTH + (tail.getShort(at + COMMENT) & SHORT) == length) {
                    ZipEnd end = at(tail, at, size - length);
                    return end.isList(channel) ? Optional.of(end) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    /** @param before how much of the file stands before the tail */
    private static ZipEnd at(ByteBuffer tail, int at, long before) {
        int large = at - LARGE_PLACE_LENGTH - LARGE_LENGTH;
        if (large >= 0 && tail.getInt(large) == LARGE_MARK) {
            long bytes = tail.getLong(large + LARGE_BYTES);
            return new ZipEnd(tail.getLong(large + LARGE_FILES), before + large - bytes, bytes);
        }
        long bytes = tail.getInt(at + BYTES) & INT;
        return new ZipEnd(tail.getShort(at + FILES) & SHORT, before + at - bytes, bytes);
    }

    private boolean isList(SeekableByteChannel channel) throws IOException {
        if (bytes == 0) {
            return files == 0;
        }
        return bytes >= Integer.BYTES
                && at >= 0
                && bytes(channel, at, Integer.BYTES).getInt(0) == LIST_MARK;
    }

    private static ByteBuffer bytes(SeekableByteChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(at);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes);
        }
        return bytes;
    }
}
