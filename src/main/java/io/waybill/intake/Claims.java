package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.DropNames;
import io.waybill.folder.FileMoves;
import io.waybill.folder.OptionsFile;
import io.waybill.folder.PackedFolder;
import io.waybill.folder.WorkFolder;
import io.waybill.format.BinaryFile;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes drops out of the inboxes: a number, a note in the work folder, the move, the entry in the ledger. The process may crash
 * after any of these steps; what it left behind is taken up again from the work folders.
 */
public final class Claims {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    /** Maximum attempts: a drop that always crashes the process must not be retried for ever. */
    private static final int MOST_ATTEMPTS = 10;
    /** Maximum failures within one process of a drop that can neither be carried nor ended. */
    private static final int MOST_FAILURES = 5;

    private final DataFolder data;
    private final Ledger ledger;
    private final LedgerReader reader;
    private final FeedConfiguration configuration;
    private final OptionNames optionNames;
    private final Set<FeedName> archiveFeeds;
    private final Clock clock;
    private final CrashPoints crashPoints;

    /**
     * Claims the drops of one data folder.
     *
     * @param configuration what, besides the bytes, decides whether two drops are the same
     * @param optionNames the options that a drop may have
     * @param archiveFeeds feeds that unpack files themselves, and know what they can unpack
     * @param crashPoints where a test may end the process
     */
    public Claims(
            DataFolder data,
            Ledger ledger,
            LedgerReader reader,
            FeedConfiguration configuration,
            OptionNames optionNames,
            Set<FeedName> archiveFeeds,
            Clock clock,
            CrashPoints crashPoints) {
        this.data = requireNonNull(data, "data");
        this.ledger = requireNonNull(ledger, "ledger");
        this.reader = requireNonNull(reader, "reader");
        this.configuration = requireNonNull(configuration, "configuration");
        this.optionNames = requireNonNull(optionNames, "optionNames");
        this.archiveFeeds = Set.copyOf(archiveFeeds);
        this.clock = requireNonNull(clock, "clock");
        this.crashPoints = requireNonNull(crashPoints, "crashPoints");
    }

    /**
     * Returns a waybill number that no work folder has.
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
     * Claims a file, or whatever else is in an inbox under the name of a drop.
     *
     * @param number from {@link #freeNumber}
     * @param preview whether it is in the preview folder
     * @throws StuckFileException when it alone cannot be moved
     * @throws IOException when it cannot be moved or read; it is then back in the inbox
     * @throws LedgerException when the ledger does not answer; it is then back in the inbox
     */
    Claim claim(long number, FeedName feed, boolean preview, Path file) throws IOException {
        WorkFolder.Note note = WorkFolder.Note.of(feed, preview, file);
        WorkFolder work = WorkFolder.of(data, number);
        try {
            work.make();
            work.write(note);
            crashPoints.reach("noted");
            take(work, file, note);
            crashPoints.reach("claimed-moved");
            Claim claim = enter(number, note, work);
            crashPoints.reach("claimed");
            return claim;
        } catch (IOException | RuntimeException | Error e) {
            unclaim(number, note, e);
            throw e;
        }
    }

    private static void take(WorkFolder work, Path file, WorkFolder.Note note) throws IOException {
        try {
            work.take(file, note);
        } catch (FileSystemException e) {
            StuckFileException.rethrow(e, file);
        }
    }

    private void unclaim(long number, WorkFolder.Note note, Throwable reason) {
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
                    "{} remains in {} and will be retried: {}",
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
     * Returns a claimed drop, with the files beside it, to the inbox that it came from and removes its waybill from the ledger, as if it
     * had never been claimed. May be repeated; if it is interrupted, the next start finishes it. When the ledger does not answer, the
     * waybill is removed later: what is left of the work folder says so.
     *
     * @param toSettle whether the file is still being written: then its {@code .done} mark is deleted
     * @return where the file is now; empty when it was not returned, because its waybill has ended, is held or was approved, or because
     *     there is no file
     * @throws IOException when it cannot be moved; it remains in the work folder until it is taken up again
     * @throws LedgerException when only the ledger knows whether its waybill has ended; it remains in the work folder until it is taken
     *     up again
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
        Path place = work.putBack(note.get(), data);
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

    /** Lists the numbers of all work folders, oldest first. */
    List<Long> inWork() throws IOException {
        try (Stream<Path> folders = Files.list(data.work())) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,17}"))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        }
    }

    /**
     * Returns the feed of a drop that is in a work folder; empty when the folder holds no note: it belongs to a request, or the process
     * ended before anything was moved into it.
     *
     * @throws IOException when the note cannot be read
     */
    Optional<FeedName> feedInWork(long number) throws IOException {
        return WorkFolder.of(data, number).note().map(WorkFolder.Note::feed);
    }

    /**
     * Returns the feed of a drop that waits in {@code held/}; empty when it is not there.
     *
     * @throws IOException when its note cannot be read
     */
    Optional<FeedName> feedOfHeld(long number) throws IOException {
        return WorkFolder.at(data.held(number)).note().map(WorkFolder.Note::feed);
    }

