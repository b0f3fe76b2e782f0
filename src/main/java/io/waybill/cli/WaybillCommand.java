package io.waybill.cli;

import io.waybill.boot.Systems;
import io.waybill.model.Version;
import io.waybill.settings.SettingsException;
import io.waybill.system.WaybillSystem;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's name with nothing after it; the commands are below. */
@Command(
        name = "waybill",
        mixinStandardHelpOptions = true,
        versionProvider = WaybillCommand.OwnVersion.class,
        scope = CommandLine.ScopeType.INHERIT,
        sortOptions = false,
        description = "Drop a file into a folder, and organisational data moves safely into PostgreSQL.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:all delivered, or nothing was to be done",
            " 1:failed, and nothing was changed",
            " 2:the command line or a setting is wrong",
            " 3:delivered, but some records were rejected",
            " 4:held: a guard waits for somebody to approve or decline the plan"
        },
        subcommands = {
            ServeCommand.class,
            DropCommand.class,
            ListCommand.class,
            ShowCommand.class,
            PlanCommand.class,
            CancelCommand.class,
            ApproveCommand.class,
            DeclineCommand.class,
            UndoCommand.class,
            BackupCommand.class,
            ScheduleCommand.class,
            AccountCommand.class,
            DoctorCommand.class,
            DemoCommand.class,
            CompletionCommand.class
        })
public final class WaybillCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /**
     * Runs one command.
     *
     * @return the exit status of the process
     */
    public static int run(String... arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (SettingsException e) {
            System.err.println("waybill: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    /**
     * The engine's commands, and those of every system.
     *
     * @throws SettingsException when the systems contradict each other
     */
    static CommandLine commandLine() {
        CommandLine program = new CommandLine(new WaybillCommand());
        CommandLine demo = program.getSubcommands().get("demo");
        for (WaybillSystem system : Systems.installed().all()) {
            system.commands(new LocalDispatch()).forEach(command -> add(program, system, command));
            DemoCommand.add(demo, system);
        }
        return program.setExecutionExceptionHandler(new FailureMessages())
                .setParameterExceptionHandler(new FailureMessages())
                .registerConverter(Path.class, new FileArgument())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static void add(CommandLine program, WaybillSystem system, Object command) {
        CommandLine added = new CommandLine(command);
        String name = added.getCommandName();
        if (program.getSubcommands().containsKey(name)) {
            throw new SettingsException(
                    "The system " + system.name() + " has a command named " + name
                            + ", as Waybill or another system has: use another version of its jar, or take it out of lib/ext/.");
        }
        program.addSubcommand(added);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is needed.");
    }

    /** Says which Waybill this is. */
    static final class OwnVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Waybill " + Version.current()};
        }
    }
}
