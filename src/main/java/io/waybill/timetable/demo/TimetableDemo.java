package io.waybill.timetable.demo;

import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.system.demo.Demo;
import io.waybill.system.demo.Demonstration;
import io.waybill.system.demo.MendedRejects;
import io.waybill.timetable.feed.PlayState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole refresh on invented dumps. */
public final class TimetableDemo implements Demo {
    private static final long SEED = 2013;
    private static final int OBJECTS = 50_000;
    private static final FeedName LIVE = new FeedName("timetable", "live");
    private static final FeedName PLAY = new FeedName("timetable", "play");
    private static final DropOptions LOAD = new DropOptions(false, false, "", "", Map.of(PlayState.OPTION, "true"));
    private static final FeedName PERMISSIONS = new FeedName("timetable", "permissions");

    @Override
    public List<String> description() {
        return List.of(
                "Shows a whole refresh of Timetable on invented dumps.",
                "Play's dump is loaded; Live's dump is dropped, Play's permissions are kept; those that match nothing come back as rejects.csv, are mended and"
                        + " dropped again.");
    }

    @Override
    public int run(Demonstration demo) throws IOException, InterruptedException {
        int objects = demo.objects().orElse(OBJECTS);
        Path samples = demo.data().spool("samples");
        Path live = samples.resolve("live.dump");
        Path play = samples.resolve("play.dump");
        demo.step("1. Invented dumps of about " + objects
                + " objects each; Play's is loaded, as it is before the refresh");
        new SampleDumps(SEED, objects).write(live, play);
        LedgerEntry state = demo.drop(PLAY, play, LOAD);

        demo.step("2. Live's dump is dropped into " + demo.data().inbox(LIVE));
        LedgerEntry refresh = demo.drop(LIVE, live, DropOptions.NONE);

        demo.step("3. The same dump again, under another name");
        Path same = samples.resolve("live-again.dump");
        Files.copy(live, same);
        demo.drop(LIVE, same, DropOptions.NONE);

        Path rejects = demo.data().error(LIVE, refresh.number()).resolve("rejects.csv");
        demo.step("4. The rejects, " + rejects + ", with the best candidate chosen for each, are dropped back");
        Path mended = samples.resolve("rejects.csv");
        MendedRejects.write(rejects, mended);
        LedgerEntry mending = demo.drop(PERMISSIONS, mended, DropOptions.NONE);

        demo.step("5. Play's dump is dropped once more, without the option: its permissions as a CSV");
        demo.drop(PLAY, play, DropOptions.NONE);
        demo.print("All of it is in " + demo.data().root() + ": inbox, archive, error, outbox; the dumps are in "
                + samples + ".");
        return state.exitStatus() == LedgerEntry.FAILED
                        || refresh.exitStatus() == LedgerEntry.FAILED
                        || mending.exitStatus() == LedgerEntry.FAILED
                ? LedgerEntry.FAILED
                : LedgerEntry.ALL_DELIVERED;
    }
}
