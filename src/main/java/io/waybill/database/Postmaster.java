package io.waybill.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server process named in {@code postmaster.pid} of a data directory.
 *
 * @param pid its process id
 * @param port the port it listens on
 */
record Postmaster(long pid, int port) {

    /**
     * Reads {@code postmaster.pid}. Empty when the file is missing or still being written, or when its process has ended or its
     * process id now belongs to another program.
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

    /**
     * Whether the process is alive and is the server of that data directory. After a crash its process id may belong to another
     * program, or to a zombie: where the system shows the command line, that decides.
     */
    boolean runs(Path cluster) throws IOException {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return false;
        }
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        try {
            return !Files.isReadable(commandLine)
                    || new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8).contains(cluster.toString());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Requests a fast shutdown: open transactions are rolled back and a checkpoint is written. */
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

    /** {@code postmaster.opts} starts with the path of the server program; its tools are in the same folder. */
    private static String pgCtlOf(Path cluster) throws IOException {
        String options = Files.readString(cluster.resolve("postmaster.opts"));
        String server = options.substring(0, options.indexOf(".exe") + 4).replace("\"", "");
        return Path.of(server).resolveSibling("pg_ctl.exe").toString();
    }
}
