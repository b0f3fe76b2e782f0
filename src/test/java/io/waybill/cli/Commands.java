package io.waybill.cli;

import io.waybill.TestHome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Runs Waybill's commands on a home in this process: like a process of its own, without the seconds that it takes to start. */
public final class Commands implements AutoCloseable {
    private final Map<String, String> properties = new LinkedHashMap<>();

    /** How a command ended, and what it printed. */
    public record Ended(int exitStatus, String out, String err) {}

    /** @param home whose settings all commands of this process have until this is closed */
    public Commands(TestHome home) throws IOException {
        this(home.home(), home.environment());
    }

    /**
     * @param folder for files that settings refer to
     * @param environment the settings that all commands of this process have until this is closed
     */
    public Commands(Path folder, Map<String, String> environment) throws IOException {
        for (Map.Entry<String, String> setting : environment.entrySet()) {
            String property = setting.getKey().toLowerCase(Locale.ROOT).replace('_', '.');
            if (property.endsWith("password")) {
                // A password on the command line is refused.
                Path file = Files.writeString(folder.resolve(property), setting.getValue());
                properties.put(property + "-file", file.toString());
            } else {
                properties.put(property, setting.getValue());
            }
        }
        properties.forEach(System::setProperty);
    }

    /** Runs a command to its end. */
    public Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                WaybillCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = command.execute(arguments);
        return new Ended(status, out.toString(), err.toString());
    }

    /** Runs a command to its end, with a text on its standard input. */
    public Ended runWithInput(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Override
    public void close() {
        properties.keySet().forEach(System::clearProperty);
    }
}
