package io.waybill.cli;

import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.timetable.demo.MendedRejects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill demo merlin}. */
@Command(
        name = "merlin",
        description = {
            "Shows Merlin's files of an invented organisation of 500 people.",
            "Seven files are dropped at once; the roles that change hands wait for approval; what is wrong comes back as rejects.csv, is"
                    + " mended and dropped again; the same files change nothing a second time; all of it is taken back."
        })
final class DemoMerlinCommand implements Callable<Integer> {
    private static final FeedName MERLIN = new FeedName("merlin", FeedName.BATCH);
    private static final String CREATE_MISSING = "create-missing";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Demonstration demo = new Demonstration(spec)) {
            return show(demo);
        }
    }

    private static int show(Demonstration demo) throws IOException, InterruptedException {
        Path samples = demo.data().spool("samples");
        demo.say("1. An invented organisation, with some rows wrong on purpose: its files are dropped together into "
                + demo.data().inbox(MERLIN));
        SampleOrganization.ofTheDemo().write(samples);
        List<Path> files = Arrays.stream(MerlinFeed.values())
                .map(feed -> SampleOrganization.file(samples, feed))
                .toList();
        LedgerEntry first = demo.dropTogether(MERLIN, files, options(false));

        if (first.state() == State.HELD) {
            demo.say("2. Who holds a role sees everybody's pay, so it waits: it is approved");
            first = demo.approve(first);
        }
        Path rejects = demo.data().error(MERLIN, first.number()).resolve("rejects.csv");
        demo.say(
                "3. The rejects, " + rejects + ", with the best candidate chosen where there is one, are dropped back");
        Path mended = samples.resolve("rejects.csv");
        MendedRejects.write(rejects, mended);
        LedgerEntry mending = demo.drop(MERLIN, mended, DropOptions.NONE);

        demo.say("4. The same files once more: nothing is inserted, nothing updated, the same rows are wrong");
        LedgerEntry second = demo.dropTogether(MERLIN, files, options(true));

        demo.say("5. The mending is taken back, and then all the rest");
        LedgerEntry undone = demo.undo(mending);
        LedgerEntry all = demo.undo(first);
        demo.tell("All of it is in " + demo.data().root()
                + ": archive, error, backup, and log with a line for each row.");
        boolean failed = List.of(first, mending, second, undone, all).stream()
                .anyMatch(page -> page.exitStatus() == LedgerEntry.FAILED);
        return failed ? LedgerEntry.FAILED : LedgerEntry.ALL_DELIVERED;
    }

    private static DropOptions options(boolean again) {
        return new DropOptions(false, again, "", "", Map.of(CREATE_MISSING, "true"));
    }
}
