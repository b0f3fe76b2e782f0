package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import io.waybill.format.OwnerOnly;
import io.waybill.format.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The file of accounts: each process sees the changes of the others at once, and they change it one after another. */
final class AccountFile {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path file;
    private volatile Known known = new Known(null, new AccountBook());

    /** @param folder that only its owner may enter */
    AccountFile(Path folder) {
        this.file = requireNonNull(folder, "folder").resolve("accounts.json");
    }

    /** The file when it was last read; the stamp is null when there was none. */
    private record Known(Stamp stamp, AccountBook book) {}

    private record Stamp(FileTime modified, long size, Object key) {}

    /** Another file of that folder. */
    Path beside(String name) {
        return file.resolveSibling(name);
    }

    /**
     * What is in it; not to be changed.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    AccountBook read() {
        Known before = known;
        try {
            Stamp stamp = stamp();
            if (before.stamp() == null || !before.stamp().equals(stamp)) {
                before = new Known(stamp, stamp == null ? new AccountBook() : AccountJson.read(file));
                known = before;
            }
            return before.book();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stamp stamp() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    /**
     * One change at a time among threads and processes, each of the latest state; one that throws changes nothing.
     *
     * @throws UncheckedIOException when the file cannot be read or written
     */
    synchronized void change(Consumer<AccountBook> change) {
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.WRITE);
                FileLock ours = lock(channel)) {
            AccountBook book = Files.exists(file) ? AccountJson.read(file) : new AccountBook();
            change.accept(book);
            WholeFile.write(file, AccountJson.text(book));
            known = new Known(null, new AccountBook());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operating system waits for other processes; a lock held in this process has to be tried again. */
    private static FileLock lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the accounts are being changed for too long", e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private Path lockFile() throws IOException {
        Path lock = beside("accounts.lock");
        try {
            return Files.exists(lock) ? lock : OwnerOnly.create(lock);
        } catch (FileAlreadyExistsException e) {
            return lock;
        }
    }
}
