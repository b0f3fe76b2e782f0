package io.waybill.cli;

import io.waybill.boot.Application;
import io.waybill.boot.OpenTarget;
import io.waybill.boot.Systems;
import io.waybill.database.JointTransaction;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.Inbox;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.OwnPlanException;
import io.waybill.ledger.RequestRefusedException;
import io.waybill.ledger.Requests;
import io.waybill.ledger.audit.Act;
import io.waybill.ledger.audit.Actor;
import io.waybill.ledger.audit.Audit;
import io.waybill.ledger.audit.Deed;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.Version;
import io.waybill.report.ProgressBar;
import io.waybill.report.WaybillText;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.system.command.Dispatch;
import io.waybill.system.command.TargetReading;
import io.waybill.system.command.UndoOptions;
import io.waybill.system.command.WaybillWatch;
import io.waybill.system.command.WaybillWatch.Lookup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Delivers and undoes on this machine, by the process that serves the data folder; by this process when there is none, also when that
 * other one ends in the middle of it.
 */
final class LocalDispatch implements Dispatch {
    /** What a command asks for. */
    interface Order {
        /** Places the order, once. Returns the waybills to wait for. */
        List<Lookup> place(Target target) throws IOException, SQLException;
    }

    /** What a person asks for without a file. */
    interface Request {
        /**
         * Makes the request, once; it and its line in the audit list are one transaction.
         *
         * @return the waybill to wait for; empty when there is nothing to do, which it has said
         */
        Optional<Lookup> make(Requests requests, Target target, Audit audit) throws SQLException;
    }

    @Override
    public Settings settings() {
        Settings settings = Settings.read();
        LogSettings.apply(settings);
        return settings;
    }

    @Override
    public List<LedgerEntry> deliver(FeedName feed, List<Path> files, DropOptions options, PrintWriter out)
            throws IOException, SQLException, InterruptedException {
        Settings settings = settings();
        List<FeedName> known = Systems.on(settings).feeds();
        if (!known.contains(feed)) {
            throw new SettingsException("There is no feed " + feed + " here: put the file " + feed.system()
                    + ".camel.yaml into " + settings.routes() + ". There are: " + names(known) + ".");
        }
        DataFolder data = folder(settings);
        data.make(feed);
        List<LedgerEntry> pages = carry(
                settings,
                target -> put(data, feed, files, options).stream()
                        .map(WaybillWatch::ofToken)
                        .toList());
        print(pages, settings, out);
        return pages;
    }

    /**
     * Puts files into the inbox; several for a feed that takes batches as one drop.
     *
     * @return the tokens of the drops
     */
    static List<String> put(DataFolder data, FeedName feed, List<Path> files, DropOptions options) throws IOException {
        Inbox inbox = new Inbox(data);
        if (feed.isBatch() && files.size() > 1) {
            return List.of(inbox.putTogether(feed, files, options));
        }
        List<String> tokens = new ArrayList<>();
        for (Path file : files) {
            tokens.add(inbox.putWithToken(feed, file, options));
        }
        return tokens;
    }

    /** Feeds as a message lists them. */
    static String names(List<FeedName> feeds) {
        return feeds.stream().map(FeedName::toString).collect(Collectors.joining(", "));
    }

    @Override
    public int undo(UndoOptions options, PrintWriter out) throws IOException, SQLException, InterruptedException {
        long number = options.number();
        String token = DropOptions.newToken();
        return request(number, out, (requests, target, audit) -> {
            Optional<Long> undo = requests.undo(
                    number, options.requester().preview(), options.requester().name(), token);
            if (undo.isEmpty()) {
                out.println("Waybill " + number + " has been undone already: there is nothing to do.");
                out.flush();
            }
            if (undo.isPresent()) {
                String note = options.requester().preview() ? "preview" : "";
                audit.add(Actor.atCommandLine(options.requester().name()), Deed.onWaybill(Act.UNDONE, number, note));
            }
            return undo.map(each -> WaybillWatch.ofToken(token));
        });
    }

    @Override
    public <T> Optional<T> read(String system, TargetReading<T> reading) throws IOException, SQLException {
        Settings settings = settings();
        Optional<TargetSettings> own = settings.target(system);
        if (own.isPresent()) {
            try (Target target = Target.open(system, own.get())) {
                return Optional.of(reading.read(target));
            }
        }
        Optional<OpenTarget> open = OpenTarget.asItIs(settings, Systems.on(settings));
        if (open.isEmpty()) {
            return Optional.empty();
        }
        try (OpenTarget target = open.get()) {
            return Optional.of(reading.read(target.target()));
        }
    }

    /** As {@link #request(String, PrintWriter, Request)}, about a waybill. */
    int request(long number, PrintWriter out, Request request) throws IOException, SQLException, InterruptedException {
        return request(number, out, request, LedgerEntry::exitStatus);
    }

