package io.waybill.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

    @Parameters(paramLabel = "N", description = "Number of the waybill.", converter = WaybillNumber.class)
    private long number;

    @Mixin
    private PersonAsking person;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept with it.", defaultValue = "")
    private String note;

    @Option(
            names = "--plan",
            paramLabel = "FINGERPRINT",
            description = "Only if the plan is still this one; waybill plan N shows it.")
    private String fingerprint;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int status = new Asked(spec).run(number, requests -> {
            requests.decide(number, true, person.by, note, fingerprint);
            return Optional.of(ledger -> ledger.show(number));
        });
        return status;
    }
}
