package io.waybill.system.demo;

import io.waybill.database.Target;
import io.waybill.folder.DataFolder;
import io.waybill.folder.Inbox;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.Requests;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.report.ProgressBar;
import io.waybill.report.WaybillText;
import io.waybill.settings.Settings;
import io.waybill.system.command.WaybillWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Waybill at work on invented data, in a data folder of its own and with the embedded database, shown step by step. */
public final class Demonstration {
    /** A whole demonstration takes seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String OPERATOR = "demo";

    private final Settings settings;
    private final Target target;
    private final OptionalInt objects;
    private final PrintWriter out;
    private final DataFolder data;
    private final LedgerReader ledger;
    private final ProgressBar bar = ProgressBar.onTerminal();

    /**
     * A demonstration in a Waybill that has been started.
     *
     * @param target the embedded database
     * @param objects about how many invented objects are wanted; empty: the demonstration decides
     * @param out where it is shown
     */
    public Demonstration(Settings settings, Target target, OptionalInt objects, PrintWriter out) {
        this.settings = settings;
        this.target = target;
        this.objects = objects;
        this.out = out;
        this.data = new DataFolder(settings.data());
        this.ledger = new LedgerReader(target.dataSource());
    }

    /** The settings of the demonstration. */
    public Settings settings() {
        return settings;
    }

    /** The data folder of the demonstration. */
    public DataFolder data() {
        return data;
    }

    /** The embedded database, with the system's tables. */
    public Target target() {
        return target;
    }

    /** About how many invented objects are wanted; empty when nobody said. */
    public OptionalInt objects() {
        return objects;
    }

    /** Prints the heading of a step. */
    public void step(String heading) {
        out.println();
        out.println("== " + heading);
        out.flush();
    }

    /** Prints a sentence. */
    public void print(String sentence) {
        out.println(sentence);
        out.flush();
    }

    /** Drops a file, waits for its waybill and shows it. */
    public LedgerEntry drop(FeedName feed, Path file, DropOptions options) throws IOException, InterruptedException {
        return ended(new Inbox(data).putWithToken(feed, file, options));
    }

    /** Drops several files at once, as one batch, waits for their waybill and shows it. */
    public LedgerEntry dropTogether(FeedName feed, List<Path> files, DropOptions options)
            throws IOException, InterruptedException {
        return ended(new Inbox(data).putTogether(feed, files, options));
    }

    /** Approves a held waybill, waits until it has ended and shows it. */
    public LedgerEntry approve(LedgerEntry held) throws InterruptedException {
        requests()
                .decide(held.number(), true, OPERATOR, "as agreed", held.plan().fingerprint());
        return ended(
                reader -> reader.show(held.number()).filter(page -> page.state().terminal()),
                held.file().name());
    }

    /**
     * Undoes a waybill, waits for the waybill of the undo and shows it.
     *
     * @return the waybill of the undo
     */
    public LedgerEntry undo(LedgerEntry page) throws InterruptedException {
        String token = DropOptions.newToken();
        requests().undo(page.number(), false, OPERATOR, token).orElseThrow();
        return ended(token);
    }

    private Requests requests() {
        return new Requests(new Ledger(target.dataSource(), Clock.system(settings.zone())), ledger, OPERATOR);
    }

    private LedgerEntry ended(String token) throws InterruptedException {
        return ended(WaybillWatch.ofToken(token), "The drop");
    }

    private LedgerEntry ended(WaybillWatch.Lookup lookup, String what) throws InterruptedException {
        Instant givenUp = Instant.now().plus(PATIENCE);
        LedgerEntry page = new WaybillWatch(ledger, data, bar)
                .untilEnd(lookup, () -> Instant.now().isAfter(givenUp))
                .orElseThrow(() -> new IllegalStateException(
                        what + " did not end within " + PATIENCE.toMinutes() + " minutes: see the log above."));
        print(new WaybillText(settings.zone()).page(page));
        return page;
    }
}
