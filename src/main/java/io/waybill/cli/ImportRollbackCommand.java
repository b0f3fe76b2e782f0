package io.waybill.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill import rollback N}: another name of {@code waybill undo}. */
@Command(name = "rollback", description = "Takes back what one import changed, as waybill undo does.")
final class ImportRollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private UndoOptions undoing;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return undoing.run(spec);
    }
}
