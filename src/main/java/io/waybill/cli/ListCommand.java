package io.waybill.cli;

import io.waybill.boot.Systems;
import io.waybill.ledger.LedgerLine;
import io.waybill.ledger.WaybillFilter;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.report.Emphasis;
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

    @Option(
            names = "--system",
            paramLabel = "SYSTEM",
            completionCandidates = KnownFeeds.SystemNames.class,
            description = "Only those of this system.")
    private String system;

    @Option(
            names = "--feed",
            paramLabel = "FEED",
            completionCandidates = KnownFeeds.FeedNames.class,
            description = "Only those of this feed: its name, alone or with its system (SYSTEM/FEED).")
    private String feed;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            converter = StateWord.class,
            completionCandidates = StateWord.Candidates.class,
            description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
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
        WaybillFilter filter = filter();
        PrintWriter out = spec.commandLine().getOut();
        Optional<LedgerAccess> access = LedgerAccess.open();
        if (access.isEmpty()) {
            out.print(new WaybillTable(ZoneId.systemDefault(), Emphasis.NONE).of(List.of()));
        } else {
            try (LedgerAccess ledger = access.get()) {
                List<LedgerLine> lines = ledger.reader().list(filter, limit, offset);
                out.print(new WaybillTable(ledger.settings().zone(), TerminalColours.ofThisTerminal()).of(lines));
            }
        }
        out.flush();
        return 0;
    }

    /** What is asked for. A name that no installed system has would find nothing, and so is refused. */
    private WaybillFilter filter() {
        KnownFeeds known = new KnownFeeds(Systems.installed());
        if (system != null && !known.hasSystem(system)) {
            throw new ParameterException(spec.commandLine(), known.noSystem(system));
        }
        int slash = feed == null ? -1 : feed.indexOf('/');
        if (slash < 0) {
            if (feed != null && !(system == null ? known.hasFeed(feed) : known.has(new FeedName(system, feed)))) {
                throw new ParameterException(
                        spec.commandLine(), known.noFeed(system == null ? feed : system + "/" + feed));
            }
            return WaybillFilter.of(system, feed, state);
        }
        FeedName whole = new FeedName(feed.substring(0, slash), feed.substring(slash + 1));
        if (!known.has(whole)) {
            throw new ParameterException(spec.commandLine(), known.noFeed(feed));
        }
        if (system != null && !system.equals(whole.system())) {
            throw new ParameterException(
                    spec.commandLine(), "--system " + system + " and --feed " + feed + " contradict.");
        }
        return WaybillFilter.of(whole.system(), whole.feed(), state);
    }
}