    /** The same, where the waybill says how the command ends. */
    int request(long number, PrintWriter out, Request request, ToIntFunction<LedgerEntry> status)
            throws IOException, SQLException, InterruptedException {
        return request("There is no waybill " + number + ": see waybill list.", out, request, status);
    }

    /**
     * Makes a request, waits for its waybill and shows it.
     *
     * @param noDatabase what to say when there is no database yet
     * @return the exit status
     */
    int request(String noDatabase, PrintWriter out, Request request)
            throws IOException, SQLException, InterruptedException {
        return request(noDatabase, out, request, LedgerEntry::exitStatus);
    }

    private int request(String noDatabase, PrintWriter out, Request request, ToIntFunction<LedgerEntry> status)
            throws IOException, SQLException, InterruptedException {
        Settings settings = settings();
        if (!OpenTarget.mayExist(settings, Systems.on(settings))) {
            throw new RequestRefusedException(noDatabase);
        }
        DataFolder data = folder(settings);
        boolean[] nothingToDo = new boolean[1];
        List<LedgerEntry> pages = carry(settings, target -> {
            List<Lookup> lookups = make(settings, target, request).stream().toList();
            nothingToDo[0] = lookups.isEmpty();
            return lookups;
        });
        for (LedgerEntry page : pages) {
            print(List.of(page), settings, out);
            Path reason = data.error(page.feed(), page.number()).resolve("reason.txt");
            if (status.applyAsInt(page) == LedgerEntry.FAILED && Files.exists(reason)) {
                out.println(Files.readString(reason));
                out.flush();
            }
        }
        return nothingToDo[0]
                ? LedgerEntry.ALL_DELIVERED
                : pages.stream().mapToInt(status).max().orElse(LedgerEntry.FAILED);
    }

    private static Optional<Lookup> make(Settings settings, Target target, Request request)
            throws IOException, SQLException {
        JointTransaction writing = new JointTransaction(target.dataSource());
        Clock clock = Clock.system(settings.zone());
        Requests requests = new Requests(
                new Ledger(writing, clock),
                new LedgerReader(target.dataSource()),
                Version.current(),
                settings.fourEyes());
        try {
            return writing.run(() -> request.make(requests, target, new Audit(writing, clock)));
        } catch (OwnPlanException e) {
            new Audit(writing, clock).add(Actor.atCommandLine(e.by()), Deed.ownPlan(e.waybill()));
            throw e;
        } catch (IOException | SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataFolder folder(Settings settings) {
        DataFolder data = new DataFolder(settings.data());
        data.make();
        return data;
    }

    private static void print(List<LedgerEntry> pages, Settings settings, PrintWriter out) {
        WaybillText text = new WaybillText(settings.zone(), TerminalColours.ofThisTerminal());
        pages.forEach(page -> out.println(text.page(page)));
        out.flush();
    }

    /**
     * Places an order and waits for its waybills.
     *
     * @return the waybills in the order in which they were asked for; fewer when the waiting was cut off
     */
    private static List<LedgerEntry> carry(Settings settings, Order order)
            throws IOException, SQLException, InterruptedException {
        ProgressBar bar = ProgressBar.onTerminal();
        DataFolder data = new DataFolder(settings.data());
        AtomicReference<DataFolderLock> lock = new AtomicReference<>();
        List<Lookup> lookups = null;
        if (!taken(data, lock)) {
            try (OpenTarget target = OpenTarget.of(settings, Systems.on(settings))) {
                lookups = order.place(target.target());
                WaybillWatch watch =
                        new WaybillWatch(new LedgerReader(target.target().dataSource()), data, bar);
                try (Interruption interruption = Interruption.ofWaiting(watch)) {
                    List<LedgerEntry> pages = await(watch, lookups, () -> taken(data, lock));
                    if (pages.size() == lookups.size()) {
                        return pages;
                    }
                }
            }
        }
        try (Application application = Application.start(settings.withoutHttp(), lock.get())) {
            Runtime.getRuntime().addShutdownHook(new Thread(application::close, "waybill-signal"));
            // Placed after the start, so that a start that fails leaves nothing behind.
            WaybillWatch watch = new WaybillWatch(application.ledger(), data, bar);
            List<Lookup> wanted = lookups == null ? order.place(application.target()) : lookups;
            try (Interruption interruption = Interruption.ofCarrying(watch, settings.stop())) {
                return await(watch, wanted, () -> false);
            }
        }
    }

    private static boolean taken(DataFolder data, AtomicReference<DataFolderLock> lock) {
        DataFolderLock.take(data, "a command that waits").ifPresent(lock::set);
        return lock.get() != null;
    }

    private static List<LedgerEntry> await(WaybillWatch watch, List<Lookup> lookups, BooleanSupplier abandoned)
            throws InterruptedException {
        List<LedgerEntry> pages = new ArrayList<>();
        for (Lookup each : lookups) {
            Optional<LedgerEntry> page = watch.untilEnd(each, abandoned);
            if (page.isEmpty()) {
                return pages;
            }
            pages.add(page.get());
        }
        return pages;
    }
}
