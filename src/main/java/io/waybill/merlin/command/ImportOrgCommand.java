package io.waybill.merlin.command;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code waybill import org}. */
@Command(
        name = "org",
        description = "Organizations, chapters, tribes or teams: the header says which; a zip may hold all of them.")
final class ImportOrgCommand implements Callable<Integer> {
    private static final String FEEDS = "organizations,chapters,tribes,teams";

    @ParentCommand
    private ImportCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ImportOptions options;

    @Mixin
    private RelationOptions relations;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return options.run(parent, spec, "batch", relations.flags(), Map.of("feeds", FEEDS));
    }
}
