package io.waybill.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill approve N}. */
@Command(
        name = "approve",
        description = {
            "Lets a held waybill go on: exactly the plan that was looked at is applied, once.",
            "When the target has moved since, the changed plan comes back for review instead."
        })
final class ApproveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DecisionOptions deciding;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return deciding.decide(spec, true);
    }
}
