package io.waybill.cli;

import io.waybill.boot.OpenTarget;
import io.waybill.boot.Version;
import io.waybill.cli.Carrier.Wanted;
import io.waybill.database.Target;
import io.waybill.folder.DataFolder;
import io.waybill.intake.WatchedFeeds;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.RequestRefusedException;
import io.waybill.ledger.Requests;
import io.waybill.model.FeedName;
import io.waybill.report.WaybillText;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What a person asks for without dropping a file: asked, carried, shown. */
final class RequestRun {
    private final CommandSpec spec;
    private final Settings settings;
    private final List<FeedName> feeds;

    /** @throws IOException when the routes cannot be read */
    RequestRun(CommandSpec spec) throws IOException {
        this.spec = spec;
        this.settings = Settings.read();
        LogSettings.of(settings);
        this.feeds = WatchedFeeds.of(settings.routes());
    }

    /** What is asked for. */
    interface Request {
        /** Asks, once. @return what to wait for; empty when nothing is to be done, which is said already */
        Optional<Wanted> ask(Requests requests, Target target) throws SQLException;
    }

    /** As {@link #run(String, Request)}, about a waybill. */
    int run(long number, Request request) throws IOException, SQLException, InterruptedException {
        return run("There is no waybill " + number + ": see waybill list.", request);
    }

    /**
     * Asks, waits for the waybill and shows it.
     *
     * @param nothing what to say when there is no database yet
     * @return the exit status
     */
    int run(String nothing, Request request) throws IOException, SQLException, InterruptedException {
        if (!OpenTarget.mayExist(settings, feeds)) {
            throw new RequestRefusedException(nothing);
        }
        DataFolder data = new DataFolder(settings.data());
        data.make();
        boolean[] nothingToDo = new boolean[1];
        List<LedgerEntry> pages = new Carrier(settings, feeds, data).carry(target -> {
            LedgerReader reader = new LedgerReader(target.dataSource());
            Ledger ledger = new Ledger(target.dataSource(), Clock.system(settings.zone()));
            List<Wanted> wanted = request.ask(new Requests(ledger, reader, Version.current()), target).stream()
                    .toList();
            nothingToDo[0] = wanted.isEmpty();
            return wanted;
        });
        PrintWriter out = spec.commandLine().getOut();
        for (LedgerEntry page : pages) {
            out.println(new WaybillText(settings.zone()).page(page));
            Path reason = data.error(page.feed(), page.number()).resolve("reason.txt");
            if (page.exitStatus() == LedgerEntry.FAILED && Files.exists(reason)) {
                out.println(Files.readString(reason));
            }
        }
        out.flush();
        return nothingToDo[0]
                ? LedgerEntry.ALL_DELIVERED
                : pages.stream().mapToInt(LedgerEntry::exitStatus).max().orElse(LedgerEntry.FAILED);
    }
}
