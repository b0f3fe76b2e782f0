package io.waybill.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person says of a held waybill: which, who, why, and of which plan. */
final class DecisionOptions {
    @Parameters(paramLabel = "N", description = "Number of the waybill.", converter = WaybillNumber.class)
    private long number;

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who says so; the ledger keeps it.")
    private String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept with it.", defaultValue = "")
    private String note;

    @Option(
            names = "--plan",
            paramLabel = "FINGERPRINT",
            description = "Only if the plan is still this one; waybill plan N shows it.")
    private String fingerprint;

    /** Says it, waits for what comes of it and shows it. @return the exit status */
    int decide(CommandSpec spec, boolean approved) throws IOException, SQLException, InterruptedException {
        return new RequestRun(spec).run(number, (requests, target) -> {
            requests.decide(number, approved, by, note, fingerprint);
            return Optional.of(ledger -> ledger.show(number));
        });
    }
}
