package io.waybill.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Starts the program anew when the locale is not UTF-8, as under systemd, cron and in containers: Java takes the encoding of file names
 * from the locale when it starts, once and for all, and could then not name a file with a letter outside that encoding. This process
 * then only waits for the other one, passes a request to stop on to it, and ends with its status.
 */
public final class Relaunch {
    private static final String VARIABLE = "LC_ALL";
    private static final String LOCALE = "C.UTF-8";
    /** System property of the process that was started: which one waits for it. */
    private static final String WAITING = "relaunched.by";

    private static final int FAILED = 1;

    private Relaunch() {}

    /**
     * Does the work of this process in another one, if it has to be.
     *
     * @return the exit status of that one; empty when this process is to do its work itself
     */
    public static OptionalInt inUtf8() {
        watch(Long.getLong(WAITING, 0));
        boolean needless = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"))
                || LOCALE.equals(System.getenv(VARIABLE));
        List<byte[]> line = needless ? List.of() : CommandLineBytes.all();
        return line.isEmpty() ? OptionalInt.empty() : run(line);
    }

    private static OptionalInt run(List<byte[]> line) {
        ProcessBuilder builder = new ProcessBuilder(
                        command(line, program(), ProcessHandle.current().pid()))
                .inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put(VARIABLE, LOCALE);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            // This one does what it can: only names outside the locale are beyond it.
            return OptionalInt.empty();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "waybill-relaunch"));
        return OptionalInt.of(await(process));
    }

    /** A signal to this process is one to the other; a request to stop is as well answered by its status. */
    private static void stop(Process process) {
        process.destroy();
        Runtime.getRuntime().halt(await(process));
    }

    private static int await(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // There is nothing else to do here.
                continue;
            }
        }
    }

    /** Ends this process when the one that waits for it is gone, however that has ended: nobody would stop it any more. */
    private static void watch(long waiting) {
        if (waiting == 0) {
            return;
        }
        ProcessHandle.of(waiting)
                .ifPresentOrElse(
                        process -> process.onExit().thenRun(() -> System.exit(FAILED)), () -> System.exit(FAILED));
    }

    /** The Java of this process; empty when its path is not text here. */
    private static String program() {
        Path program = Path.of(System.getProperty("java.home"), "bin", "java");
        return Files.isExecutable(program) ? program.toString() : "";
    }

    /**
     * The same command line once more. Bytes beyond ASCII, which Java cannot pass on in this locale, are spelled out for a shell.
     *
     * @param program in the place of the first; empty to keep that
     * @param waiting the process that waits for it
     */
    static List<String> command(List<byte[]> line, String program, long waiting) {
        List<byte[]> all = new ArrayList<>(line);
        if (!program.isEmpty()) {
            all.set(0, program.getBytes(StandardCharsets.US_ASCII));
        }
        all.add(1, ("-D" + WAITING + "=" + waiting).getBytes(StandardCharsets.US_ASCII));
        if (all.stream().allMatch(Relaunch::isAscii)) {
            return all.stream()
                    .map(one -> new String(one, StandardCharsets.US_ASCII))
                    .toList();
        }
        StringBuilder script = new StringBuilder("exec");
        all.forEach(one -> script.append(' ').append(quoted(one)));
        return List.of("/bin/sh", "-c", script.toString());
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** For a shell: what is ASCII in single quotes, each run of other bytes as printf writes it. */
    private static String quoted(byte[] argument) {
        StringBuilder quoted = new StringBuilder("''");
        for (int i = 0; i < argument.length; ) {
            if (argument[i] < 0) {
                quoted.append("\"$(printf '");
                for (; i < argument.length && argument[i] < 0; i++) {
                    quoted.append(String.format("\\%03o", argument[i] & 0xFF));
                }
                quoted.append("')\"");
            } else {
                quoted.append('\'');
                for (; i < argument.length && argument[i] >= 0; i++) {
                    quoted.append(argument[i] == '\'' ? "'\\''" : String.valueOf((char) argument[i]));
                }
                quoted.append('\'');
            }
        }
        return quoted.toString();
    }
}
