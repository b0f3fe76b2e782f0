package io.waybill.cli;

import io.waybill.ledger.LedgerEntry;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill decline N}. */
@Command(name = "decline", description = "Ends a held waybill; nothing is changed, its file goes to the error folder.")
final class DeclineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DecisionOptions deciding;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        int status = deciding.decide(spec, false);
        // A declined waybill ends as refused: the command did what it was for.
        return status == LedgerEntry.FAILED ? LedgerEntry.ALL_DELIVERED : status;
    }
}
