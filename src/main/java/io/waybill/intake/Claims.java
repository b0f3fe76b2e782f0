package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.DropNames;
import io.waybill.folder.FileMoves;
import io.waybill.folder.OptionsFile;
import io.waybill.folder.WorkFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.ReviewedPlan;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.DropChangedException;
import io.waybill.model.DropOptions;
import io.waybill.model.FailureSentence;
import io.waybill.model.FeedName;
import io.waybill.model.FileDigest;
import io.waybill.model.FileStamp;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes drops out of the inboxes. Each step can be the last before a crash: number, note, move, ledger. What a crash left
 * behind is taken up again from the work folders.
 */
final class Claims {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    /** So often a drop is begun; one that ends the process each time must not do so for ever. */
    private static final int MOST_ATTEMPTS = 10;

    private final DataFolder data;
    private final Ledger ledger;
    private final LedgerReader reader;
    private final FeedConfiguration configuration;
    private final String version;
    private final Clock clock;
    private final CrashPoints crashPoints;

    Claims(
            DataFolder data,
            Ledger ledger,
            LedgerReader reader,
            FeedConfiguration configuration,
            String version,
            Clock clock,
            CrashPoints crashPoints) {
        this.data = requireNonNull(data, "data");
        this.ledger = requireNonNull(ledger, "ledger");
        this.reader = requireNonNull(reader, "reader");
        this.configuration = requireNonNull(configuration, "configuration");
        this.version = requireNonNull(version, "version");
        this.clock = requireNonNull(clock, "clock");
        this.crashPoints = requireNonNull(crashPoints, "crashPoints");
    }

    /**
     * A waybill number that no work folder has.
     *
     * @throws LedgerException when the ledger does not answer
     */
    long freeNumber() {
        long number = ledger.nextNumber();
        while (Files.exists(data.work(number), LinkOption.NOFOLLOW_LINKS)) {
            number = ledger.nextNumber();
        }
        return number;
    }

    /**
     * Claims a file, or whatever else stands in an inbox under the name of a drop.
     *
     * @param number a free one
     * @param preview whether it stands in the preview folder
     * @throws IOException when it cannot be moved or read; then it stands in the inbox again
     * @throws LedgerException when the ledger does not answer; then it stands in the inbox again
     */
    Claim claim(long number, FeedName feed, boolean preview, Path file) throws IOException {
        WorkFolder.Note note =
                new WorkFolder.Note(feed, preview, file.getFileName().toString());
        WorkFolder work = WorkFolder.of(data, number);
        try {
            work.make();
            work.write(note);
            crashPoints.reach("noted");
            work.take(file);
            crashPoints.reach("claimed-moved");
            Claim claim = enter(number, note, work);
            crashPoints.reach("claimed");
            return claim;
        } catch (IOException | RuntimeException e) {
            unclaim(number, note, e);
            throw e;
        }
    }

    private void unclaim(long number, WorkFolder.Note note, Exception reason) {
        WorkFolder work = WorkFolder.of(data, number);
        try {
            if (work.note().isEmpty()) {
                // Nothing had been moved.
                work.delete();
            } else {
                giveBack(number, reason instanceof DropChangedException);
            }
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
            LOG.warn(
                    "{} stays in {} until it is taken up again: {}",
                    note.name(),
                    data.relative(data.work(number)),
                    FailureSentence.withoutValues(e));
        }
    }

    /** Whether a drop was on its way back to its inbox when that was cut off. */
    boolean isGoingBack(long number) {
        return WorkFolder.of(data, number).isGoingBack();
    }

