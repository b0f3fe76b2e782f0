package io.waybill.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who uses an embedded database: one small file per user, named after the process that made it. The last user stops the
 * server; files of processes that died without saying so are seen to be stale and removed.
 */
final class EmbeddedUsers {
    private final Path folder;

    EmbeddedUsers(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Enters this process; give the answer back to {@link #leave}. */
    Path enter() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        return Files.createFile(folder.resolve(self.pid() + "_" + startOf(self) + "_" + UUID.randomUUID()));
    }

    void leave(Path entry) throws IOException {
        Files.deleteIfExists(entry);
    }

    /** Whether anyone is left; forgets processes that are gone. */
    boolean any() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(EmbeddedUsers::isAlive).count() > 0;
        }
    }

    private static boolean isAlive(Path entry) {
        String[] parts = entry.getFileName().toString().split("_", -1);
        boolean alive = parts.length == 3
                && ProcessHandle.of(Long.parseLong(parts[0]))
                        .filter(ProcessHandle::isAlive)
                        .filter(process ->
                                parts[1].equals("0") || startOf(process).equals(parts[1]))
                        .isPresent();
        if (!alive) {
            try {
                Files.deleteIfExists(entry);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return alive;
    }

    private static String startOf(ProcessHandle process) {
        return Long.toString(
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }
}
