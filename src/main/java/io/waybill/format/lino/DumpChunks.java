package io.waybill.format.lino;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The rows of all files of a dump, in chunks, in the order in which the dump loads them. Compares what the files say of themselves. A file
 * that is wrong hides no other one: reading goes on with the next.
 */
public final class DumpChunks implements Iterator<DumpChunk>, Closeable {
    private final LinoDump dump;
    private final Faults faults;
    private final DumpAccount account = new DumpAccount();
    private int next;
    private String file;
    private DataFileReader reader;
    private long unknownEscapes;
    private boolean ended;

    /** @param faults gets whatever is wrong with the files */
    public DumpChunks(LinoDump dump, Faults faults) {
        this.dump = dump;
        this.faults = faults;
        dump.missing().forEach(this::incomplete);
    }

    /**
     * Reads all files of a dump for nothing but what is wrong with them.
     *
     * @param faults gets it
     * @throws IOException when a file cannot be read
     */
    public static void readForFaults(LinoDump dump, Faults faults) throws IOException {
        try (DumpChunks chunks = new DumpChunks(dump, faults)) {
            chunks.forEachRemaining(chunk -> {});
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void incomplete(String missing) {
        dump.table(missing).ifPresent(account::incomplete);
    }

    @Override
    public boolean hasNext() {
        try {
            while (!isInFile()) {
                if (!nextFile()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether the file in hand has more rows. */
    private boolean isInFile() throws IOException {
        if (reader == null) {
            return false;
        }
        try {
            return reader.hasNext();
        } catch (BrokenFileException e) {
            broken(e);
            return false;
        }
    }

    private boolean nextFile() throws IOException {
        endFile();
        List<String> files = dump.files();
        if (next == files.size()) {
            if (!ended) {
                account.check(faults);
                ended = true;
            }
            return false;
        }
        file = files.get(next++);
        try {
            reader = dump.read(file, faults);
        } catch (BrokenFileException e) {
            broken(e);
        }
        return true;
    }

    private void endFile() throws IOException {
        if (reader != null) {
            account.ended(file, reader, faults);
            unknownEscapes += reader.unknownEscapes();
            close();
        }
    }

    /** Nothing more of the file in hand can be read. */
    private void broken(BrokenFileException e) throws IOException {
        faults.addAll(e);
        incomplete(file);
        close();
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
    public long unknownEscapes() {
        return unknownEscapes;
    }

    /** What people should know of them. */
    public String unknownEscapesSentence() {
        return unknownEscapes == 1
                ? "1 backslash stands before a letter that it means nothing with; it is kept, as Python keeps it."
                : String.format(
                        Locale.ROOT,
                        "%,d backslashes stand before letters that they mean nothing with; they are kept, as Python keeps them.",
                        unknownEscapes);
    }

    /** How many rows were read, by table, in the order of the names. */
    public Map<String, Long> rows() {
        return account.rows();
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
