package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds the line and column of records and their values in a dump that has been read. The dump is opened only when
 * there is something to find; then its lines are counted once, with some bytes for each 64 KiB of the file.
 */
public final class DumpPlaces {
    private static final int BLOCK = 64 * 1024;
    private static final byte[] LIST = "[".getBytes(US_ASCII);

    private final Path file;
    private final String name;

    /** For each block, how many lines end before it. */
    private long[] lines;

    /** For each block, where the line begins whose bytes are the first of the block. */
    private long[] starts;

    /** @param name the file's name as its owner knows it */
    public DumpPlaces(Path file, String name) {
        this.file = requireNonNull(file, "file");
        this.name = requireNonNull(name, "name");
    }

    /**
     * The place of a field's value, or of the record when it does not have the field.
     *
     * @param offset in bytes of the record's opening brace
     * @param field null for the record itself
     * @return without line and column when the file cannot be read any more
     */
    public Position of(long offset, String field) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (lines == null) {
                countLines(channel);
            }
            return place(channel, field == null ? offset : valueAt(channel, offset, field));
        } catch (IOException | UncheckedIOException e) {
            return new Position(name, 0, 0, offset);
        }
    }

    /** Reads the record again, as the only one of a list. */
    private long valueAt(FileChannel channel, long offset, String field) throws IOException {
        InputStream record = new SequenceInputStream(
                new ByteArrayInputStream(LIST), new ChannelInput(channel, offset, new AtomicLong()));
        try (DjangoReader reader = new DjangoReader(record, name, 1, new Faults())) {
            return reader.hasNext()
                    ? offset + reader.next().get(0).position(field).offset() - LIST.length
                    : offset;
        } catch (BrokenFileException e) {
            return offset;
        }
    }

    private void countLines(FileChannel channel) throws IOException {
        int blocks = Math.toIntExact(channel.size() / BLOCK + 1);
        long[] ended = new long[blocks];
        long[] begun = new long[blocks];
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        long count = 0;
        long start = 0;
        for (int block = 0; block < blocks; block++) {
            ended[block] = count;
            begun[block] = start;
            read(channel, (long) block * BLOCK, bytes);
            for (int i = 0; i < bytes.limit(); i++) {
                if (bytes.get(i) == '\n') {
                    count++;
                    start = (long) block * BLOCK + i + 1;
                }
            }
        }
        lines = ended;
        starts = begun;
    }

    private Position place(FileChannel channel, long at) throws IOException {
        int block = Math.min((int) (at / BLOCK), lines.length - 1);
        long line = lines[block];
        long start = starts[block];
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        read(channel, (long) block * BLOCK, bytes);
        for (int i = 0; i < Math.min(bytes.limit(), at - (long) block * BLOCK); i++) {
            if (bytes.get(i) == '\n') {
                line++;
                start = (long) block * BLOCK + i + 1;
            }
        }
        return new Position(name, line + 1, at - start + 1, at);
    }

    private static void read(FileChannel channel, long from, ByteBuffer bytes) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
            continue;
        }
        bytes.flip();
    }
}
