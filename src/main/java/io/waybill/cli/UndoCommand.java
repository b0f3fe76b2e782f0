package io.waybill.cli;

import io.waybill.intake.Requests;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

    @Parameters(paramLabel = "N", description = "Number of the waybill.", converter = WaybillNumber.class)
    private long number;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who asks for it; the ledger keeps it (default: this account).",
            defaultValue = "${sys:user.name}")
    private String by;

    @Option(names = "--preview", description = "Plan only, change nothing.")
    private boolean preview;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        String token = Requests.newToken();
        return new Asked(spec).run(number, (requests, target) -> {
            Optional<Long> undo = requests.undo(number, preview, by, token);
            if (undo.isEmpty()) {
                spec.commandLine()
                        .getOut()
                        .println("Waybill " + number + " was taken back already: nothing is to be done.");
                spec.commandLine().getOut().flush();
            }
            return undo.map(each -> Waiting.ofToken(token));
        });
    }
}
