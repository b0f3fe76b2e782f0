package io.waybill.folder;

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
 * The right to carry the drops of one data folder: held by one process at a time on one machine. The operating system gives
 * it back when the process ends, however it ends.
 */
public final class DataFolderLock implements AutoCloseable {
    /** The names of its files begin so. */
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
     * Takes the lock if nobody has it.
     *
     * @param purpose what this process does, for the message that another one gives: {@code serve}
     * @return empty when another process, or another part of this one, has it
     * @throws UnusableFolderException when the lock's file cannot be written
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
            tell(holder, purpose);
            return Optional.of(new DataFolderLock(channel, holder));
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            return Optional.empty();
        } catch (IOException e) {
            closeQuietly(channel);
            throw new UnusableFolderException(
                    "The file " + file + " cannot be written (" + e.getMessage()
                            + "): run Waybill with the account that owns the data folder.",
                    e);
        }
    }

    /**
     * As {@link #take(DataFolder, String)}, but waits a while: a command may hold the lock for a moment only to see whether
     * anybody else does.
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

    /** Who has the lock, for a message: {@code serve, process 4711}. Not certain: the holder may have ended meanwhile. */
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
            // Only a hint for people; the lock itself is what counts.
        }
        closeQuietly(channel);
    }

    /** Not in the locked file itself: closing any handle of that file would give the lock back. */
    private static void tell(Path holder, String purpose) {
        try {
            Files.write(holder, text(purpose));
        } catch (IOException e) {
            // Only a hint for people; on a full disk it is missing.
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
