package io.waybill.lino.dump;

import io.waybill.model.FileDigest;
import java.io.IOException;
import java.io.OutputStream;

/** A file of a dump that is being written, and its digest. */
final class DigestedFile extends OutputStream {
    private final String name;
    private final OutputStream out;
    private final FileDigest.Sum sum = new FileDigest.Sum();

    DigestedFile(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        sum.add(bytes, from, length);
        out.write(bytes, from, length);
    }

    /** What the manifest says of the file; call it last. */
    DumpManifest.DumpedFile end() {
        FileDigest digest = sum.end();
        return new DumpManifest.DumpedFile(name, digest.size(), digest.sha256());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
