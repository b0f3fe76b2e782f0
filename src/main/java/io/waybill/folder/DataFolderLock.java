package io.waybill.folder;

import io.waybill.model.MissingRight;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * The lock of one data folder: one process at a time on one machine may carry its drops. The operating system releases the lock when the
 * process ends, however it ends.
 */
public final class DataFolderLock implements AutoCloseable {
    /** Its files have names that begin with this. */
    static final String LOCK = ".lock";

    private static final String HOLDER = ".lock-holder";

    private static final long PAUSE_MILLIS = 50;

    private final FileChannel channel;
    private final Path holder;

    private DataFolderLock(FileChannel channel, Path holder) {
        this.channel = channel;
        this.holder = holder;
    }

    /**
     * Takes the lock if it is free.
     *
     * @param purpose what this process does, for the messages of other processes: {@code serve}
     * @return empty when another process, or another part of this one, holds it
     * @throws UnusableFolderException when the lock file cannot be written
     */
    public static Optional<DataFolderLock> take(DataFolder folder, String purpose) {
        Path file = folder.root().resolve(LOCK);
        Path holder = folder.root().resolve(HOLDER);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            writeHolder(holder, purpose);
            return Optional.of(new DataFolderLock(channel, holder));
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            return Optional.empty();
        } catch (IOException e) {
            closeQuietly(channel);
            throw new UnusableFolderException(
                    "The file " + file + " cannot be written. "
                            + MissingRight.toWriteInto(folder.root())
                                    .or(() -> MissingRight.toRead(file))
                                    .orElse("Run Waybill with the account that owns the data folder")
                            + ".",
                    e);
        }
    }

    /**
     * As {@link #take(DataFolder, String)}, but waits a while: a command may hold the lock for a moment, only to find out whether it is
     * free.
     *
     * @throws InterruptedException when this thread is interrupted
     */
    public static Optional<DataFolderLock> take(DataFolder folder, String purpose, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<DataFolderLock> lock = take(folder, purpose);
            if (lock.isPresent() || System.nanoTime() > deadline) {
                return lock;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Who holds the lock, for a message: {@code serve, process 4711}. Only a hint: the holder may have ended in the meantime. */
    public static String holder(DataFolder folder) {
        try {
            return Files.readString(folder.root().resolve(HOLDER)).strip();
        } catch (IOException e) {
            return "another process";
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(holder);
        } catch (IOException e) {
            // Only a hint for people; the lock itself has been released.
        }
        closeQuietly(channel);
    }

    /** In a file of its own: closing any handle of the locked file would release the lock. */
    private static void writeHolder(Path holder, String purpose) {
        try {
            Files.write(holder, text(purpose));
        } catch (IOException e) {
            // Only a hint for people; it may be missing, on a full disk for example.
        }
    }

    private static byte[] text(String purpose) {
        String text = purpose + ", process " + ProcessHandle.current().pid();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The operating system closes it with the process.
            }
        }
    }
}
