package io.waybill.cli;

import io.waybill.delivery.Changes;
import io.waybill.delivery.PlanFormat;
import io.waybill.ledger.LedgerEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill plan N}. */
@Command(
        name = "plan",
        description = {
            "Shows what a waybill would change, while it is held or was a preview, or has changed, once it is delivered."
        })
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "Number of the waybill.", converter = WaybillNumber.class)
    private long number;

    @Option(names = "--rows", description = "Every row, column by column: old → new.")
    private boolean rows;

    @Option(names = "--table", paramLabel = "TABLE", description = "Rows of this table only.")
    private String table;

    @Option(names = "--fresh", description = "Only rows that were not there when the plan was looked at before.")
    private boolean fresh;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Optional<LedgerAccess> access = LedgerAccess.open();
        if (access.isPresent()) {
            try (LedgerAccess ledger = access.get()) {
                Optional<LedgerEntry> page = ledger.reader().show(number);
                if (page.isPresent()) {
                    return show(ledger, page.get());
                }
            }
        }
        spec.commandLine().getErr().println("waybill: There is no waybill " + number + ": see waybill list.");
        return spec.exitCodeOnExecutionException();
    }

    private int show(LedgerAccess ledger, LedgerEntry page) throws IOException {
        if (page.plan().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "waybill: Waybill " + number + " is " + page.state().word() + " and has no plan.");
            return spec.exitCodeOnExecutionException();
        }
        PrintWriter out = spec.commandLine().getOut();
        PlanFormat format = new PlanFormat(ledger.settings().zone(), new Changes(ledger.dataSource()));
        Changes.Filter filter = new Changes.Filter(table, null, fresh, null);
        boolean withRows = rows || table != null || fresh;
        if (json) {
            format.json(page, withRows ? filter : null, out);
        } else {
            format.text(page, withRows ? filter : null, out);
        }
        out.flush();
        return LedgerEntry.ALL_DELIVERED;
    }
}
