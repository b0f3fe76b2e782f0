package io.waybill.cli;

import io.waybill.ledger.LedgerLine;
import io.waybill.ledger.WaybillFilter;
import io.waybill.model.State;
import io.waybill.report.WaybillTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill list}. */
@Command(name = "list", description = "Lists waybills, the latest first.")
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--system", paramLabel = "NAME", description = "Only those of this system.")
    private String system;

    @Option(names = "--feed", paramLabel = "NAME", description = "Only those of this feed: FEED, or SYSTEM/FEED.")
    private String feed;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those in this state: @|italic ${COMPLETION-CANDIDATES}|@, in small letters.")
    private State state;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most so many (default: 20).")
    private int limit;

    @Option(names = "--offset", paramLabel = "N", defaultValue = "0", description = "Leave out so many of the latest.")
    private long offset;

    @Override
    public Integer call() throws IOException {
        if (limit < 1 || offset < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--limit must be above 0 and --offset must not be below 0.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Optional<LedgerAccess> access = LedgerAccess.open();
        if (access.isEmpty()) {
            out.print(new WaybillTable(ZoneId.systemDefault()).of(List.of()));
        } else {
            try (LedgerAccess ledger = access.get()) {
                List<LedgerLine> lines = ledger.reader().list(filter(), limit, offset);
                out.print(new WaybillTable(ledger.settings().zone()).of(lines));
            }
        }
        out.flush();
        return 0;
    }

    private WaybillFilter filter() {
        int slash = feed == null ? -1 : feed.indexOf('/');
        if (slash < 0) {
            return WaybillFilter.of(system, feed, state);
        }
        String itsSystem = feed.substring(0, slash);
        if (system != null && !system.equals(itsSystem)) {
            throw new ParameterException(
                    spec.commandLine(), "--system " + system + " and --feed " + feed + " contradict.");
        }
        return WaybillFilter.of(itsSystem, feed.substring(slash + 1), state);
    }
}
