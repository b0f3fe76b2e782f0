package io.waybill.cli;

import io.waybill.TestHome;
import io.waybill.boot.Application;
import io.waybill.folder.DataFolderLock;
import io.waybill.report.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** A home whose folders are watched, and commands on it, all in this process: what a command does is as with {@code serve} beside it. */
final class ServedCommands implements AutoCloseable {
    private final Application application;
    private final List<String> properties = new ArrayList<>();

    /** What a command came to. */
    record Ended(int exitStatus, String out, String err) {}

    ServedCommands(TestHome home) throws IOException {
        for (Map.Entry<String, String> setting : home.environment().entrySet()) {
            String property = setting.getKey().toLowerCase(Locale.ROOT).replace('_', '.');
            if (property.endsWith("password")) {
                // On a command line it would be refused.
                Path file = Files.writeString(home.home().resolve(property), setting.getValue());
                set(property + "-file", file.toString());
            } else {
                set(property, setting.getValue());
            }
        }
        home.data().make();
        application = Application.start(
                home.settings(), DataFolderLock.take(home.data(), "test").orElseThrow(), ProgressBar.none());
    }

    private void set(String property, String value) {
        properties.add(property);
        System.setProperty(property, value);
    }

    Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                WaybillCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = command.execute(arguments);
        return new Ended(status, out.toString(), err.toString());
    }

    @Override
    public void close() {
        application.close();
        properties.forEach(System::clearProperty);
    }
}
