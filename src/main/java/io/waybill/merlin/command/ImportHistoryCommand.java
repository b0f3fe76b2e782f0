package io.waybill.merlin.command;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code waybill import history}. */
@Command(name = "history", description = "Events of users, with their snapshots and notes.")
final class ImportHistoryCommand implements Callable<Integer> {
    @ParentCommand
    private ImportCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ImportOptions options;

    @ArgGroup
    private Existing existing = new Existing();

    private static final class Existing {
        @Option(
                names = "--update-existing",
                description = "Changes events that the target has where the file says something else of them.")
        private boolean update;

        @Option(names = "--skip-duplicates", description = "Leaves them as they are (default).")
        private boolean skip;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return options.run(
                parent,
                spec,
                "history",
                Map.of("update-existing", existing.update),
                existing.skip ? Map.of("update-existing", "false") : Map.of());
    }
}
