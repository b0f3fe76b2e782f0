package io.waybill.delivery.backup;

import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.model.FileDigest;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads one file of a backup by chunk, and computes its digest on the way. */
final class TableReading implements Iterator<List<DjangoRecord>>, Closeable {
    private static final int STRETCH = 64 << 10;

    private final Digested bytes;
    private final DjangoReader reader;
    private final Faults faults = new Faults();

    /** @throws IOException when it cannot be opened or is not a gzip file */
    TableReading(Path file) throws IOException {
        bytes = new Digested(Files.newInputStream(file));
        try {
            reader = new DjangoReader(
                    new GZIPInputStream(bytes, STRETCH), file.getFileName().toString(), DjangoReader.CHUNK, faults);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * @throws UncheckedIOException when it cannot be read or is not a complete gzip file
     * @throws io.waybill.format.BrokenFileException when it is not a dump
     */
    @Override
    public boolean hasNext() {
        return reader.hasNext();
    }

    @Override
    public List<DjangoRecord> next() {
        return reader.next();
    }

    /** The faults of single records so far. */
    Faults faults() {
        return faults;
    }

    /** How many bytes of the file were read so far. */
    long bytesRead() {
        return bytes.size;
    }

    /** The digest of the whole file, including anything after the dump. To be called last. */
    FileDigest digest() throws IOException {
        bytes.skipToEnd();
        return bytes.sum.end();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static final class Digested extends FilterInputStream {
        private final FileDigest.Sum sum = new FileDigest.Sum();
        private long size;

        Digested(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            if (read > 0) {
                sum.add(target, from, read);
                size += read;
            }
            return read;
        }

        @Override
        public long skip(long count) {
            throw new UnsupportedOperationException("every byte counts");
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        void skipToEnd() throws IOException {
            byte[] rest = new byte[STRETCH];
            while (read(rest, 0, rest.length) >= 0) {
                continue;
            }
        }
    }
}