    /**
     * Gives a claimed drop back to the inbox that it came from, with what stood beside it, and lets the ledger forget its waybill: as if
     * it had not been claimed. May be repeated; whatever is cut off is done at the next start. Where the ledger does not answer at
     * the moment it forgets later, and what is left of the work folder remembers that.
     *
     * @param toSettle whether it is not complete: then it is no longer said to be
     * @return where it stands; empty when it stays: its waybill has ended, by what the ledger says, or is held, or its plan was
     *     approved; or there is no drop
     * @throws IOException when it cannot be moved; it stays until it is taken up again
     * @throws LedgerException when only the ledger knows whether its waybill has ended; it stays until it is taken up again
     */
    Optional<Path> giveBack(long number, boolean toSettle) throws IOException {
        WorkFolder work = WorkFolder.of(data, number);
        Optional<WorkFolder.Note> note = work.note();
        if (note.isEmpty()) {
            return Optional.empty();
        }
        work.goBack();
        crashPoints.reach("going-back");
        if (toSettle) {
            work.forgetDone();
        }
        boolean sure = ledger.surelyUnderWay(number);
        if (!sure && !ledger.forget(number)) {
            work.stay();
            return Optional.empty();
        }
        Path place = work.putBack(note.get().inboxFile(data));
        crashPoints.reach("put-back");
        if (!sure || forgotten(number)) {
            crashPoints.reach("forgotten");
            work.delete();
        }
        return Optional.of(place);
    }

    private boolean forgotten(long number) {
        try {
            ledger.forget(number);
            return true;
        } catch (LedgerException e) {
            LOG.debug("Waybill {} is not forgotten yet: {}", number, e.getMessage());
            return false;
        }
    }

