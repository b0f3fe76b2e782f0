package io.waybill.cli;

import io.waybill.boot.Application;
import io.waybill.boot.Settings;
import io.waybill.database.EmbeddedDatabase;
import io.waybill.intake.DataFolder;
import io.waybill.intake.DataFolderLock;
import io.waybill.intake.DropOptions;
import io.waybill.intake.FeedName;
import io.waybill.intake.Inbox;
import io.waybill.intake.PageFormat;
import io.waybill.intake.ProgressBar;
import io.waybill.intake.WaybillPage;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.demo.MendedRejects;
import io.waybill.timetable.demo.PlaySeed;
import io.waybill.timetable.demo.SampleDumps;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waybill demo}: a whole refresh on invented dumps, in a data folder of its own. */
@Command(
        name = "demo",
        description = {
            "Shows a whole refresh of Timetable on invented dumps.",
            "Live's dump is dropped, Play's permissions are kept; those that match nothing come back as rejects.csv, are mended and"
                    + " dropped again. The embedded database is used, whatever target is set.",
            "All of it stays in the folder demo/ of the data folder, to be looked at; the next demo begins anew."
        })
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 2013;
    /** A whole demonstration takes seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final FeedName LIVE = new FeedName("timetable", "live");
    private static final FeedName PLAY = new FeedName("timetable", "play");
    private static final FeedName PERMISSIONS = new FeedName("timetable", "permissions");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--objects",
            paramLabel = "N",
            description = "About how many objects each dump has (default: ${DEFAULT-VALUE}).",
            defaultValue = "50000")
    private int objects;

    private PrintWriter out;
    private Settings settings;
    private DataFolder data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        out = spec.commandLine().getOut();
        Settings everyday = Settings.read();
        settings = everyday.forDemonstration(everyday.data().resolve("demo"));
        LogSettings.of(settings);
        data = new DataFolder(settings.data());
        data.make();
        DataFolderLock lock = DataFolderLock.take(data, "demo")
                .orElseThrow(() -> new IllegalStateException("Another demo runs in " + data.root() + "."));
        beginAnew();
        ProgressBar bar = ProgressBar.onTerminal();
        try (Application application = Application.start(settings, lock, bar)) {
            Runtime.getRuntime().addShutdownHook(new Thread(application::close, "waybill-signal"));
            return show(application, bar);
        }
    }

    private void beginAnew() throws IOException {
        if (Files.exists(data.root().resolve("postgres"))) {
            // A server that a killed demonstration left running is found and stopped.
            EmbeddedDatabase.open(data.root()).close();
        }
        data.clear();
        data.make();
    }

    private int show(Application application, ProgressBar bar) throws IOException, InterruptedException {
        Path samples = data.spool("samples");
        Path live = samples.resolve("live.dump");
        Path play = samples.resolve("play.dump");
        say("1. Invented dumps of about " + objects + " objects each, and Play as it is before the refresh");
        new SampleDumps(SEED, objects).write(live, play);
        new PlaySeed(application.target(), TimetableConfig.load(settings.config(), Clock.systemUTC()))
                .load(play, Long.MAX_VALUE);

        say("2. Live's dump is dropped into " + data.inbox(LIVE));
        WaybillPage refresh = drop(application, bar, LIVE, live);

        say("3. The same dump again, under another name");
        Path same = samples.resolve("live-again.dump");
        Files.copy(live, same);
        drop(application, bar, LIVE, same);

        Path rejects = data.error(LIVE, refresh.number()).resolve("rejects.csv");
        say("4. The rejects, " + rejects + ", with the best candidate chosen for each, are dropped back");
        Path mended = samples.resolve("rejects.csv");
        MendedRejects.write(rejects, mended);
        WaybillPage mending = drop(application, bar, PERMISSIONS, mended);

        say("5. Play's dump is dropped: its permissions as a CSV");
        drop(application, bar, PLAY, play);
        out.println("All of it is in " + data.root() + ": inbox, archive, error, outbox.");
        out.flush();
        return refresh.exitStatus() == WaybillPage.FAILED || mending.exitStatus() == WaybillPage.FAILED
                ? WaybillPage.FAILED
                : WaybillPage.ALL_DELIVERED;
    }

    private WaybillPage drop(Application application, ProgressBar bar, FeedName feed, Path file)
            throws IOException, InterruptedException {
        String token = new Inbox(data).putWithToken(feed, file, DropOptions.NONE);
        Instant givenUp = Instant.now().plus(PATIENCE);
        WaybillPage page = new Waiting(application.ledger(), data, bar)
                .forEnd(Waiting.ofToken(token), () -> Instant.now().isAfter(givenUp))
                .orElseThrow(() -> new IllegalStateException(file.getFileName() + " was not carried within "
                        + PATIENCE.toMinutes() + " minutes: see the log above."));
        out.println(new PageFormat(settings.zone()).text(page));
        out.flush();
        return page;
    }

    private void say(String what) {
        out.println();
        out.println("== " + what);
        out.flush();
    }
}
