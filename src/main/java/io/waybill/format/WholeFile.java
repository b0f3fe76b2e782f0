package io.waybill.format;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * An output file that appears whole or not at all: it is written beside its place under a hidden name, readable by its owner
 * only, and renamed when all of it is on disk. Closed without {@link #commit}, nothing is left of it.
 */
public final class WholeFile implements Closeable {
    private final Path target;
    private final Path hidden;
    private final FileChannel channel;
    private final OutputStream out;
    private boolean committed;

    /** @param target where it shall stand; an older file there is replaced on commit */
    public WholeFile(Path target) throws IOException {
        this.target = requireNonNull(target, "target").toAbsolutePath();
        this.hidden = Files.createTempFile(this.target.getParent(), "." + target.getFileName() + ".", ".part");
        this.channel = FileChannel.open(hidden, StandardOpenOption.WRITE);
        this.out = Channels.newOutputStream(channel);
    }

    /** Where to write; not buffered. */
    public OutputStream out() {
        return out;
    }

    /** Puts the file into its place. */
    public void commit() throws IOException {
        channel.force(true);
        channel.close();
        try {
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(hidden, target, StandardCopyOption.REPLACE_EXISTING);
        }
        committed = true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!committed) {
            Files.deleteIfExists(hidden);
        }
    }
}