    /**
     * Takes up a drop that is in its work folder and is not being carried.
     *
     * @param hindered whether the target or this machine stopped it the last time: that attempt does not count
     * @param failures how often it has failed in this process without coming to an end
     * @return empty when there is nothing to do for it
     * @throws IOException when its folder cannot be read or changed
     * @throws LedgerException when the ledger does not answer
     */
    Optional<Claim> takeUp(long number, boolean hindered, int failures) throws IOException {
        WorkFolder work = WorkFolder.of(data, number);
        Optional<LedgerEntry> page = reader.show(number);
        if (page.isPresent() && page.get().kind() != WaybillKind.DROP) {
            return takeUpRequest(page.get(), work, hindered, failures);
        }
        if (page.isPresent() && page.get().state() == State.HELD && !page.get().decided()) {
            hold(number);
            return Optional.empty();
        }
        work.release(data.held(number));
        Optional<WorkFolder.Note> note = work.note();
        if (note.isEmpty()) {
            // The process ended before the note was written: nothing had been moved.
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
        if (page.get().cancellation() != null) {
            return Optional.of(new Claim.Cancelled(drop, page.get().cancellation()));
        }
        if (page.get().state() == State.HELD) {
            ReviewedPlan.Verdict verdict = page.get().plan().latestVerdict().orElseThrow();
            if (!verdict.approved()) {
                return Optional.of(new Claim.Declined(drop, verdict));
            }
            LOG.info("Waybill {} ({}) was approved: carried on", number, drop.feed());
        } else if (isHopeless(page.get(), hindered, failures)) {
            return Optional.of(hopeless(drop, page.get(), failures));
        } else {
            logRestart(number, drop.feed().toString(), hindered);
        }
        FileMoves.deleteTree(work.error());
        ledger.restart(number, !hindered);
        return Optional.of(judge(asItIsNow(drop), note.get(), work));
    }

    /** Notes the file's stamp anew: somebody may have written to the file while it was not being carried. */
    private static Drop asItIsNow(Drop drop) throws IOException {
        if (!isFile(drop.file())) {
            return drop;
        }
        Drop now = drop.withStamp(FileStamp.of(drop.file()));
        drop.requireUnchanged();
        return now;
    }

    /** Takes up a request, which has no file: the ledger alone says what is left to be done. */
    private Optional<Claim> takeUpRequest(LedgerEntry page, WorkFolder work, boolean hindered, int failures)
            throws IOException {
        Drop drop = page.drop(work.path());
        if (page.state().terminal()) {
            return Optional.of(new Claim.Ended(drop, page));
        }
        if (page.cancellation() != null) {
            return Optional.of(new Claim.Cancelled(drop, page.cancellation()));
        }
        if (isHopeless(page, hindered, failures)) {
            return Optional.of(hopeless(drop, page, failures));
        }
        if (page.state() != State.CLAIMED) {
            logRestart(page.number(), drop.fileName(), hindered);
            FileMoves.deleteTree(work.error());
            ledger.restart(page.number(), !hindered);
        }
        return Optional.of(new Claim.Accepted(drop));
    }

    private static boolean isHopeless(LedgerEntry page, boolean hindered, int failures) {
        return !hindered && (page.run().attempts() >= MOST_ATTEMPTS || failures >= MOST_FAILURES);
    }

    private static Claim hopeless(Drop drop, LedgerEntry page, int failures) {
        return new Claim.Hopeless(drop, Math.max(page.run().attempts(), failures));
    }

    private static void logRestart(long number, String what, boolean hindered) {
        if (hindered) {
            LOG.debug("Waybill {} ({}): another try", number, what);
        } else {
            LOG.info("Waybill {} ({}) was not finished: begun anew", number, what);
        }
    }

    /** Moves a held drop to {@code held/}, until somebody approves or declines it. */
    void hold(long number) throws IOException {
        WorkFolder work = WorkFolder.of(data, number);
        Optional<WorkFolder.Note> note = work.note();
        if (note.isPresent()) {
            FileMoves.moveAll(
                    work.log(State.HELD), data.rowLogs(note.get().feed().system()));
        }
        work.hold(data.held(number));
    }

    private Optional<Claim> takeUpUnentered(long number, WorkFolder.Note note, WorkFolder work) throws IOException {
        if (work.hasOriginal(note.name())) {
            return Optional.of(enter(number, note, work));
        }
        work.putBack(note, data);
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
                configuration.version());
        return judge(drop, note, work);
    }

    private Claim judge(Drop drop, WorkFolder.Note note, WorkFolder work) throws IOException {
        if (!isFile(drop.file())) {
            return new Claim.Refused(drop, notAFile(drop, work.isMarked()));
        }
        Optional<Fault> binary = BinaryFile.fault(drop.file(), drop.fileName())
                .filter(fault -> !archiveFeeds.contains(note.feed()) || !BinaryFile.isTar(fault));
        if (binary.isPresent()) {
            return new Claim.Refused(drop, new BrokenFileException(binary.get()));
        }
        try {
            Faults unknown = new Faults();
            optionNames
                    .unknown(
                            note.feed(),
                            note.name() + DropNames.OPTIONS,
                            options(note, work).others().keySet())
                    .forEach(unknown::add);
            unknown.throwIfAny();
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

    private static BrokenFileException notAFile(Drop drop, boolean marked) throws IOException {
        if (Files.isDirectory(drop.file(), LinkOption.NOFOLLOW_LINKS)) {
            String mark = drop.fileName() + DropNames.DONE;
            return new BrokenFileException(Fault.ofFile(
                    Position.of(drop.fileName()),
                    "not-a-file",
                    PackedFolder.of(drop.file()).fault().orElse(marked ? "a folder" : "a folder without " + mark),
                    "a file, or a folder of plain files with an empty file " + mark + " beside it",
                    "Drop the file itself, or the folder with its mark; or pack its files into a zip."));
        }
        return new BrokenFileException(Fault.ofFile(
                Position.of(drop.fileName()),
                "not-a-file",
                Files.isSymbolicLink(drop.file()) ? "a symbolic link" : "neither file nor folder",
                "a file",
                "Drop the file itself; several files one by one."));
    }
}
