package io.waybill.cli;

import io.waybill.intake.Requests;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What taking a waybill back asks for, whatever the command is called. */
final class Undoing {
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

    int run(CommandSpec spec) throws IOException, SQLException, InterruptedException {
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
