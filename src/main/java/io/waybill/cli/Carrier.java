package io.waybill.cli;

import io.waybill.boot.Application;
import io.waybill.boot.OpenTarget;
import io.waybill.database.Target;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.FeedName;
import io.waybill.report.ProgressBar;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Sees to it that what a command asks for is carried, and waits for it: by the process that watches the data folder, or by this one
 * when there is none, also when that other ends meanwhile.
 */
final class Carrier {
    private final Settings settings;
    private final List<FeedName> feeds;
    private final DataFolder data;

    /** @param feeds all that are watched; @param data made already */
    Carrier(Settings settings, List<FeedName> feeds, DataFolder data) {
        this.settings = settings;
        this.feeds = feeds;
        this.data = data;
    }

    /** What a command asks for. */
    interface Asking {
        /** Asks, once. @return the waybills to wait for */
        List<Wanted> ask(Target target) throws IOException, SQLException;
    }

    /** How a waybill is found that somebody waits for. */
    interface Wanted {
        /** @return empty while it is not there */
        Optional<LedgerEntry> find(LedgerReader ledger);
    }

    /**
     * Asks and waits.
     *
     * @return the pages, in the order in which they were asked for; empty when the waiting was cut off
     */
    List<LedgerEntry> carry(Asking asking) throws IOException, SQLException, InterruptedException {
        ProgressBar bar = ProgressBar.onTerminal();
        AtomicReference<DataFolderLock> lock = new AtomicReference<>();
        List<Wanted> wanted = null;
        if (!taken(lock)) {
            try (OpenTarget target = OpenTarget.of(settings, feeds)) {
                wanted = asking.ask(target.target());
                WaybillWait waiting =
                        new WaybillWait(new LedgerReader(target.target().dataSource()), data, bar);
                List<LedgerEntry> pages = await(waiting, wanted, () -> taken(lock));
                if (pages.size() == wanted.size()) {
                    return pages;
                }
            }
        }
        try (Application application = Application.start(settings.withoutHttp(), lock.get(), bar)) {
            Runtime.getRuntime().addShutdownHook(new Thread(application::close, "waybill-signal"));
            // Asked after the start, so that a start that fails leaves nothing behind.
            WaybillWait waiting = new WaybillWait(application.ledger(), data, ProgressBar.none());
            return await(waiting, wanted == null ? asking.ask(application.target()) : wanted, () -> false);
        }
    }

    private boolean taken(AtomicReference<DataFolderLock> lock) {
        DataFolderLock.take(data, "a command that waits").ifPresent(lock::set);
        return lock.get() != null;
    }

    private static List<LedgerEntry> await(WaybillWait waiting, List<Wanted> wanted, BooleanSupplier nobodyCarries)
            throws InterruptedException {
        List<LedgerEntry> pages = new ArrayList<>();
        for (Wanted each : wanted) {
            Optional<LedgerEntry> page = waiting.forEnd(each, nobodyCarries);
            if (page.isEmpty()) {
                return pages;
            }
            pages.add(page.get());
        }
        return pages;
    }
}
