package io.waybill.lino.command;

import static java.util.Objects.requireNonNull;

import io.waybill.system.command.Dispatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill lino}: dumps of Lino sites, besides what is dropped into folders. */
@Command(
        name = "lino",
        description = "Dumps of Lino sites: looked into, compared, and made from a site's database.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LinoInspectCommand.class, LinoDiffCommand.class, LinoDumpCommand.class})
public final class LinoCommand implements Runnable {
    private final Dispatch dispatch;

    @Spec
    private CommandSpec spec;

    /** @param dispatch reads the settings and the database */
    public LinoCommand(Dispatch dispatch) {
        this.dispatch = requireNonNull(dispatch, "dispatch");
    }

    Dispatch dispatch() {
        return dispatch;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is needed: inspect, diff or dump.");
    }
}
