package io.waybill.cli;

import io.waybill.intake.WaybillPage;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill decline N}. */
@Command(
        name = "decline",
        description = {"Ends a held waybill; nothing is changed, its file goes to the error folder."})
final class DeclineCommand implements Callable<Integer> {
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
            requests.decide(number, false, person.by, note, fingerprint);
            return Optional.of(ledger -> ledger.show(number));
        });
        // Refused is what was asked for.
        return status == WaybillPage.FAILED ? WaybillPage.ALL_DELIVERED : status;
    }
}
