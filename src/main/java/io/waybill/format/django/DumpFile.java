package io.waybill.format.django;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Faults;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A dump that can be read more than once, since the order of its records cannot be relied on: a file, standard input when that
 * is a file, or a pipe that was copied into a temporary file (readable by its owner only, gone when this is closed).
 */
public final class DumpFile implements Closeable {
    private final FileChannel channel;
    private final long start;
    private final String name;
    private final AtomicLong bytesRead = new AtomicLong();

    private DumpFile(FileChannel channel, long start, String name) {
        this.channel = channel;
        this.start = start;
        this.name = requireNonNull(name, "name");
    }

    /**
     * @param name the file's name as its owner knows it, for messages
     * @throws IOException when it cannot be opened, or is a directory
     */
    public static DumpFile of(Path path, String name) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(name + " is a directory, expected a file");
        }
        return new DumpFile(FileChannel.open(path, StandardOpenOption.READ), 0, name);
    }

    /**
     * What a stream holds from where it stands: in place when it is a file, otherwise copied.
     *
     * @param name what to call it in messages
     */
    public static DumpFile of(InputStream in, String name) throws IOException {
        if (in instanceof FileInputStream) {
            FileChannel channel = ((FileInputStream) in).getChannel();
            if (isFile(channel)) {
                return new DumpFile(channel, channel.position(), name);
            }
        }
        Path copy = Files.createTempFile(".waybill-", ".dump");
        try {
            FileChannel channel = FileChannel.open(
                    copy, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            OutputStream out = Channels.newOutputStream(channel);
            in.transferTo(out);
            return new DumpFile(channel, 0, name);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /** A pipe has no position; a terminal or /dev/null has one, but no size. */
    private static boolean isFile(FileChannel channel) {
        try {
            return channel.position() >= 0 && channel.size() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What it is called in messages. */
    public String name() {
        return name;
    }

    /** Bytes. */
    public long size() throws IOException {
        return channel.size() - start;
    }

    /**
     * Bytes read so far by all readings together, for progress: {@code ExtractNonUser} reads twice {@link #size}. May be asked
     * from another thread.
     */
    public long bytesRead() {
        return bytesRead.get();
    }

    /**
     * Reads it from its start; several readers do not disturb one another.
     *
     * @param faults see {@link DjangoReader}
     */
    public DjangoReader read(Faults faults) {
        return new DjangoReader(bytes(), name, DjangoReader.CHUNK, faults);
    }

    /** Its bytes from the start. */
    public InputStream bytes() {
        return new ChannelInput(channel, start, bytesRead);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
