package io.waybill.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * An output file that appears whole or not at all. It is written under a hidden name in the same folder, readable by
 * its owner only (mode 0600 where the file system has modes), forced to the disk, and renamed in one step. If it is
 * closed without {@link #commit}, nothing is left of it; what a killed process left behind is overwritten by the next
 * attempt. Only one writer per file at a time.
 */
public final class WholeFile implements Closeable {
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path target;
    private final Path hidden;
    private final FileChannel channel;
    private final OutputStream out;

    /**
     * Begins the file.
     *
     * @param target path of the finished file, in an existing folder; an older file is replaced on commit
     * @throws IOException when it cannot be begun
     */
    public WholeFile(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        this.hidden = NameBytes.in(this.target.getParent(), "." + NameBytes.readable(target) + ".part");
        Files.deleteIfExists(hidden);
        this.channel = FileChannel.open(hidden, NEW, OwnerOnly.attributes(hidden));
        this.out = Channels.newOutputStream(channel);
    }

    /**
     * Writes a small text file at once.
     *
     * @param target path of the file, as for the constructor
     * @param text written in UTF-8
     * @throws IOException when it cannot be written; an older file then stays as it was
     */
    public static void write(Path target, String text) throws IOException {
        try (WholeFile file = new WholeFile(target)) {
            file.out().write(text.getBytes(UTF_8));
            file.commit();
        }
    }

    /** Where to write; not buffered. */
    public OutputStream out() {
        return out;
    }

    /**
     * Makes the file appear under its name; nothing can be written afterwards.
     *
     * @throws IOException when it cannot be written
     */
    public void commit() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(hidden);
    }
}
