package io.waybill.cli;

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
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What is to be imported? Or rollback.");
    }
}
