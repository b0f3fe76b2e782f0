package io.waybill.format;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads ahead from a source on a thread of its own, so that reading continues while the last chunk is still being
 * processed. Only a few chunks wait at any time. An exception of the source is thrown here, after all chunks that came
 * before it. For one consumer. Nobody else may use the source, and its chunks must not share anything that it still
 * changes.
 */
public final class ReadAhead<T> implements Iterator<T>, Closeable {
    private static final int WAITING = 2;

    private final BlockingQueue<Taken<T>> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Closeable source;
    private final Thread thread;
    private Taken<T> next;

    /** A chunk, or the failure instead of one; neither at the end. */
    private record Taken<T>(T chunk, Throwable failure) {
        boolean isChunk() {
            return chunk != null;
        }
    }

    private ReadAhead(Iterator<T> chunks, Closeable source, String name) {
        this.source = requireNonNull(source, "source");
        this.thread = new Thread(() -> take(chunks), name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts reading at once.
     *
     * @param source of chunks that are not null; closed with this
     * @param name of the thread
     */
    public static <T, S extends Iterator<T> & Closeable> ReadAhead<T> of(S source, String name) {
        return new ReadAhead<>(source, source, name);
    }

    private void take(Iterator<T> chunks) {
        try {
            Throwable failure = null;
            try {
                while (chunks.hasNext()) {
                    waiting.put(new Taken<>(chunks.next(), null));
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            waiting.put(new Taken<>(null, failure));
        } catch (InterruptedException e) {
            // Closed: nobody needs more chunks.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = waiting.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new InterruptedIOException("The reading was interrupted"));
            }
        }
        if (next.failure instanceof RuntimeException e) {
            throw e;
        }
        if (next.failure instanceof Error e) {
            throw e;
        }
        return next.isChunk();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The source has no more chunks");
        }
        T chunk = next.chunk;
        next = null;
        return chunk;
    }

    /** Stops the reading, wherever it is, and closes the source. */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        source.close();
    }
}