    /** The numbers of all drops that stand in work folders, oldest first. */
    List<Long> standing() throws IOException {
        try (Stream<Path> folders = Files.list(data.work())) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,17}"))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        }
    }

    /**
     * Takes up a drop that stands in its work folder and that nobody carries.
     *
     * @param hindered whether it was the target or this machine that cut it off: then that is not held against it
     * @return empty when there is nothing to do for it
     * @throws IOException when its folder cannot be read or changed
     * @throws LedgerException when the ledger does not answer
     */
    Optional<Claim> takeUp(long number, boolean hindered) throws IOException {
        WorkFolder work = WorkFolder.of(data, number);
        Optional<LedgerEntry> page = reader.show(number);
        if (page.isPresent() && page.get().kind() != WaybillKind.DROP) {
            return takeUpRequest(page.get(), work, hindered);
        }
        if (page.isPresent() && page.get().state() == State.HELD && !page.get().decided()) {
            hold(number);
            return Optional.empty();
        }
        work.release(data.held(number));
        Optional<WorkFolder.Note> note = work.note();
        if (note.isEmpty()) {
            // Ended before its note: nothing had been moved.
            work.delete();
            return Optional.empty();
        }
        if (page.isEmpty()) {
            return takeUpUnentered(number, note.get(), work);
        }
        Drop drop = page.get().drop(work.original(note.get().name()));
        if (page.get().state().terminal()) {
            return Optional.of(new Claim.Ended(drop, page.get()));
        }
        if (page.get().state() == State.HELD) {
            ReviewedPlan.Verdict verdict = page.get().plan().latestVerdict().orElseThrow();
            if (!verdict.approved()) {
                return Optional.of(new Claim.Declined(drop, verdict));
            }
            LOG.info("Waybill {} ({}) was approved: carried on", number, drop.feed());
        } else if (page.get().run().attempts() >= MOST_ATTEMPTS && !hindered) {
            return Optional.of(new Claim.Hopeless(drop, page.get().run().attempts()));
        } else {
            tellBegunAnew(number, drop.feed().toString(), hindered);
        }
        FileMoves.deleteTree(work.error());
        ledger.restart(number, !hindered);
        return Optional.of(judge(asItIsNow(drop), note.get(), work));
    }

    /** While nobody carried it, it may have been written to. */
    private static Drop asItIsNow(Drop drop) throws IOException {
        if (!isFile(drop.file())) {
            return drop;
        }
        Drop now = drop.withStamp(FileStamp.of(drop.file()));
        drop.requireUnchanged();
        return now;
    }

    /** What was asked for without a file; its work folder is there only when it came to write something. */
    private Optional<Claim> takeUpRequest(LedgerEntry page, WorkFolder work, boolean hindered) throws IOException {
        Drop drop = page.drop(work.path());
        if (page.state().terminal()) {
            return Files.exists(work.path()) ? Optional.of(new Claim.Ended(drop, page)) : Optional.empty();
        }
        if (page.run().attempts() >= MOST_ATTEMPTS && !hindered) {
            return Optional.of(new Claim.Hopeless(drop, page.run().attempts()));
        }
        if (page.state() != State.CLAIMED) {
            tellBegunAnew(page.number(), drop.fileName(), hindered);
            FileMoves.deleteTree(work.error());
            ledger.restart(page.number(), !hindered);
        }
        return Optional.of(new Claim.Accepted(drop));
    }

    private static void tellBegunAnew(long number, String what, boolean hindered) {
        if (hindered) {
            LOG.debug("Waybill {} ({}): another try", number, what);
        } else {
            LOG.info("Waybill {} ({}) was not finished: begun anew", number, what);
        }
    }

    /** Puts a held drop aside until somebody has approved or declined it. */
    void hold(long number) throws IOException {
        WorkFolder work = WorkFolder.of(data, number);
        Optional<WorkFolder.Note> note = work.note();
        if (note.isPresent()) {
            FileMoves.moveAll(
                    work.log(State.HELD), data.rowLogs(note.get().feed().system()));
        }
        work.hold(data.held(number));
    }

    /** Whether a held drop of this data folder is put aside there. */
    boolean holds(long number) {
        return Files.exists(data.held(number));
    }

    private Optional<Claim> takeUpUnentered(long number, WorkFolder.Note note, WorkFolder work) throws IOException {
        if (work.hasOriginal(note.name())) {
            return Optional.of(enter(number, note, work));
        }
        work.putBack(note.inboxFile(data));
        work.delete();
        return Optional.empty();
    }

    private Claim enter(long number, WorkFolder.Note note, WorkFolder work) throws IOException {
        Path original = work.original(note.name());
        FileStamp stamp = FileStamp.UNKNOWN;
        FileDigest digest = FileDigest.NOTHING;
        if (isFile(original)) {
            stamp = FileStamp.of(original);
            digest = FileDigest.of(original);
            if (!stamp.isLike(FileStamp.of(original))) {
                throw new DropChangedException(note.name());
            }
        }
        Drop drop = new Drop(
                number,
                WaybillKind.DROP,
                note.feed(),
                original,
                note.name(),
                digest.size(),
                digest.sha256(),
                readableOptions(note, work),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                stamp);
        ledger.claim(
                drop,
                configuration.digest(note.feed(), drop.options().others()),
                System.getProperty("user.name", "unknown"),
                version);
        return judge(drop, note, work);
    }

    private Claim judge(Drop drop, WorkFolder.Note note, WorkFolder work) throws IOException {
        if (!isFile(drop.file())) {
            return new Claim.Refused(drop, notAFile(drop));
        }
        try {
            options(note, work);
        } catch (BrokenFileException e) {
            return new Claim.Refused(drop, e);
        }
        return ledger.endIfCarriedBefore(drop) ? new Claim.CarriedBefore(drop) : new Claim.Accepted(drop);
    }

    private static boolean isFile(Path original) {
        return Files.isRegularFile(original, LinkOption.NOFOLLOW_LINKS);
    }

    private static DropOptions readableOptions(WorkFolder.Note note, WorkFolder work) throws IOException {
        try {
            return options(note, work);
        } catch (BrokenFileException e) {
            return DropOptions.NONE;
        }
    }

    private static DropOptions options(WorkFolder.Note note, WorkFolder work) throws IOException {
        DropOptions options = OptionsFile.read(work.options(), note.name() + DropNames.OPTIONS);
        return note.preview()
                ? new DropOptions(true, options.again(), options.token(), options.by(), options.others())
                : options;
    }

    private static BrokenFileException notAFile(Drop drop) {
        String found = Files.isSymbolicLink(drop.file())
                ? "a symbolic link"
                : Files.isDirectory(drop.file()) ? "a folder" : "neither file nor folder";
        return new BrokenFileException(Fault.ofFile(
                Position.of(drop.fileName()),
                "not-a-file",
                found,
                "a file",
                "Drop the file itself; several files one by one."));
    }
}
