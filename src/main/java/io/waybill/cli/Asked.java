package io.waybill.cli;

import io.waybill.boot.OpenTarget;
import io.waybill.boot.Settings;
import io.waybill.boot.Version;
import io.waybill.cli.Carrier.Wanted;
import io.waybill.intake.DataFolder;
import io.waybill.intake.FeedName;
import io.waybill.intake.Ledger;
import io.waybill.intake.LedgerReader;
import io.waybill.intake.PageFormat;
import io.waybill.intake.RequestRefusedException;
import io.waybill.intake.Requests;
import io.waybill.intake.WatchedFeeds;
import io.waybill.intake.WaybillPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** What a person asks of a waybill that stands in the ledger: asked, carried, shown. */
final class Asked {
    private final CommandSpec spec;
    private final Settings settings;
    private final List<FeedName> feeds;

    /** @throws IOException when the routes cannot be read */
    Asked(CommandSpec spec) throws IOException {
        this.spec = spec;
        this.settings = Settings.read();
        LogSettings.of(settings);
        this.feeds = WatchedFeeds.of(settings.routes());
    }

    /**
     * Asks, waits for the waybill and shows it.
     *
     * @param number of the waybill that is asked about
     * @param request gives what to wait for; empty when nothing is to be done, which is said already
     * @return the exit status
     */
    int run(long number, Function<Requests, Optional<Wanted>> request) throws IOException, InterruptedException {
        if (!OpenTarget.mayExist(settings, feeds)) {
            throw new RequestRefusedException("There is no waybill " + number + ": see waybill list.");
        }
        DataFolder data = new DataFolder(settings.data());
        data.make();
        boolean[] nothingToDo = new boolean[1];
        List<WaybillPage> pages = new Carrier(settings, feeds, data).carry(target -> {
            LedgerReader reader = new LedgerReader(target.dataSource());
            Ledger ledger = new Ledger(target.dataSource(), Clock.system(settings.zone()));
            List<Wanted> wanted = request.apply(new Requests(ledger, reader, Version.current())).stream()
                    .toList();
            nothingToDo[0] = wanted.isEmpty();
            return wanted;
        });
        PrintWriter out = spec.commandLine().getOut();
        for (WaybillPage page : pages) {
            out.println(new PageFormat(settings.zone()).text(page));
            Path reason = data.error(page.feed(), page.number()).resolve("reason.txt");
            if (page.exitStatus() == WaybillPage.FAILED && Files.exists(reason)) {
                out.println(Files.readString(reason));
            }
        }
        out.flush();
        return nothingToDo[0]
                ? WaybillPage.ALL_DELIVERED
                : pages.stream().mapToInt(WaybillPage::exitStatus).max().orElse(WaybillPage.FAILED);
    }
}
