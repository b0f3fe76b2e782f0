package io.waybill.cli;

import io.waybill.system.command.UndoOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill undo N}. */
@Command(
        name = "undo",
        description = {
            "Takes back exactly what one waybill changed, in one transaction, as a waybill of its own.",
            "When any of its rows has changed since, they are listed and nothing is touched."
        })
final class UndoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private UndoOptions options;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return new LocalDispatch().undo(options, spec.commandLine().getOut());
    }
}
