package io.waybill.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of a server whose first process was killed. Each goes on until the statement in hand has ended, and as long as one of them lives
 * PostgreSQL starts no new server on the same data, because the two would not know of each other. They are recognised by their working
 * directory, which is the data directory, where the system shows it (Linux).
 */
final class OrphanedSessions {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedSessions.class);
    private static final Duration MOST = Duration.ofSeconds(10);

    private OrphanedSessions() {}

    /**
     * Ends them at once, and waits until they have ended. What they have not committed is rolled back when the server starts again.
     *
     * @param cluster the data directory, whose first process is known to be gone
     */
    static void end(Path cluster) throws IOException, InterruptedException {
        List<ProcessHandle> orphans = of(cluster);
        if (orphans.isEmpty()) {
            return;
        }
        LOG.info(
                "The embedded database was killed while {} of its sessions were busy: they are ended, so that it can start again",
                orphans.size());
        for (ProcessHandle orphan : orphans) {
            orphan.destroyForcibly();
        }
        for (ProcessHandle orphan : orphans) {
            try {
                orphan.onExit().get(MOST.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("session {} is still there", orphan.pid(), e);
            }
        }
    }

    private static List<ProcessHandle> of(Path cluster) throws IOException {
        Path data = cluster.toRealPath();
        return ProcessHandle.allProcesses()
                .filter(process -> Objects.equals(workingDirectory(process), data) && isServer(process))
                .toList();
    }

    private static Path workingDirectory(ProcessHandle process) {
        return link(process, "cwd");
    }

    private static boolean isServer(ProcessHandle process) {
        Path program = link(process, "exe");
        return program != null && program.getFileName().toString().startsWith("postgres");
    }

    /** Null when the process has ended, belongs to somebody else, or the system does not show it. */
    private static Path link(ProcessHandle process, String name) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), name));
        } catch (IOException | RuntimeException e) {
            LOG.trace("process {} does not show its {}", process.pid(), name, e);
            return null;
        }
    }
}
