package io.waybill.lino.dump;

import io.waybill.format.WholeFile;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A dump that is written as a zip. */
final class DumpZip implements DumpPlace {
    private final WholeFile whole;
    private final ZipOutputStream zip;

    DumpZip(Path path) throws IOException {
        this.whole = new WholeFile(path);
        this.zip = new ZipOutputStream(new BufferedOutputStream(whole.out()));
    }

    @Override
    public OutputStream file(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        return new FilterOutputStream(zip) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                zip.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                zip.closeEntry();
            }
        };
    }

    @Override
    public void commit() throws IOException {
        zip.finish();
        zip.flush();
        whole.commit();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
