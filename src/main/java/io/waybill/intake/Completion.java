package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.folder.FaultsFile;
import io.waybill.folder.FileMoves;
import io.waybill.folder.WorkFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.format.NameBytes;
import io.waybill.format.OwnerOnly;
import io.waybill.format.WholeFile;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.ReviewedPlan;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.FileDigest;
import io.waybill.model.FileEntry;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import io.waybill.report.WaybillJson;
import io.waybill.report.WaybillText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the files of a waybill that has ended to their place. The ledger is changed first, then the files are moved; then the ledger notes
 * that they are in their place, and the work folder is deleted last. So after an interruption the ledger and what is left there are enough
 * to finish. Every method may be repeated.
 */
public final class Completion {
    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);
    private static final String REASON = "reason.txt";
    private static final String FAULTS = "faults.csv";
    private static final String PAGE = "waybill.json";
    /** Names of Waybill's own files beside an original: an original of such a name is renamed. */
    private static final Set<String> OWN = Set.of(REASON, FAULTS, PAGE);

    private final DataFolder data;
    private final Ledger ledger;
    private final LedgerReader reader;
    private final WaybillText text;
    private final WaybillJson json;
    private final ZoneId zone;
    private final Consumer<LedgerEntry> ended;
    private final CrashPoints crashPoints;

    /**
     * Completes the waybills of one data folder.
     *
     * @param clock whose zone decides the day of an archive folder
     * @param ended receives each waybill whose files have reached their place
     * @param crashPoints where a test may end the process
     */
    public Completion(
            DataFolder data,
            Ledger ledger,
            LedgerReader reader,
            Clock clock,
            Consumer<LedgerEntry> ended,
            CrashPoints crashPoints) {
        this.data = requireNonNull(data, "data");
        this.ledger = requireNonNull(ledger, "ledger");
        this.reader = requireNonNull(reader, "reader");
        this.zone = clock.getZone();
        this.text = new WaybillText(zone);
        this.json = new WaybillJson(zone);
        this.ended = requireNonNull(ended, "ended");
        this.crashPoints = requireNonNull(crashPoints, "crashPoints");
    }

    /**
     * Archives a drop whose waybill has ended.
     *
     * @throws IllegalStateException when it has not ended, or its counts do not balance
     * @throws IOException when a file cannot be moved; it is retried later
     */
    void archive(Drop drop) throws IOException {
        complete(drop, reader.verified(drop.number()));
    }

    /**
     * Refuses the whole file.
     *
     * @throws IOException when a file cannot be moved; it is retried later
     */
    void refuse(Drop drop, BrokenFileException refusal) throws IOException {
        WorkFolder work = WorkFolder.of(data, drop.number());
        DataFolder.makePrivate(work.error());
        FaultsFile.write(work.error().resolve(FAULTS), refusal);
        WholeFile.write(work.error().resolve(REASON), FaultsFile.reason(drop, refusal));
        crashPoints.reach("reason-written");
        end(drop, State.REFUSED, nothingChanged(refusal.getMessage()));
    }

    /**
     * Ends a waybill as failed.
     *
     * @param sentence the reason, for people
     * @throws IOException when a file cannot be moved; it is retried later
     */
    void fail(Drop drop, String sentence) throws IOException {
        end(drop, State.FAILED, nothingChanged(sentence));
    }

    /**
     * Ends a held waybill whose plan a person has declined.
     *
     * @throws IOException when a file cannot be moved; it is retried later
     */
    void decline(Drop drop, ReviewedPlan.Verdict verdict) throws IOException {
        String reason = verdict.reason().isEmpty() ? "." : ": " + verdict.reason();
        end(
                drop,
                State.REFUSED,
                "Declined by " + verdict.by() + reason + (reason.endsWith(".") ? "" : ".") + " Nothing was changed.");
    }

    /**
     * Ends a waybill that somebody has cancelled: it is refused, with who and why, and its file goes to the error folder.
     *
     * @throws IOException when a file cannot be moved; it is retried later
     */
    void cancel(Drop drop, LedgerEntry.Cancellation cancellation) throws IOException {
        String reason = cancellation.reason();
        boolean gone = drop.kind() == WaybillKind.DROP && !Files.exists(drop.file(), LinkOption.NOFOLLOW_LINKS);
        end(
                drop,
                State.REFUSED,
                "Cancelled by " + cancellation.by() + ": " + reason + (reason.endsWith(".") ? "" : ".")
                        + " Nothing was changed."
                        + (gone ? " Because of an outage, its file had gone back to its folder before." : ""));
    }

    /** Moves the files of an ended waybill to their place: the archive or the error folder. */
    void complete(Drop drop, LedgerEntry page) throws IOException {
        if (page.state() == State.REFUSED || page.state() == State.FAILED) {
            toErrorFolder(drop, page);
        } else {
            toArchive(drop, page);
        }
        LOG.info(
                "Waybill {} ({}, {}): {}",
                page.number(),
                page.feed(),
                page.file().name(),
                text.outcome(page));
        ended.accept(page);
    }

    private void end(Drop drop, State state, String message) throws IOException {
        boolean ended =
                reader.show(drop.number()).map(page -> page.state().terminal()).orElse(false);
        if (!ended) {
            ledger.finish(drop.number(), state, message);
        }
        crashPoints.reach("refused");
        complete(drop, reader.verified(drop.number()));
    }

    private void toErrorFolder(Drop drop, LedgerEntry page) throws IOException {
        Path folder = data.error(drop.feed(), drop.number());
        WorkFolder work = WorkFolder.of(data, drop.number());
        DataFolder.makePrivate(folder);
        for (String report : List.of(REASON, FAULTS)) {
            FileMoves.moveIfThere(work.error().resolve(report), folder.resolve(report));
        }
        if (!Files.exists(folder.resolve(REASON))) {
            WholeFile.write(
                    folder.resolve(REASON),
                    "Waybill " + drop.number() + " (" + drop.feed() + ", " + drop.fileName() + ") "
                            + page.state().word() + ":\n\n" + page.message() + "\n");
        }
        Path original = NameBytes.in(folder, nameBeside(drop.fileName()));
        List<FileEntry> files = new ArrayList<>(originals(drop, original));
        for (String report : List.of(REASON, FAULTS)) {
            if (Files.exists(folder.resolve(report))) {
                FileDigest digest = FileDigest.of(folder.resolve(report));
                files.add(new FileEntry(
                        FileEntry.Role.REPORT, data.relative(folder.resolve(report)), digest.size(), digest.sha256()));
            }
        }
        ledger.files(drop.number(), files);
        FileMoves.moveAll(work.log(page.state()), data.rowLogs(drop.feed().system()));
        if (drop.kind() == WaybillKind.DROP) {
            OwnerOnly.restrict(work.original(drop.fileName()));
            FileMoves.moveIfThere(work.original(drop.fileName()), original);
        }
        ledger.filed(drop.number());
        work.delete();
    }

    private void toArchive(Drop drop, LedgerEntry page) throws IOException {
        Path folder = data.archive(page.times().claimedAt().atZone(zone).toLocalDate(), drop.number());
        DataFolder.makePrivate(folder);
        Path original = NameBytes.in(folder, nameBeside(drop.fileName()));
        ledger.files(drop.number(), originals(drop, original));
        WholeFile.write(folder.resolve(PAGE), json.page(reader.verified(drop.number())));
        crashPoints.reach("archive-written");
        WorkFolder work = WorkFolder.of(data, drop.number());
        // Files that a system made for people are published only now that the waybill has ended well.
        FileMoves.moveAll(work.outbox(), data.outbox(drop.feed().system()));
        FileMoves.moveAll(work.error(), data.error(drop.feed(), drop.number()));
        FileMoves.moveAll(work.log(page.state()), data.rowLogs(drop.feed().system()));
        if (drop.kind() == WaybillKind.DROP) {
            OwnerOnly.restrict(work.original(drop.fileName()));
            FileMoves.moveIfThere(work.original(drop.fileName()), original);
        }
        crashPoints.reach("archived");
        ledger.filed(drop.number());
        work.delete();
    }

    /** The original of a drop; a request has none. */
    private List<FileEntry> originals(Drop drop, Path place) {
        return drop.kind() == WaybillKind.DROP
                ? List.of(new FileEntry(FileEntry.Role.ORIGINAL, data.relative(place), drop.size(), drop.sha256()))
                : List.of();
    }

    private static String nameBeside(String name) {
        return OWN.contains(name) ? "original-" + name : name;
    }

    /** Says so once: what a fault advises may say it already. */
    private static String nothingChanged(String message) {
        String nothing = "Nothing was changed.";
        return message.contains(nothing) ? message : message + " " + nothing;
    }
}
