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

/** {@code waybill import users}. */
@Command(name = "users", description = "Users: who they are, where they belong, their roles.")
final class ImportUsersCommand implements Callable<Integer> {
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
        return options.run(parent, spec, "users", relations.flags(), Map.of());
    }
}
