package io.waybill.merlin.demo;

import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.MerlinFeed;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.system.demo.Demo;
import io.waybill.system.demo.Demonstration;
import io.waybill.system.demo.MendedRejects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A batch of Merlin's files of an invented organisation, its approval, its rejects, and the undo of all of it. */
public final class MerlinDemo implements Demo {
    private static final FeedName MERLIN = new FeedName("merlin", FeedName.BATCH);

    @Override
    public List<String> description() {
        return List.of(
                "Shows Merlin's files of an invented organisation of 500 people.",
                "Seven files are dropped at once; the roles that change hands wait for approval; what is wrong comes back as rejects.csv,"
                        + " is mended and dropped again; the same files change nothing a second time; everything is undone.");
    }

    @Override
    public int run(Demonstration demo) throws IOException, InterruptedException {
        Path samples = demo.data().spool("samples");
        demo.step("1. An invented organisation, with some rows wrong on purpose: its files are dropped together into "
                + demo.data().inbox(MERLIN));
        SampleOrganization.ofTheDemo().write(samples);
        List<Path> files = Arrays.stream(MerlinFeed.values())
                .map(feed -> SampleOrganization.file(samples, feed))
                .toList();
        LedgerEntry first = demo.dropTogether(MERLIN, files, options(false));

        if (first.state() == State.HELD) {
            demo.step("2. Who holds a role sees everybody's pay, so it waits: it is approved");
            first = demo.approve(first);
        }
        Path rejects = demo.data().error(MERLIN, first.number()).resolve("rejects.csv");
        demo.step(
                "3. The rejects, " + rejects + ", with the best candidate chosen where there is one, are dropped back");
        Path mended = samples.resolve("rejects.csv");
        MendedRejects.write(rejects, mended);
        LedgerEntry mending = demo.drop(MERLIN, mended, DropOptions.NONE);

        demo.step("4. The same files once more: nothing is inserted, nothing updated, the same rows are wrong");
        LedgerEntry second = demo.dropTogether(MERLIN, files, options(true));

        demo.step("5. The mending is undone, and then everything else");
        LedgerEntry undone = demo.undo(mending);
        LedgerEntry all = demo.undo(first);
        demo.print("All of it is in " + demo.data().root()
                + ": archive, error, backup, and log with a line for each row.");
        boolean failed = List.of(first, mending, second, undone, all).stream()
                .anyMatch(page -> page.exitStatus() == LedgerEntry.FAILED);
        return failed ? LedgerEntry.FAILED : LedgerEntry.ALL_DELIVERED;
    }

    private static DropOptions options(boolean again) {
        return new DropOptions(false, again, "", "", Map.of("create-missing", "true"));
    }
}
