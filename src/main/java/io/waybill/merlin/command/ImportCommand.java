package io.waybill.merlin.command;

import static java.util.Objects.requireNonNull;

import io.waybill.system.command.Dispatch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    private final Function<Map<String, String>, List<String>> wrongOptions;

    @Spec
    private CommandSpec spec;

    /**
     * The command with its subcommands.
     *
     * @param dispatch delivers what they import
     * @param wrongOptions what is wrong with the options of a drop, a sentence for each
     */
    public ImportCommand(Dispatch dispatch, Function<Map<String, String>, List<String>> wrongOptions) {
        this.dispatch = requireNonNull(dispatch, "dispatch");
        this.wrongOptions = requireNonNull(wrongOptions, "wrongOptions");
    }

    Dispatch dispatch() {
        return dispatch;
    }

    /** What is wrong with the options of a drop, a sentence for each; none when nothing is. */
    List<String> wrongOptions(Map<String, String> options) {
        return wrongOptions.apply(options);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to import, or rollback.");
    }
}
