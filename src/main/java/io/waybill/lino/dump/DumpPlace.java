package io.waybill.lino.dump;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where a dump is written: it appears whole, when it is complete, or not at all. One file at a time. */
interface DumpPlace extends Closeable {
    /**
     * Begins the dump.
     *
     * @param path of a folder, or of a zip when its name ends so; nothing may be there
     * @throws DumpFailedException when something is there, or there is no folder that it could be in
     */
    static DumpPlace begin(Path path) throws IOException {
        Path place = path.toAbsolutePath().normalize();
        if (Files.exists(place)) {
            throw new DumpFailedException(
                    path + " is there already, and a dump never replaces anything: name another place, or move it"
                            + " away.");
        }
        if (!Files.isDirectory(place.getParent())) {
            throw new DumpFailedException("There is no folder " + place.getParent() + " for the dump " + path
                    + ": make it, or name another place.");
        }
        boolean zip = place.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        return zip ? new DumpZip(place) : new DumpFolder(place);
    }

    /**
     * Begins a file; the one before it has been closed.
     *
     * @return where to write it, in large blocks
     */
    OutputStream file(String name) throws IOException;

    /** Makes the dump appear. */
    void commit() throws IOException;
}
