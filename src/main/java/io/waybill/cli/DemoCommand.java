package io.waybill.cli;

import io.waybill.boot.Application;
import io.waybill.boot.Systems;
import io.waybill.database.EmbeddedDatabase;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.system.WaybillSystem;
import io.waybill.system.demo.Demo;
import io.waybill.system.demo.Demonstration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code waybill demo}: what a system does, on invented data, in a data folder of its own. */
@Command(
        name = "demo",
        description = {
            "Shows what a system does, on invented data; without a name, the first system that has a demonstration.",
            "The embedded database is used, whatever target is set. All of it stays in the folder demo/ of the data folder, to be looked"
                    + " at; the next demo begins anew."
        },
        synopsisSubcommandLabel = "[SYSTEM]")
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--objects",
            paramLabel = "N",
            scope = ScopeType.INHERIT,
            description = "About how many objects to invent, where the demonstration lets you choose.")
    private Integer objects;

    /** Adds the demonstration of a system as a command of its own. */
    static void add(CommandLine demo, WaybillSystem system) {
        Optional<Demo> shown = system.demo();
        if (shown.isPresent()) {
            CommandLine command = new CommandLine(new SystemDemo(shown.get()));
            command.getCommandSpec()
                    .usageMessage()
                    .description(shown.get().description().toArray(String[]::new));
            demo.addSubcommand(system.name(), command);
        }
    }

    /** {@code waybill demo SYSTEM}. */
    @Command
    private static final class SystemDemo implements Callable<Integer> {
        private final Demo demo;

        @CommandLine.ParentCommand
        private DemoCommand parent;

        private SystemDemo(Demo demo) {
            this.demo = demo;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            return parent.show(Settings.read(), demo);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = Settings.read();
        Demo first = Systems.on(settings).all().stream()
                .flatMap(system -> system.demo().stream())
                .findFirst()
                .orElseThrow(
                        () -> new SettingsException("No system in " + settings.routes() + " has a demonstration."));
        return show(settings, first);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                // A file that only its owner may read, as one with a password, remains one.
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private int show(Settings everyday, Demo demo) throws IOException, InterruptedException {
        Settings settings = everyday.forDemonstration(everyday.data().resolve("demo"));
        LogSettings.apply(settings);
        DataFolder data = new DataFolder(settings.data());
        data.make();
        DataFolderLock lock = DataFolderLock.take(data, "demo")
                .orElseThrow(() -> new IllegalStateException("Another demo runs in " + data.root() + "."));
        if (Files.exists(data.root().resolve("postgres"))) {
            // A server that a killed demonstration has left running is found and stopped.
            EmbeddedDatabase.open(data.root()).close();
        }
        data.clear();
        data.make();
        copy(everyday.config(), settings.config());
        demo.configure(settings.config());
        try (Application application = Application.start(settings, lock)) {
            Runtime.getRuntime().addShutdownHook(new Thread(application::close, "waybill-signal"));
            OptionalInt wanted = objects == null ? OptionalInt.empty() : OptionalInt.of(objects);
            return demo.run(new Demonstration(
                    settings, application.target(), wanted, spec.commandLine().getOut()));
        }
    }
}
