package io.waybill.cli;

import io.waybill.ledger.LedgerEntry;
import io.waybill.system.command.WaybillNumber;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The waybill that a command shows, and in which form. */
final class WaybillArgument {
    @Parameters(paramLabel = "N", description = "Number of the waybill.", converter = WaybillNumber.class)
    private long number;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    /** Shows a waybill. */
    interface View {
        /** Prints it; returns the exit status. */
        int print(LedgerAccess ledger, LedgerEntry waybill, PrintWriter out) throws IOException;
    }

    /** Whether it is to be shown as JSON. */
    boolean json() {
        return json;
    }

    /**
     * Finds the waybill and shows it, or says that it does not exist.
     *
     * @return the exit status
     */
    int show(CommandSpec spec, View view) throws IOException {
        Optional<LedgerAccess> access = LedgerAccess.open();
        if (access.isPresent()) {
            try (LedgerAccess ledger = access.get()) {
                Optional<LedgerEntry> waybill = ledger.reader().show(number);
                if (waybill.isPresent()) {
                    PrintWriter out = spec.commandLine().getOut();
                    int status = view.print(ledger, waybill.get(), out);
                    out.flush();
                    return status;
                }
            }
        }
        spec.commandLine().getErr().println("waybill: There is no waybill " + number + ": see waybill list.");
        return spec.exitCodeOnExecutionException();
    }
}
