package io.waybill.lino.restore;

import io.waybill.format.Faults;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.DumpAccount;
import io.waybill.format.lino.LinoDump;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows of all files of a dump, in chunks, in the order in which the dump loads them. Compares what the files say of themselves. */
final class DumpChunks implements Iterator<DumpChunk>, Closeable {
    private final LinoDump dump;
    private final Faults faults;
    private final DumpAccount account = new DumpAccount();
    private int next;
    private String file;
    private DataFileReader reader;
    private long unknownEscapes;
    private boolean ended;

    /** @param faults gets whatever is wrong with the files */
    DumpChunks(LinoDump dump, Faults faults) {
        this.dump = dump;
        this.faults = faults;
    }

    @Override
    public boolean hasNext() {
        try {
            while (reader == null || !reader.hasNext()) {
                if (!nextFile()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean nextFile() throws IOException {
        close();
        List<String> files = dump.files();
        if (next == files.size()) {
            if (!ended) {
                account.check(faults);
                ended = true;
            }
            return false;
        }
        file = files.get(next++);
        reader = dump.read(file, faults);
        return true;
    }

    @Override
    public DumpChunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The dump has no more rows");
        }
        DumpChunk chunk =
                new DumpChunk(file, reader.next(), (next - 1.0) / dump.files().size());
        chunk.rows().forEach(account::count);
        return chunk;
    }

    /** How many backslashes stood before a letter that Python gives no meaning to. */
    long unknownEscapes() {
        return unknownEscapes;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            DataFileReader done = reader;
            reader = null;
            if (!done.hasNext()) {
                account.ended(file, done, faults);
                unknownEscapes += done.unknownEscapes();
            }
            done.close();
        }
    }
}
