package io.waybill.cli;

import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.demo.MendedRejects;
import io.waybill.timetable.demo.PlaySeed;
import io.waybill.timetable.demo.SampleDumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
        },
        subcommands = DemoMerlinCommand.class)
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 2013;
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

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Demonstration demo = new Demonstration(spec)) {
            return show(demo);
        }
    }

    private int show(Demonstration demo) throws IOException, InterruptedException {
        Path samples = demo.data().spool("samples");
        Path live = samples.resolve("live.dump");
        Path play = samples.resolve("play.dump");
        demo.say("1. Invented dumps of about " + objects + " objects each, and Play as it is before the refresh");
        new SampleDumps(SEED, objects).write(live, play);
        new PlaySeed(
                        demo.application().target(),
                        TimetableConfig.load(demo.settings().config(), Clock.systemUTC()))
                .load(play, Long.MAX_VALUE);

        demo.say("2. Live's dump is dropped into " + demo.data().inbox(LIVE));
        LedgerEntry refresh = demo.drop(LIVE, live, DropOptions.NONE);

        demo.say("3. The same dump again, under another name");
        Path same = samples.resolve("live-again.dump");
        Files.copy(live, same);
        demo.drop(LIVE, same, DropOptions.NONE);

        Path rejects = demo.data().error(LIVE, refresh.number()).resolve("rejects.csv");
        demo.say("4. The rejects, " + rejects + ", with the best candidate chosen for each, are dropped back");
        Path mended = samples.resolve("rejects.csv");
        MendedRejects.write(rejects, mended);
        LedgerEntry mending = demo.drop(PERMISSIONS, mended, DropOptions.NONE);

        demo.say("5. Play's dump is dropped: its permissions as a CSV");
        demo.drop(PLAY, play, DropOptions.NONE);
        demo.tell("All of it is in " + demo.data().root() + ": inbox, archive, error, outbox.");
        return refresh.exitStatus() == LedgerEntry.FAILED || mending.exitStatus() == LedgerEntry.FAILED
                ? LedgerEntry.FAILED
                : LedgerEntry.ALL_DELIVERED;
    }
}
