package io.waybill.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The processes that use an embedded database: one small file for each, named after the process that created it. The last one
 * to leave stops the server; files of processes that died are recognised as stale and deleted.
 */
final class EmbeddedUsers {
    private final Path folder;

    EmbeddedUsers(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Registers this process; pass the result to {@link #leave}. */
    Path enter() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        return Files.createFile(folder.resolve(self.pid() + "_" + startOf(self) + "_" + UUID.randomUUID()));
    }

    /** Removes the entry that {@link #enter} returned. */
    void leave(Path entry) throws IOException {
        Files.deleteIfExists(entry);
    }

    /** Whether any process is left; deletes the files of those that have died. */
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
