package io.waybill.cli;

import io.waybill.boot.Version;
import io.waybill.timetable.command.TimetableCommands;
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
            ApproveCommand.class,
            DeclineCommand.class,
            UndoCommand.class,
            ImportCommand.class,
            BackupCommand.class,
            ScheduleCommand.class,
            AccountCommand.class,
            DemoCommand.class,
            TimetableCommands.class
        })
public final class WaybillCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs what the arguments say. @return the exit status of the process */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new WaybillCommand())
                .setExecutionExceptionHandler(new OneSentence())
                .setParameterExceptionHandler(new OneSentence())
                .setCaseInsensitiveEnumValuesAllowed(true);
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
