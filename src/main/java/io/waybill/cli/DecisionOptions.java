package io.waybill.cli;

import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Actor;
import io.waybill.ledger.audit.Deed;
import io.waybill.system.command.WaybillNumber;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person says about a held waybill: which one, who decides, why, and about which plan. */
final class DecisionOptions {
    @Parameters(paramLabel = "N", description = "Number of the waybill.", converter = WaybillNumber.class)
    private long number;

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who decides; the ledger keeps it.")
    private String by;

    @Option(
            names = {"--reason", "--note"},
            paramLabel = "TEXT",
            description = "Why; kept with it. (--note is its name of old.)",
            defaultValue = "")
    private String reason;

    @Option(
            names = "--plan",
            paramLabel = "FINGERPRINT",
            description = "Only if the plan is still this one; waybill plan N shows it.")
    private String fingerprint;

    /**
     * Records the decision, waits until the waybill has ended and shows it.
     *
     * @return the exit status
     */
    int decide(CommandSpec spec, boolean approved) throws IOException, SQLException, InterruptedException {
        return new LocalDispatch().request(number, spec.commandLine().getOut(), (requests, target, audit) -> {
            requests.decide(number, approved, by, reason, fingerprint);
            audit.add(Actor.atCommandLine(by), Deed.onWaybill(approved ? Act.APPROVED : Act.DECLINED, number, ""));
            return Optional.of(ledger -> ledger.show(number));
        });
    }
}
