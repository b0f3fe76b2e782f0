package io.waybill.format.django;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.ChunkReader;
import io.waybill.format.Faults;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads a Django dump ({@code dumpdata}'s JSON: a list of objects with {@code pk}, {@code model} and {@code fields}) in
 * chunks. Reads each byte once, and keeps no more than a few hundred kilobytes in memory. The order of members and
 * models, white space and line ends do not matter; keys may be strings, and records may have up to 64 MiB.
 *
 * <p>A JSON syntax error ends the reading with a {@link BrokenFileException}, because nothing after it can be trusted.
 * If only one record is wrong (no model, a duplicate field, invalid UTF-8 in a string, …), it is left out with a fault
 * in {@link Faults}, and reading goes on, so that one run finds all faults of a file. The caller calls
 * {@link Faults#throwIfAny} at the end.
 */
public final class DjangoReader extends ChunkReader<DjangoRecord> {
    /** The usual number of records per chunk. */
    public static final int CHUNK = 1_000;

    /** A chunk also ends when its records keep this many bytes in memory. */
    private static final int CHUNK_BYTES = 4 << 20;

    private final Faults faults;
    private final RecordScanner records;

    /**
     * @param in the dump; closed with this reader
     * @param file its name as its owner knows it, for messages
     * @param chunkSize how many records a chunk has at most
     * @param faults collects the faults of single records
     */
    public DjangoReader(InputStream in, String file, int chunkSize, Faults faults) {
        this(in, in, file, chunkSize, faults);
    }

    private DjangoReader(Closeable source, InputStream in, String file, int chunkSize, Faults faults) {
        super(source, file, chunkSize);
        this.faults = requireNonNull(faults, "faults");
        this.records = new RecordScanner(in, file, faults);
    }

    /**
     * Opens a file.
     *
     * @param fileName its name as its owner knows it, for messages
     * @throws IOException when it cannot be opened, or is a directory
     */
    public static DjangoReader open(Path path, String fileName, Faults faults) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return new DjangoReader(channel, new ChannelInput(channel, 0, new AtomicLong()), fileName, CHUNK, faults);
    }

    /**
     * Reports the records that are left out with a fault but whose model and key can be read: a reference to such a record is not
     * dangling.
     *
     * @param listener gets them without their fields
     */
    public void onLeftOut(Consumer<DjangoRecord> listener) {
        records.onLeftOut(listener);
    }

    /** The faults of single records so far. */
    public Faults faults() {
        return faults;
    }

    /** How many bytes of the file were read and understood so far, for progress. */
    public long bytesRead() {
        return records.bytesRead();
    }

    /** How many elements of the list were read so far, including those left out with a fault. */
    public long recordsRead() {
        return records.recordsRead();
    }

    @Override
    protected boolean readInto(List<DjangoRecord> chunk, int most) throws IOException {
        records.beginChunk();
        byte[] last = null;
        long held = 0;
        while (chunk.size() < most && held <= CHUNK_BYTES) {
            if (!records.next()) {
                return false;
            }
            DjangoRecord record = records.record();
            if (record != null) {
                chunk.add(record);
                if (record.buffer() != last) {
                    last = record.buffer();
                    held += last.length;
                }
            }
        }
        return true;
    }
}
