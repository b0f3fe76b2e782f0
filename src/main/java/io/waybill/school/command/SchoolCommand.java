package io.waybill.school.command;

import static java.util.Objects.requireNonNull;

import io.waybill.system.command.Dispatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill school}: a school's calendar, besides the exports that are dropped into folders. */
@Command(
        name = "school",
        description = {
            "A school's calendar: the end of its year, the change to another system, and the records of an export.",
            "Each step is a waybill that can be previewed and undone."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClaimSourceCommand.class,
            TrimCommand.class,
            NewEraCommand.class,
            EndOfEraCommand.class,
            ConvertCommand.class,
            RecordsCommand.class
        })
public final class SchoolCommand implements Runnable {
    private final Dispatch dispatch;

    @Spec
    private CommandSpec spec;

    /** @param dispatch delivers what the commands ask for */
    public SchoolCommand(Dispatch dispatch) {
        this.dispatch = requireNonNull(dispatch, "dispatch");
    }

    Dispatch dispatch() {
        return dispatch;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "A command is needed: claim-source, trim, new-era, end-of-era, convert or records.");
    }
}
