package io.waybill.cli;

import io.waybill.ledger.LedgerEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill show N}. */
@Command(name = "show", description = "Shows one waybill: what was carried, what was left behind and why.")
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "Number of the waybill.")
    private String number;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Optional<LedgerAccess> access = LedgerAccess.open();
        if (access.isPresent()) {
            try (LedgerAccess ledger = access.get()) {
                Optional<LedgerEntry> page = ledger.reader().show(number());
                if (page.isPresent()) {
                    PrintWriter out = spec.commandLine().getOut();
                    out.print(
                            json
                                    ? ledger.json().page(page.get())
                                    : ledger.text().page(page.get()));
                    out.flush();
                    return 0;
                }
            }
        }
        spec.commandLine().getErr().println("waybill: There is no waybill " + number + ": see waybill list.");
        return spec.exitCodeOnExecutionException();
    }

    private long number() {
        if (!number.matches("[0-9]{1,18}")) {
            throw new ParameterException(spec.commandLine(), "'" + number + "' is no number of a waybill.");
        }
        return Long.parseLong(number);
    }
}
