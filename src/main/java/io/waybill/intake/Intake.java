package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.DropChangedException;
import io.waybill.model.FailureSentence;
import io.waybill.model.FailureTrace;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.Stopping;
import io.waybill.model.WaybillKind;
import io.waybill.report.WaybillJson;
import io.waybill.report.WaybillText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the routes of a drop's way begin and end with. A claimed drop is the body of its exchange and stays with it as the
 * exchange property {@value #DROP}, whatever a system makes of the body; {@value #CARRY} says whether its system is to see
 * it at all.
 */
public final class Intake {
    /** Exchange property: the {@link Drop} that is being carried. */
    public static final String DROP = "drop";
    /** Exchange property: false when the same bytes were carried before. */
    public static final String CARRY = "carry";
    /** Exchange property: number of the waybill that is in hand, from before it is known what it is. */
    public static final String NUMBER = "number";

    /** Exchange property: why a drop could not be claimed is in the log already. */
    private static final String TOLD = "told";

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final DataFolder data;
    private final LedgerReader reader;
    private final Claims claims;
    private final Completion endings;
    private final Strays strays;
    private final Gathering gathering;
    private final InboxFilter filter;
    private final Stopping stopping;
    private final Outages outages;
    private final Set<Long> inHand = ConcurrentHashMap.newKeySet();
    private final Map<Long, Hindered> hindered = new ConcurrentHashMap<>();

    /** @param drop null when it is not known yet */
    private record Hindered(Hindrance hindrance, Drop drop) {}

    /**
     * @param feeds that are watched
     * @param configuration what besides the bytes decides
     * @param version Waybill's own
     * @param clock whose zone the archive's days are of
     * @param ended is told of each waybill that has ended
     */
    public Intake(
            DataFolder data,
            List<FeedName> feeds,
            Ledger ledger,
            LedgerReader reader,
            FeedConfiguration configuration,
            String version,
            InboxFilter filter,
            Outages outages,
            Stopping stopping,
            Clock clock,
            Consumer<LedgerEntry> ended,
            CrashPoints crashPoints) {
        this.data = requireNonNull(data, "data");
        this.reader = requireNonNull(reader, "reader");
        this.claims = new Claims(data, ledger, reader, configuration, version, clock, crashPoints);
        this.outages = requireNonNull(outages, "troubles");
        requireNonNull(ended, "ended");
        Consumer<LedgerEntry> both = page -> {
            outages.ended(data.work(page.number()));
            ended.accept(page);
        };
        this.endings = new Completion(
                data,
                ledger,
                reader,
                new WaybillText(clock.getZone()),
                new WaybillJson(clock.getZone()),
                clock.getZone(),
                both,
                crashPoints);
        this.strays = new Strays(data, feeds, filter);
        this.gathering = new Gathering(data, filter);
        this.filter = requireNonNull(filter, "filter");
        this.stopping = requireNonNull(stopping, "stopping");
    }

    /**
     * Claims the file that a feed's folder has yielded; the body becomes a {@link Drop}.
     *
     * @param file from the File consumer
     * @param system of the feed
     * @param feed its name
     * @throws IOException when it cannot be moved or read; it stays in its folder
     * @throws LedgerException when the ledger does not answer; it stays in its folder
     * @throws BrokenFileException when it was claimed but cannot be carried
     */
    public void claim(@Body GenericFile<File> file, String system, String feed, Exchange exchange) throws IOException {
        Path path = file.getFile().toPath();
        boolean preview = path.getParent().getFileName().toString().equals(DataFolder.PREVIEW);
        claim(new FeedName(system, feed), preview, path, exchange);
    }

    /**
     * The drops in the folder of a system itself that are to be claimed now; several files that are there together have become one of
     * them.
     *
     * @throws IOException when they cannot be read or packed
     */
    public List<Path> gather(String system) throws IOException {
        return gathering.ready(new FeedName(system, FeedName.BATCH));
    }

    /** Claims one of those that {@link #gather} gave; as {@link #claim(GenericFile, String, String, Exchange)}. */
    public void claimGathered(@Body Path file, String system, Exchange exchange) throws IOException {
        boolean preview = file.getParent().getFileName().toString().equals(DataFolder.PREVIEW);
        claim(new FeedName(system, FeedName.BATCH), preview, file, exchange);
    }

    /** What stands in the inboxes but is no file. @throws IOException when an inbox cannot be read */
    public List<?> strays() throws IOException {
        return strays.find();
    }

    /** Claims one of the {@link #strays}, which refuses it. @throws IOException when it cannot be moved */
    public void claimStray(@Body Object stray, Exchange exchange) throws IOException {
        Strays.Stray found = (Strays.Stray) stray;
        claim(found.feed(), found.preview(), found.path(), exchange);
    }

    /**
     * Numbers of the waybills that people want to be carried: undos and restores, and held drops of this data folder whose plan was
     * approved or declined. None while nothing can be claimed.
     */
    public List<Long> requested() {
        // What is asked for stands in the ledger: where that cannot be read there is a pause, too.
        Path requests = data.work();
        if (!filter.mayClaim() || !outages.isDue(requests)) {
            return List.of();
        }
        try {
            List<Long> requested = reader.waiting().stream()
                    .filter(waiting -> waiting.kind() != WaybillKind.DROP || claims.holds(waiting.number()))
                    .map(LedgerReader.Waiting::number)
                    .filter(number -> !inHand.contains(number) && outages.isDue(data.work(number)))
                    .toList();
            outages.gone(requests);
            return requested;
        } catch (LedgerException e) {
            outages.met(e, requests);
            return List.of();
        }
    }

    /**
     * Numbers of the drops that stand in work folders, that nobody carries, and whose time for another try has come.
     *
     * @throws IOException when they cannot be read
     */
    public List<Long> unfinished() throws IOException {
        return claims.standing().stream()
                .filter(number -> !inHand.contains(number) && outages.isDue(data.work(number)))
                .toList();
    }

    /**
     * Takes one that is {@link #unfinished} or {@link #requested} in hand; the body becomes null when somebody else has it, or when the
     * process ends.
     */
    public void takeInHand(@Body Long number, Exchange exchange) {
        if (stopping.requested() || !inHand.add(number)) {
            exchange.getMessage().setBody(null);
            return;
        }
        exchange.setProperty(NUMBER, number);
        releaseAtTheEnd(number, exchange);
    }

    /**
     * Takes up a drop that was not finished and is in hand; the body becomes a {@link Drop}, or null when nothing is to be done.
     *
     * @throws IOException when its files cannot be read or moved
     * @throws LedgerException when the ledger does not answer
     * @throws BrokenFileException when it cannot be carried
     * @throws DropChangedException when it is not the file any more that was claimed
     */
    public void takeUp(@Body Long number, Exchange exchange) throws IOException {
        exchange.getMessage().setBody(null);
        if (claims.isGoingBack(number) && giveBack(number, false)) {
            return;
        }
        Optional<Claim> claim = claims.takeUp(number, outages.isKnown(data.work(number)));
        if (claim.isPresent()) {
            begin(claim.get(), exchange);
        }
    }

    /**
     * Brings the original of an ended waybill to the archive, and that of a held one to where it waits.
     *
     * @throws IllegalStateException when its system's route has not ended it
     * @throws IOException when a file cannot be moved; it is taken up again later
     */
    public void archive(@ExchangeProperty(DROP) Drop drop) throws IOException {
        Optional<LedgerEntry> held =
                reader.show(drop.number()).filter(page -> page.state() == State.HELD && !page.decided());
        if (held.isPresent()) {
            claims.hold(drop.number());
            outages.ended(data.work(drop.number()));
            LOG.info("Waybill {} ({}, {}): held", drop.number(), drop.feed(), drop.fileName());
        } else {
            endings.archive(drop);
        }
    }

    /** Refuses a whole file and says why, in its error folder and in the ledger. */
    public void refuse(Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        end(exchange, failure);
    }

    /**
     * Gives a drop up and says why, in its error folder and in the ledger; but one that was only hindered goes back to its folder, one
     * that was not claimed stays there, and one whose work was broken off because the process ends is left to be taken up again.
     */
    public void fail(Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        end(exchange, failure);
    }

    private void claim(FeedName feed, boolean preview, Path path, Exchange exchange) throws IOException {
        Claim claim;
        Path place = path;
        long number = 0;
        try {
            number = claims.freeNumber();
            // Before its work folder is there, so that nobody takes it for unfinished.
            inHand.add(number);
            place = data.work(number);
            outages.follow(path, place);
            claim = claims.claim(number, feed, preview, path);
        } catch (LedgerException e) {
            outages.met(e, place);
            notClaimed(number, place, path);
            exchange.setProperty(TOLD, true);
            throw e;
        } catch (IOException | RuntimeException e) {
            boolean hindered = outages.met(e, place).isPresent();
            notClaimed(number, place, path);
            exchange.setProperty(TOLD, hindered);
            if (!hindered) {
                filter.postpone(path);
            }
            throw e;
        }
        exchange.setProperty(NUMBER, number);
        releaseAtTheEnd(number, exchange);
        begin(claim, exchange);
    }

    private void notClaimed(long number, Path place, Path path) {
        inHand.remove(number);
        outages.follow(place, path);
        filter.postpone(path, outages.nextTry(path));
    }

    private void begin(Claim claim, Exchange exchange) throws IOException {
        Drop drop = claim.drop();
        exchange.setProperty(DROP, drop);
        exchange.setProperty(CARRY, claim instanceof Claim.Accepted);
        if (claim instanceof Claim.Refused refused) {
            throw refused.reason();
        }
        if (claim instanceof Claim.Hopeless hopeless) {
            endings.fail(
                    drop,
                    "It was begun " + hopeless.attempts()
                            + " times and never came to an end: see whether the process ran out of memory or was killed.");
        } else if (claim instanceof Claim.Declined declined) {
            endings.decline(drop, declined.verdict());
        } else if (claim instanceof Claim.Ended ended) {
            endings.complete(drop, ended.page());
        } else {
            if (outages.isKnown(data.work(drop.number()))) {
                LOG.debug("Waybill {} ({}): another try", drop.number(), drop.feed());
            } else {
                LOG.info(
                        "Waybill {} ({}, {}, {} bytes): claimed",
                        drop.number(),
                        drop.feed(),
                        drop.fileName(),
                        drop.size());
            }
            exchange.getMessage().setBody(drop);
        }
    }

    private void end(Exchange exchange, Throwable failure) {
        String sentence = FailureSentence.withoutValues(failure);
        LOG.debug("Details of what failed: {}", new FailureTrace(failure));
        Long number = exchange.getProperty(NUMBER, Long.class);
        Drop drop = exchange.getProperty(DROP, Drop.class);
        if (number == null) {
            boolean told = exchange.getProperty(TOLD, false, Boolean.class)
                    || outages.met(failure, null)
                            .filter(met -> met.kind() == Hindrance.Kind.TARGET_AWAY)
                            .isPresent();
            if (!told) {
                LOG.warn("Drops wait for now: {}", sentence);
            }
            return;
        }
        if (stopping.brokenOff() && broken(failure).isEmpty()) {
            LOG.info("Waybill {} is broken off: taken up again at the next start", named(number, drop));
            return;
        }
        Optional<Hindrance> hindrance = hindrance(number, drop, failure);
        if (hindrance.isPresent()) {
            hindered.put(number, new Hindered(hindrance.get(), drop));
            return;
        }
        if (drop == null) {
            LOG.warn("Waybill {} is taken up again later: {}", number, sentence);
            return;
        }
        try {
            Optional<BrokenFileException> refusal = broken(failure);
            if (refusal.isPresent()) {
                endings.refuse(drop, refusal.get());
            } else {
                endings.fail(drop, FailureSentence.of(failure));
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("Details of what failed: {}", new FailureTrace(e));
            Optional<Hindrance> ending = outages.met(e, data.work(number));
            if (ending.isPresent()) {
                hindered.put(number, new Hindered(ending.get(), drop));
                return;
            }
            LOG.warn(
                    "Waybill {} could not be brought to its end and is taken up again later: {} Before: {}",
                    named(number, drop),
                    FailureSentence.withoutValues(e),
                    sentence);
        }
    }

    /** What was read of a file that somebody wrote to meanwhile says nothing about it, whatever seems to be wrong with it. */
    private Optional<Hindrance> hindrance(long number, Drop drop, Throwable failure) {
        Path place = data.work(number);
        Optional<Hindrance> met = outages.met(failure, place);
        if (met.isPresent() || drop == null || !Files.isRegularFile(drop.file(), LinkOption.NOFOLLOW_LINKS)) {
            return met;
        }
        try {
            drop.requireUnchanged();
            return met;
        } catch (IOException | DropChangedException e) {
            return outages.met(e, place);
        }
    }

    private static String named(long number, Drop drop) {
        return drop == null ? Long.toString(number) : number + " (" + drop.feed() + ")";
    }

    private static Optional<BrokenFileException> broken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BrokenFileException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** Only when all that worked on it has let go of its files. */
    private void releaseAtTheEnd(long number, Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    giveBackIfHindered(number);
                } finally {
                    inHand.remove(number);
                }
            }
        });
    }

    private void giveBackIfHindered(long number) {
        Hindered one = hindered.remove(number);
        if (one == null) {
            return;
        }
        boolean changed = one.hindrance.kind() == Hindrance.Kind.CHANGED;
        boolean first = outages.isFirst(data.work(number));
        try {
            if (giveBack(number, changed)) {
                if (first) {
                    LOG.info(
                            "Waybill {} is taken back, its drop waits in its folder again: {}",
                            number,
                            one.hindrance.sentence());
                }
            } else if (changed && one.drop != null) {
                // What somebody has approved, or the ledger knows as ended, is not what stands there now.
                endings.fail(one.drop, one.hindrance.sentence() + " Drop it again.");
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("Details of what failed: {}", new FailureTrace(e));
            if (outages.met(e, data.work(number)).isEmpty()) {
                LOG.warn("Waybill {} stays in its work folder for now: {}", number, FailureSentence.withoutValues(e));
            }
        }
    }

    /** @return false when it stays where it is, to be taken up there */
    private boolean giveBack(long number, boolean toSettle) throws IOException {
        Path work = data.work(number);
        Optional<Path> place = claims.giveBack(number, toSettle);
        place.ifPresent(inbox -> {
            outages.follow(work, inbox);
            filter.postpone(inbox, outages.nextTry(inbox));
        });
        return place.isPresent();
    }
}
