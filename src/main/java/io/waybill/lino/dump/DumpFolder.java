package io.waybill.lino.dump;

import io.waybill.folder.DataFolder;
import io.waybill.format.OwnerOnly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A dump that is written as a folder: it has a hidden name until it is complete. */
final class DumpFolder implements DumpPlace {
    private final Path path;
    private final Path hidden;

    DumpFolder(Path path) throws IOException {
        this.path = path;
        this.hidden = path.resolveSibling("." + path.getFileName() + ".part");
        // What a killed process left behind.
        delete();
        DataFolder.makePrivate(hidden);
    }

    @Override
    public OutputStream file(String name) throws IOException {
        return Files.newOutputStream(OwnerOnly.create(hidden.resolve(name)));
    }

    @Override
    public void commit() throws IOException {
        Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        delete();
    }

    /** Only files, as a dump has them: whatever else is there was not put there by a dump, and stays. */
    private void delete() throws IOException {
        if (Files.isDirectory(hidden)) {
            List<Path> files;
            try (Stream<Path> list = Files.list(hidden)) {
                files = list.toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(hidden);
        }
    }
}
