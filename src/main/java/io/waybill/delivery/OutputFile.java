package io.waybill.delivery;

import io.waybill.format.WholeFile;
import io.waybill.model.FileDigest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A file for the outbox. A thread of its own writes and digests it while the drop is read and staged. The file appears
 * whole or not at all. To be used by one thread.
 */
public final class OutputFile implements Closeable {
    /** How many blocks may wait for the disk: a slow disk slows the reading down, but memory stays bounded. */
    private static final int MOST_WAITING = 16;

    private final Path place;
    private final WholeFile file;
    private final FileDigest.Sum sum = new FileDigest.Sum();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "waybill-output");
        thread.setDaemon(true);
        return thread;
    });
    private volatile IOException failure;

    private final OutputStream out = new OutputStream() {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            hand(Arrays.copyOfRange(bytes, from, from + length));
        }
    };

    /**
     * @param place path of the finished file
     * @throws IOException when it cannot be begun
     */
    public OutputFile(Path place) throws IOException {
        this.place = place;
        this.file = new WholeFile(place);
    }

    /** Where to write, in large blocks. A failure is reported by a later call. */
    public OutputStream out() {
        return out;
    }

    /**
     * Moves the file to its place when all of it is on the disk.
     *
     * @return the finished file; fails with an {@link UncheckedIOException} when any part could not be written
     */
    public CompletableFuture<WorkFile> complete() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        requireNoFailure();
                        file.commit();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return new WorkFile(place, sum.end());
                },
                writer);
    }

    /** Waits for the writing thread. Nothing is left of a file that was not completed. */
    @Override
    public void close() throws IOException {
        writer.shutdown();
        try {
            writer.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }

    private void hand(byte[] stretch) throws IOException {
        requireNoFailure();
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("while writing " + place.getFileName());
        }
        writer.execute(() -> write(stretch));
    }

    private void write(byte[] stretch) {
        try {
            if (failure == null) {
                file.out().write(stretch);
                sum.add(stretch, 0, stretch.length);
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            room.release();
        }
    }

    private void requireNoFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
