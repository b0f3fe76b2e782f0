package io.waybill.cli;

import io.waybill.boot.Application;
import io.waybill.boot.Version;
import io.waybill.database.EmbeddedDatabase;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.Inbox;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Requests;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.report.ProgressBar;
import io.waybill.report.WaybillText;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Waybill at work on invented data, in a data folder of its own and with the embedded database, told step by step. */
final class Demonstration implements AutoCloseable {
    /** A whole demonstration takes seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String OPERATOR = "demo";

    private final PrintWriter out;
    private final Settings settings;
    private final DataFolder data;
    private final ProgressBar bar = ProgressBar.onTerminal();
    private final Application application;

    /** Throws away what the one before has left, and starts. */
    Demonstration(CommandSpec spec) throws IOException {
        out = spec.commandLine().getOut();
        Settings everyday = Settings.read();
        settings = everyday.forDemonstration(everyday.data().resolve("demo"));
        LogSettings.of(settings);
        data = new DataFolder(settings.data());
        data.make();
        DataFolderLock lock = DataFolderLock.take(data, "demo")
                .orElseThrow(() -> new IllegalStateException("Another demo runs in " + data.root() + "."));
        if (Files.exists(data.root().resolve("postgres"))) {
            // A server that a killed demonstration left running is found and stopped.
            EmbeddedDatabase.open(data.root()).close();
        }
        data.clear();
        data.make();
        application = Application.start(settings, lock, bar);
        Runtime.getRuntime().addShutdownHook(new Thread(application::close, "waybill-signal"));
    }

    Settings settings() {
        return settings;
    }

    DataFolder data() {
        return data;
    }

    Application application() {
        return application;
    }

    /** A heading. */
    void say(String what) {
        out.println();
        out.println("== " + what);
        out.flush();
    }

    void tell(String sentence) {
        out.println(sentence);
        out.flush();
    }

    /** Drops a file, waits for its waybill and shows it. */
    LedgerEntry drop(FeedName feed, Path file, DropOptions options) throws IOException, InterruptedException {
        return ended(new Inbox(data).putWithToken(feed, file, options));
    }

    /** Drops several files at once. */
    LedgerEntry dropTogether(FeedName feed, List<Path> files, DropOptions options)
            throws IOException, InterruptedException {
        return ended(new Inbox(data).putTogether(feed, files, options));
    }

    LedgerEntry approve(LedgerEntry held) throws InterruptedException {
        requests()
                .decide(held.number(), true, OPERATOR, "as agreed", held.plan().fingerprint());
        return ended(
                ledger -> ledger.show(held.number()).filter(page -> page.state().terminal()),
                held.file().name());
    }

    LedgerEntry undo(LedgerEntry page) throws InterruptedException {
        String token = Requests.newToken();
        requests().undo(page.number(), false, OPERATOR, token).orElseThrow();
        return ended(token);
    }

    private Requests requests() {
        Ledger ledger = new Ledger(application.target().dataSource(), Clock.system(settings.zone()));
        return new Requests(ledger, application.ledger(), Version.current());
    }

    private LedgerEntry ended(String token) throws InterruptedException {
        return ended(WaybillWait.ofToken(token), "A drop");
    }

    private LedgerEntry ended(Carrier.Wanted wanted, String what) throws InterruptedException {
        Instant givenUp = Instant.now().plus(PATIENCE);
        LedgerEntry page = new WaybillWait(application.ledger(), data, bar)
                .forEnd(wanted, () -> Instant.now().isAfter(givenUp))
                .orElseThrow(() -> new IllegalStateException(
                        what + " was not carried within " + PATIENCE.toMinutes() + " minutes: see the log above."));
        out.println(new WaybillText(settings.zone()).page(page));
        out.flush();
        return page;
    }

    @Override
    public void close() {
        application.close();
    }
}
