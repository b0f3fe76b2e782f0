package io.waybill;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes temporary folders in memory where the machine has room for that: tests make and remove many small files, and none of these
 * has to survive. JUnit takes it for every {@code @TempDir}, see junit-platform.properties.
 */
public final class TestFolders implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM_BYTES = 3L << 30;

    /**
     * Makes a temporary folder.
     *
     * @param prefix of its name
     * @return the folder, which the caller removes
     */
    public static Path make(String prefix) throws IOException {
        return inMemory() ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix);
    }

    private static boolean inMemory() throws IOException {
        if (!Files.isDirectory(MEMORY) || !Files.isWritable(MEMORY)) {
            return false;
        }
        FileStore store = Files.getFileStore(MEMORY);
        return store.type().equals("tmpfs") && store.getUsableSpace() > ROOM_BYTES;
    }

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        return make("waybill-test-");
    }
}
