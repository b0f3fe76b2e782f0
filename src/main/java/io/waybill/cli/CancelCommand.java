package io.waybill.cli;

import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Actor;
import io.waybill.ledger.audit.Deed;
import io.waybill.system.command.WaybillNumber;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill cancel N}. */
@Command(
        name = "cancel",
        description = {
            "Stops a waybill that is under way: nothing is changed, and its file goes to the error folder.",
            "One that has ended cannot be cancelled: undo it. One that is held is declined instead."
        })
final class CancelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "Number of the waybill.", converter = WaybillNumber.class)
    private long number;

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who cancels it; the ledger keeps it.")
    private String by;

    @Option(
            names = {"--reason", "--note"},
            paramLabel = "TEXT",
            required = true,
            description = "Why; kept with it. (--note is its name of old.)")
    private String reason;

    /** Exit status 0: it is cancelled. */
    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        return new LocalDispatch()
                .request(
                        number,
                        spec.commandLine().getOut(),
                        (requests, target, audit) -> {
                            requests.cancel(number, by, reason);
                            audit.add(Actor.atCommandLine(by), Deed.onWaybill(Act.CANCELLED, number, ""));
                            return Optional.of(ledger -> ledger.show(number));
                        },
                        page -> page.cancellation() != null ? 0 : page.exitStatus());
    }
}
