package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
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
            putBack(work, note, e);
            throw e;
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
     * @return empty when there is nothing to do for it
     * @throws IOException when its folder cannot be read or changed
     * @throws LedgerException when the ledger does not answer
     */
    Optional<Claim> takeUp(long number) throws IOException {
        WorkFolder work = WorkFolder.of(data, number);
        Optional<WaybillPage> page = reader.show(number);
        if (page.isPresent() && page.get().kind() != WaybillKind.DROP) {
            return takeUpRequest(page.get(), work);
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
            WaybillPage.Verdict verdict =
                    page.get().verdicts().get(page.get().verdicts().size() - 1);
            if (!verdict.approved()) {
                return Optional.of(new Claim.Declined(drop, verdict));
            }
            LOG.info("Waybill {} ({}) was approved: carried on", number, drop.feed());
        } else if (page.get().attempts() >= MOST_ATTEMPTS) {
            return Optional.of(new Claim.Hopeless(drop, page.get().attempts()));
        } else {
            LOG.info("Waybill {} ({}) was not finished: begun anew", number, drop.feed());
        }
        FileMoves.deleteTree(work.error());
        ledger.restart(number);
        return Optional.of(judge(drop, note.get(), work));
    }

    /** What was asked for without a file; its work folder is there only when it came to write something. */
    private Optional<Claim> takeUpRequest(WaybillPage page, WorkFolder work) throws IOException {
        Drop drop = page.drop(work.path());
        if (page.state().terminal()) {
            return Files.exists(work.path()) ? Optional.of(new Claim.Ended(drop, page)) : Optional.empty();
        }
        if (page.attempts() >= MOST_ATTEMPTS) {
            return Optional.of(new Claim.Hopeless(drop, page.attempts()));
        }
        if (page.state() != State.CLAIMED) {
            LOG.info("Waybill {} ({}) was not finished: begun anew", page.number(), drop.fileName());
            FileMoves.deleteTree(work.error());
            ledger.restart(page.number());
        }
        return Optional.of(new Claim.Accepted(drop));
    }

    /** Puts a held drop aside until somebody has approved or declined it. */
    void hold(long number) throws IOException {
        WorkFolder.of(data, number).hold(data.held(number));
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
        return Optional.empty();
    }

    private Claim enter(long number, WorkFolder.Note note, WorkFolder work) throws IOException {
        Path original = work.original(note.name());
        FileDigest digest = isFile(original) ? FileDigest.of(original) : FileDigest.NOTHING;
        Drop drop = new Drop(
                number,
                WaybillKind.DROP,
                note.feed(),
                original,
                note.name(),
                digest.size(),
                digest.sha256(),
                readableOptions(note, work),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
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
        return note.preview() ? new DropOptions(true, options.again(), options.token(), options.others()) : options;
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

    private void putBack(WorkFolder work, WorkFolder.Note note, Exception reason) {
        try {
            work.putBack(note.inboxFile(data));
        } catch (IOException e) {
            reason.addSuppressed(e);
            LOG.warn(
                    "{} stays in {} until it is taken up again: {}",
                    note.name(),
                    data.relative(work.path()),
                    FailureSentence.withoutValues(e));
        }
    }
}
