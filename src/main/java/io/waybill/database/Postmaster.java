package io.waybill.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server process that {@code postmaster.pid} of a data directory speaks of.
 *
 * @param pid its process
 * @param port where it listens
 */
record Postmaster(long pid, int port) {

    /**
     * Reads {@code postmaster.pid}. Empty when there is none, when it is only being written, or when its process is gone or is
     * now another program.
     */
    static Optional<Postmaster> of(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        Postmaster found = new Postmaster(
                Long.parseLong(lines.get(0).strip()),
                Integer.parseInt(lines.get(3).strip()));
        return found.runs(cluster) ? Optional.of(found) : Optional.empty();
    }

    /** A process of that number may be another program after a crash: what it was started with tells, where we may see it. */
    private boolean runs(Path cluster) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        Optional<String> line = process.get().info().commandLine();
        return line.isEmpty() || line.get().contains("postgres") && line.get().contains(cluster.toString());
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Asks for a fast shutdown: open transactions are rolled back, a checkpoint is written. */
    void stop(Path cluster) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        List<String> command = windows
                ? List.of(pgCtlOf(cluster), "-D", cluster.toString(), "stop", "-m", "fast")
                : List.of("kill", "-INT", Long.toString(pid));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** {@code postmaster.opts} starts with the path of the server program; its tools stand beside it. */
    private static String pgCtlOf(Path cluster) throws IOException {
        String options = Files.readString(cluster.resolve("postmaster.opts"));
        String server = options.substring(0, options.indexOf(".exe") + 4).replace("\"", "");
        return Path.of(server).resolveSibling("pg_ctl.exe").toString();
    }
}
