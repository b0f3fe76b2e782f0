package io.waybill.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill backup}. */
@Command(
        name = "backup",
        description = "The backups that were taken before deliveries, for feeds that ask for them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BackupListCommand.class, BackupVerifyCommand.class, BackupRestoreCommand.class})
final class BackupCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is needed: list, verify or restore.");
    }
}
