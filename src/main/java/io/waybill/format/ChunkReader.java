package io.waybill.format;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Reads what a file has in chunks, which are lists that are never empty: a splitter sends them on one by one. For one consumer.
 *
 * @param <T> what the file has: records or rows
 */
public abstract class ChunkReader<T> implements Iterator<List<T>>, Closeable {
    private final Closeable source;
    private final String file;
    private final int chunkSize;
    private List<T> next;
    private boolean done;

    /**
     * @param source closed with this reader
     * @param file its name as its owner knows it, for messages
     * @param chunkSize how much a chunk has at most
     */
    protected ChunkReader(Closeable source, String file, int chunkSize) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("A chunk of " + chunkSize);
        }
        this.source = requireNonNull(source, "source");
        this.file = requireNonNull(file, "file");
        this.chunkSize = chunkSize;
    }

    /**
     * Reads on.
     *
     * @param chunk gets what was read, in the order of the file
     * @param most how much a chunk has at most
     * @return false when the file has ended, whether the chunk has something or not
     * @throws IOException when the file cannot be read
     */
    protected abstract boolean readInto(List<T> chunk, int most) throws IOException;

    /** The file's name as its owner knows it. */
    protected final String file() {
        return file;
    }

    /**
     * Whether there is another chunk.
     *
     * @throws BrokenFileException when nothing more can be understood
     * @throws UncheckedIOException when the file cannot be read
     */
    @Override
    public final boolean hasNext() {
        while (next == null && !done) {
            List<T> chunk = new ArrayList<>(chunkSize);
            try {
                done = !readInto(chunk, chunkSize);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
            }
            next = chunk.isEmpty() ? null : chunk;
        }
        return next != null;
    }

    /** The next chunk, with at least one element. */
    @Override
    public final List<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException(file + " has nothing more");
        }
        List<T> chunk = next;
        next = null;
        return chunk;
    }

    /** Closes the file; there are no more chunks afterwards. */
    @Override
    public final void close() throws IOException {
        done = true;
        next = null;
        source.close();
    }
}
