package io.waybill.merlin.command;

import static java.util.Objects.requireNonNull;

import io.waybill.system.command.Dispatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill import}: Merlin's files from the command line, by the routes that carry them from their folders. */
@Command(
        name = "import",
        description = "Merlin's users, organisation, ladders and history from CSV files.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            ImportUsersCommand.class,
            ImportOrgCommand.class,
            ImportLaddersCommand.class,
            ImportHistoryCommand.class,
            ImportRollbackCommand.class
        })
public final class ImportCommand implements Runnable {
    private final Dispatch dispatch;

    @Spec
    private CommandSpec spec;

    /**
     * The command with its subcommands.
     *
     * @param dispatch delivers what they import
     */
    public ImportCommand(Dispatch dispatch) {
        this.dispatch = requireNonNull(dispatch, "dispatch");
    }

    Dispatch dispatch() {
        return dispatch;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to import, or rollback.");
    }
}
