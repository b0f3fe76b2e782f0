package io.waybill.cli;

import io.waybill.ledger.Requests;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** What taking a waybill back asks for, whatever the command is called. */
final class UndoOptions {
    @Parameters(paramLabel = "N", description = "Number of the waybill.", converter = WaybillNumber.class)
    private long number;

    @Mixin
    private AskedBy asked;

    int run(CommandSpec spec) throws IOException, SQLException, InterruptedException {
        String token = Requests.newToken();
        return new RequestRun(spec).run(number, (requests, target) -> {
            Optional<Long> undo = requests.undo(number, asked.preview(), asked.name(), token);
            if (undo.isEmpty()) {
                spec.commandLine()
                        .getOut()
                        .println("Waybill " + number + " was taken back already: nothing is to be done.");
                spec.commandLine().getOut().flush();
            }
            return undo.map(each -> WaybillWait.ofToken(token));
        });
    }
}
