package io.waybill.club;

import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.system.command.Dispatch;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill club FILE}. */
@Command(name = "club", description = "Delivers a CSV of members.")
final class ClubCommand implements Callable<Integer> {
    private final Dispatch dispatch;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The members.")
    private Path file;

    ClubCommand(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        List<LedgerEntry> waybills = dispatch.deliver(
                ClubSystem.MEMBERS,
                List.of(file),
                DropOptions.NONE,
                spec.commandLine().getOut());
        return waybills.stream().mapToInt(LedgerEntry::exitStatus).max().orElse(LedgerEntry.FAILED);
    }
}
