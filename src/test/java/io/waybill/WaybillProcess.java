package io.waybill;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waybill as a process of its own, as people start it. */
public final class WaybillProcess implements AutoCloseable {
    /** The jar as it is shipped; empty for the classes of this build. */
    private static final String PROGRAM = System.getProperty("waybill.jar", "");

    private final Process process;
    private final Path out;
    private final Path err;

    private WaybillProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public static WaybillProcess start(TestHome home, List<String> jvm, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(jvm);
        if (PROGRAM.isEmpty()) {
            command.addAll(ClassArchive.options());
            command.add("io.waybill.Waybill");
        } else {
            command.addAll(List.of("-jar", PROGRAM));
        }
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(home.home(), "out", ".txt");
        Path err = Files.createTempFile(home.home(), "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(home.environment());
        return new WaybillProcess(builder.start(), out, err);
    }

    /** The JVM of this process, set to start quickly rather than to run quickly. */
    static List<String> java() {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC");
    }

    /** Runs it to its end. */
    public static WaybillProcess run(TestHome home, String... arguments) throws IOException, InterruptedException {
        WaybillProcess process = start(home, List.of(), arguments);
        process.exitStatus();
        return process;
    }

    /** Runs it to its end, with a text on its standard input. */
    public static WaybillProcess runWithInput(TestHome home, String input, String... arguments)
            throws IOException, InterruptedException {
        WaybillProcess process = start(home, List.of(), arguments);
        try (OutputStream in = process.process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        process.exitStatus();
        return process;
    }

    /** Waits for its end. */
    public int exitStatus() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end: " + out() + err());
        }
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    public void signal() {
        process.destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    public String out() {
        return text(out);
    }

    public String err() {
        return text(err);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        exitStatus();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
