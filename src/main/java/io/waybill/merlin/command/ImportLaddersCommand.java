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

/** {@code waybill import ladders}. */
@Command(name = "ladders", description = "Ladders, their aspects and levels, also in one file.")
final class ImportLaddersCommand implements Callable<Integer> {
    @ParentCommand
    private ImportCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ImportOptions options;

    @ArgGroup
    private Only only = new Only();

    @Option(
            names = "--force-update",
            description =
                    "Takes what the file says of ladders, aspects and levels in place of what the target has (always done).")
    private boolean forceUpdate;

    private static final class Only {
        @Option(names = "--ladders-only", description = "Takes only what the rows say of ladders.")
        private boolean ladders;

        @Option(names = "--aspects-only", description = "Takes only what they say of aspects.")
        private boolean aspects;

        @Option(names = "--levels-only", description = "Takes only what they say of levels.")
        private boolean levels;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return options.run(
                parent,
                spec,
                "ladders",
                Map.of(
                        "ladders-only", only.ladders,
                        "aspects-only", only.aspects,
                        "levels-only", only.levels,
                        "force-update", forceUpdate),
                Map.of());
    }
}
