package io.waybill.cli;

import io.waybill.boot.Systems;
import io.waybill.delivery.Changes;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.naming.PlanFormat;
import io.waybill.delivery.naming.RowNames;
import io.waybill.ledger.LedgerEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Mixin
    private WaybillArgument waybill;

    @Option(names = "--rows", description = "Every row, column by column: old → new.")
    private boolean rows;

    @Option(names = "--table", paramLabel = "TABLE", description = "Rows of this table only.")
    private String table;

    @Option(names = "--fresh", description = "Only rows that were not in the plan when it was last reviewed.")
    private boolean fresh;

    @Override
    public Integer call() throws IOException {
        return waybill.show(spec, this::show);
    }

    private int show(LedgerAccess ledger, LedgerEntry page, PrintWriter out) throws IOException {
        if (page.plan().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("waybill: Waybill " + page.number() + " is "
                            + page.state().word() + " and has no plan.");
            return spec.exitCodeOnExecutionException();
        }
        Systems systems = Systems.on(ledger.settings());
        SecretColumns secrets = systems.secretColumns(ledger.settings());
        PlanFormat format = new PlanFormat(
                ledger.settings().zone(),
                new Changes(ledger.dataSource(), secrets),
                new RowNames(ledger.dataSource(), systems.rowNames(ledger.settings()), secrets));
        boolean withRows = rows || table != null || fresh;
        Changes.Filter filter = withRows ? new Changes.Filter(table, null, fresh, null) : null;
        if (waybill.json()) {
            format.json(page, filter, out);
        } else {
            format.text(page, filter, out);
        }
        return LedgerEntry.ALL_DELIVERED;
    }
}
