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
 * A dump that can be read more than once, which is needed because its records may come in any order: a file, standard
 * input if that is a file, or a pipe copied to a temporary file (readable by its owner only, deleted when this is
 * closed).
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
     * The rest of a stream: read in place if it is a file, otherwise copied.
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

    /** Whether the channel is a file. A pipe has no position; a terminal or /dev/null has one, but no size. */
    private static boolean isFile(FileChannel channel) {
        try {
            return channel.position() >= 0 && channel.size() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Its name in messages. */
    public String name() {
        return name;
    }

    /** Its size in bytes. */
    public long size() throws IOException {
        return channel.size() - start;
    }

    /**
     * How many bytes all readings together have read so far, for progress; {@code ExtractNonUser} reads the file twice.
     * May be called from any thread.
     */
    public long bytesRead() {
        return bytesRead.get();
    }

    /**
     * Reads it from the start. Several readers do not disturb each other.
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
