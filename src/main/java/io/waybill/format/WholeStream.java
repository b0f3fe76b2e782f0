package io.waybill.format;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Output to a stream, such as standard output, that appears whole or not at all: it is collected in a temporary file,
 * readable by its owner only, and copied when it is complete.
 */
public final class WholeStream implements Closeable {
    private final OutputStream target;
    private final FileChannel channel;
    private final OutputStream out;

    /** @param target receives everything on {@link #commit}; not closed */
    public WholeStream(OutputStream target) throws IOException {
        this.target = requireNonNull(target, "target");
        Path spool = Files.createTempFile(".waybill-", ".out");
        this.channel = FileChannel.open(
                spool, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        this.out = Channels.newOutputStream(channel);
    }

    /** Where to write; not buffered. */
    public OutputStream out() {
        return out;
    }

    /** Copies everything that was written to the target. */
    public void commit() throws IOException {
        if (target instanceof FileOutputStream) {
            FileChannel to = ((FileOutputStream) target).getChannel();
            long size = channel.size();
            for (long at = 0; at < size; ) {
                at += channel.transferTo(at, size - at, to);
            }
        } else {
            channel.position(0);
            Channels.newInputStream(channel).transferTo(target);
        }
        target.flush();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
