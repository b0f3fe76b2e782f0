package io.waybill.merlin.command;

import io.waybill.system.command.UndoOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code waybill import rollback N}: another name of {@code waybill undo}. */
@Command(name = "rollback", description = "Undoes one import, as waybill undo does.")
final class ImportRollbackCommand implements Callable<Integer> {
    @ParentCommand
    private ImportCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private UndoOptions options;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return parent.dispatch().undo(options, spec.commandLine().getOut());
    }
}
