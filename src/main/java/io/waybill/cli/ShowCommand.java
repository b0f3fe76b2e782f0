package io.waybill.cli;

import io.waybill.ledger.LedgerEntry;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill show N}. */
@Command(name = "show", description = "Shows one waybill: what was carried, what was left behind and why.")
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WaybillArgument waybill;

    @Override
    public Integer call() throws IOException {
        return waybill.show(spec, (ledger, page, out) -> {
            out.print(waybill.json() ? ledger.json().page(page) : ledger.text().page(page));
            return LedgerEntry.ALL_DELIVERED;
        });
    }
}
