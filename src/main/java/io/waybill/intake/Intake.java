package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final LedgerReader reader;
    private final Claims claims;
    private final Endings endings;
    private final Strays strays;
    private final InboxFilter filter;
    private final Stopping stopping;
    private final Set<Long> inHand = ConcurrentHashMap.newKeySet();

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
            Stopping stopping,
            Clock clock,
            Consumer<WaybillPage> ended,
            CrashPoints crashPoints) {
        this.reader = requireNonNull(reader, "reader");
        this.claims = new Claims(data, ledger, reader, configuration, version, clock, crashPoints);
        this.endings =
                new Endings(data, ledger, reader, new PageFormat(clock.getZone()), clock.getZone(), ended, crashPoints);
        this.strays = new Strays(data, feeds, filter);
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

    /** What stands in the inboxes but is no file. @throws IOException when an inbox cannot be read */
    public List<?> strays() throws IOException {
        return strays.find();
    }

    /** Claims one of the {@link #strays}, which refuses it. @throws IOException when it cannot be moved */
    public void claimStray(@Body Object stray, Exchange exchange) throws IOException {
        Strays.Stray found = (Strays.Stray) stray;
        claim(found.feed(), found.preview(), found.path(), exchange);
    }

    /** Numbers of the drops that stand in work folders and that nobody carries. @throws IOException when they cannot be read */
    public List<Long> unfinished() throws IOException {
        return claims.standing().stream()
                .filter(number -> !inHand.contains(number))
                .toList();
    }

    /**
     * Numbers of the waybills that people want to be carried: undos and restores, and held drops of this data folder whose plan was
     * approved or declined. None while nothing can be claimed.
     */
    public List<Long> requested() {
        if (!filter.mayClaim()) {
            return List.of();
        }
        try {
            return reader.waiting().stream()
                    .filter(waiting -> waiting.kind() != WaybillKind.DROP || claims.holds(waiting.number()))
                    .map(LedgerReader.Waiting::number)
                    .filter(number -> !inHand.contains(number))
                    .toList();
        } catch (LedgerException e) {
            filter.pause();
            throw e;
        }
    }

    /**
     * Takes up a drop that was not finished; the body becomes a {@link Drop}, or null when nothing is to be done.
     *
     * @throws IOException when its files cannot be read or moved
     * @throws LedgerException when the ledger does not answer
     * @throws BrokenFileException when it cannot be carried
     */
    public void takeUp(@Body Long number, Exchange exchange) throws IOException {
        exchange.getMessage().setBody(null);
        if (stopping.requested() || !inHand.add(number)) {
            return;
        }
        releaseAtTheEnd(number, exchange);
        Optional<Claim> claim = claims.takeUp(number);
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
        Optional<WaybillPage> held =
                reader.show(drop.number()).filter(page -> page.state() == State.HELD && !page.decided());
        if (held.isPresent()) {
            claims.hold(drop.number());
            LOG.info("Waybill {} ({}, {}): held", drop.number(), drop.feed(), drop.fileName());
        } else {
            endings.archive(drop);
        }
    }

    /** Refuses a whole file and says why, in its error folder and in the ledger. */
    public void refuse(
            @ExchangeProperty(DROP) Drop drop, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        end(drop, failure);
    }

    /**
     * Gives a drop up and says why, in its error folder and in the ledger. A drop that was not claimed stays in its folder; one
     * whose work was broken off because the process ends, or because the database went away, is left to be taken up again.
     */
    public void fail(
            @ExchangeProperty(DROP) Drop drop, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        end(drop, failure);
    }

    private void claim(FeedName feed, boolean preview, Path path, Exchange exchange) throws IOException {
        Claim claim;
        long number = 0;
        try {
            number = claims.freeNumber();
            // Before its work folder is there, so that nobody takes it for unfinished.
            inHand.add(number);
            claim = claims.claim(number, feed, preview, path);
        } catch (LedgerException e) {
            inHand.remove(number);
            filter.pause();
            throw e;
        } catch (IOException | RuntimeException e) {
            inHand.remove(number);
            filter.postpone(path);
            throw e;
        }
        filter.resume();
        releaseAtTheEnd(number, exchange);
        begin(claim, exchange);
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
            LOG.info(
                    "Waybill {} ({}, {}, {} bytes): claimed", drop.number(), drop.feed(), drop.fileName(), drop.size());
            exchange.getMessage().setBody(drop);
        }
    }

    private void end(Drop drop, Throwable failure) {
        String sentence = FailureSentence.withoutValues(failure);
        LOG.debug("Details of what failed: {}", new FailureTrace(failure));
        if (drop == null) {
            LOG.warn("A drop waits in its folder: {}", sentence);
            return;
        }
        if (stopping.brokenOff() && broken(failure).isEmpty()) {
            LOG.info("Waybill {} ({}) is broken off: taken up again at the next start", drop.number(), drop.feed());
            return;
        }
        if (FailureSentence.connectionLost(failure)) {
            LOG.warn("Waybill {} ({}) is taken up again later: {}", drop.number(), drop.feed(), sentence);
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
            LOG.warn(
                    "Waybill {} ({}) could not be brought to its end and is taken up again later: {} Before: {}",
                    drop.number(),
                    drop.feed(),
                    FailureSentence.withoutValues(e),
                    sentence);
        }
    }

    private static Optional<BrokenFileException> broken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BrokenFileException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    private void releaseAtTheEnd(long number, Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                inHand.remove(number);
            }
        });
    }
}
