package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.Drop;
import io.waybill.model.DropChangedException;
import io.waybill.model.FailureSentence;
import io.waybill.model.FailureTrace;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.Stopping;
import io.waybill.reject.RejectFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first and the last step of every drop's route. A claimed drop is the body of its exchange, and remains its property
 * {@value Drop#PROPERTY} whatever a system makes of the body.
 */
public final class Intake {
    /** Exchange property: number of the waybill in hand, known before its drop is. */
    private static final String NUMBER = "number";

    /** Exchange property: the log already says why a drop could not be claimed. */
    private static final String LOGGED = "logged";

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Inboxes inboxes;
    private final ArrivalOrder order;
    private final UnfinishedWaybills unfinished;
    private final Custody custody;
    private final Claims claims;
    private final Completion completion;
    private final Gate gate;
    private final Records records;

    /**
     * What decides whether drops may be claimed at all.
     *
     * @param filter of the inboxes
     * @param outages of target and folders
     * @param stopping whether the process is being stopped
     */
    public record Gate(InboxFilter filter, Outages outages, Stopping stopping) {
        public Gate {
            requireNonNull(filter, "filter");
            requireNonNull(outages, "outages");
            requireNonNull(stopping, "stopping");
        }
    }

    /**
     * Where the records of waybills are.
     *
     * @param data the data folder
     * @param reader of the ledger
     * @param rejects their error folders
     */
    public record Records(DataFolder data, LedgerReader reader, RejectFolders rejects) {
        public Records {
            requireNonNull(data, "data");
            requireNonNull(reader, "reader");
            requireNonNull(rejects, "rejects");
        }
    }

    /** Begins and ends the routes of one data folder's drops. */
    public Intake(
            Inboxes inboxes,
            ArrivalOrder order,
            UnfinishedWaybills unfinished,
            Custody custody,
            Claims claims,
            Completion completion,
            Gate gate,
            Records records) {
        this.inboxes = requireNonNull(inboxes, "inboxes");
        this.order = requireNonNull(order, "order");
        this.unfinished = requireNonNull(unfinished, "unfinished");
        this.custody = requireNonNull(custody, "custody");
        this.claims = requireNonNull(claims, "claims");
        this.completion = requireNonNull(completion, "completion");
        this.gate = requireNonNull(gate, "gate");
        this.records = requireNonNull(records, "records");
    }

    /**
     * Claims the next drop of a feed: an unfinished one before those that were approved, and these before the oldest complete file of the
     * inbox. The body becomes the drop; or null when there is none, or when it needs no carrying: the same bytes were carried before, its
     * plan was declined, or only its files had to be moved.
     *
     * @param feed as {@code <system>/<feed>}
     * @param ordered whether a route has brought the files of the inbox into an order ({@link ArrivalOrder}); then the first of these is claimed,
     *     not the oldest one
     * @throws IOException when a file cannot be moved or read; it remains in its folder
     * @throws SQLException when the rejects of an unfinished drop cannot be read
     * @throws LedgerException when the ledger does not answer; the file remains in its folder
     * @throws BrokenFileException when it was claimed but cannot be carried
     */
    public void claim(String feed, boolean ordered, Exchange exchange) throws IOException, SQLException {
        FeedName name = FeedName.parse(feed);
        exchange.getMessage().setBody(null);
        if (!gate.filter.mayClaim()) {
            return;
        }
        Optional<Long> earlier = unfinished.nextDrop(name);
        if (earlier.isPresent()) {
            takeUp(earlier.get(), exchange);
            return;
        }
        Optional<WaitingFile> file = ordered ? order.next(name) : inboxes.next(name);
        if (file.isPresent()) {
            claim(name, file.get(), exchange);
        }
    }

    /** Whether {@link #claim} may find something: false only when it would find nothing. Cheap. */
    public boolean mayHaveDrop(FeedName feed) {
        try {
            return gate.filter.mayClaim() && (unfinished.nextDrop(feed).isPresent() || inboxes.mayHaveFile(feed));
        } catch (IOException | RuntimeException e) {
            // Who looks closer says why.
            return true;
        }
    }

    /** Whether {@link #claimRequest} may find something: false only when it would find nothing. Cheap. */
    public boolean mayHaveRequest() {
        try {
            return gate.filter.mayClaim() && unfinished.nextRequest().isPresent();
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    /**
     * Claims the next request that has no file, an undo or a restore. The body becomes its drop; null when there is none.
     *
     * @throws IOException when a work folder cannot be read or cleared
     * @throws SQLException when the rejects of an unfinished request cannot be read
     * @throws LedgerException when the ledger does not answer
     */
    public void claimRequest(Exchange exchange) throws IOException, SQLException {
        exchange.getMessage().setBody(null);
        if (!gate.filter.mayClaim()) {
            return;
        }
        Optional<Long> next = unfinished.nextRequest();
        if (next.isPresent()) {
            takeUp(next.get(), exchange);
        }
    }

    /**
     * Moves the original of an ended waybill to the archive, and that of a held one to {@code held/}.
     *
     * @throws IllegalStateException when the route of its system has not ended it
     * @throws IOException when a file cannot be moved; it is retried later
     */
    public void archive(@ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException {
        // Also when somebody has decided in the meantime: a held drop is taken up from held/.
        Optional<LedgerEntry> held = records.reader.show(drop.number()).filter(page -> page.state() == State.HELD);
        if (held.isPresent()) {
            claims.hold(drop.number());
            gate.outages.ended(records.data.work(drop.number()));
            LOG.info("Waybill {} ({}, {}): held", drop.number(), drop.feed(), drop.fileName());
        } else {
            completion.archive(drop);
        }
    }

    /**
     * Ends a drop that cannot be carried, with the reason in its error folder and in the ledger: a broken file is refused, any other
     * failure of its own fails it. But when the target or this machine is the reason, it goes back to its inbox; when it was not
     * claimed, it remains there; and when the process is being stopped, it is taken up again at the next start.
     */
    public void end(Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        try {
            conclude(exchange, failure);
        } catch (RuntimeException | Error e) {
            // Nothing may escape from here: what is left in the work folder would be begun again and again, and nobody
            // would know why.
            Long number = exchange.getProperty(NUMBER, Long.class);
            String sentence = FailureSentence.withoutValues(e);
            LOG.debug("Details of the failure: {}", new FailureTrace(e));
            if (number == null) {
                LOG.warn("Drops wait for now: {}", sentence);
            } else {
                leave(number, null, sentence);
            }
        }
    }

    private void conclude(Exchange exchange, Throwable failure) {
        String sentence = FailureSentence.withoutValues(failure);
        LOG.debug("Details of the failure: {}", new FailureTrace(failure));
        Long number = exchange.getProperty(NUMBER, Long.class);
        Drop drop = exchange.getProperty(Drop.PROPERTY, Drop.class);
        if (number == null) {
            logUnclaimed(exchange, failure, sentence);
            return;
        }
        Optional<LedgerEntry.Cancellation> cancellation = drop == null ? Optional.empty() : cancellation(number);
        if (cancellation.isPresent()) {
            end(drop, failure, () -> completion.cancel(drop, cancellation.get()));
            return;
        }
        if (gate.stopping.brokenOff() && broken(failure).isEmpty()) {
            LOG.info("Waybill {} is interrupted: it is taken up again at the next start", named(number, drop));
            return;
        }
        if (drop != null && exchange.getProperty(Drop.AGAIN, false, Boolean.class)) {
            LOG.info(
                    "Waybill {}: its tables were written to while it was compared with them; it begins anew, and writers wait",
                    named(number, drop));
            custody.repeat(number);
            return;
        }
        Optional<Hindrance> hindrance = hindrance(number, drop, failure);
        if (hindrance.isPresent()) {
            custody.hinder(number, hindrance.get(), drop);
        } else if (drop == null) {
            leave(number, null, sentence);
        } else {
            end(drop, failure, () -> giveUp(drop, failure));
        }
    }

    /** Whether somebody has cancelled it; while the ledger does not answer, nobody has. */
    private Optional<LedgerEntry.Cancellation> cancellation(long number) {
        try {
            return records.reader
                    .show(number)
                    .filter(page -> !page.state().terminal())
                    .map(LedgerEntry::cancellation);
        } catch (LedgerException e) {
            LOG.debug("Whether waybill {} was cancelled is not known for now", number, e);
            return Optional.empty();
        }
    }

    private void logUnclaimed(Exchange exchange, Throwable failure, String sentence) {
        boolean logged = exchange.getProperty(LOGGED, false, Boolean.class)
                || gate.outages
                        .met(failure, null)
                        .filter(met -> met.kind() == Hindrance.Kind.TARGET_AWAY)
                        .isPresent();
        if (!logged) {
            LOG.warn("Drops wait for now: {}", sentence);
        }
    }

    private void giveUp(Drop drop, Throwable failure) throws IOException {
        Optional<BrokenFileException> refusal = broken(failure);
        if (refusal.isPresent()) {
            completion.refuse(drop, refusal.get());
        } else {
            completion.fail(drop, FailureSentence.of(failure));
        }
    }

    /** A way to end a drop. */
    private interface Ending {
        void reach() throws IOException;
    }

    private void end(Drop drop, Throwable failure, Ending ending) {
        try {
            ending.reach();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("Details of the failure: {}", new FailureTrace(e));
            Optional<Hindrance> hindrance = gate.outages.met(e, records.data.work(drop.number()));
            if (hindrance.isPresent()) {
                custody.hinder(drop.number(), hindrance.get(), drop);
                return;
            }
            leave(
                    drop.number(),
                    drop,
                    FailureSentence.withoutValues(e) + " Before: " + FailureSentence.withoutValues(failure));
        }
    }

    /** Leaves a waybill that could neither be carried nor ended where it is, to be taken up again after a pause. */
    private void leave(long number, Drop drop, String sentence) {
        custody.failed(number, sentence);
        LOG.warn("Waybill {} could not be ended and is taken up again later: {}", named(number, drop), sentence);
    }

    private void takeUp(long number, Exchange exchange) throws IOException, SQLException {
        if (gate.stopping.requested() || !custody.take(number)) {
            return;
        }
        exchange.setProperty(NUMBER, number);
        custody.letGoAfter(exchange, number);
        // After a crash between the commit and the error folder, the folder is made to agree with the ledger.
        records.rejects.publish(number);
        if (claims.isGoingBack(number) && custody.giveBack(number, false)) {
            return;
        }
        Optional<Claim> claim = claims.takeUp(
                number,
                gate.outages.isKnown(records.data.work(number)),
                custody.failures(number).map(Custody.Failures::times).orElse(0));
        if (claim.isPresent()) {
            begin(claim.get(), exchange);
        }
    }

    private void claim(FeedName feed, WaitingFile file, Exchange exchange) throws IOException {
        Path path = file.path();
        Claim claim;
        Path place = path;
        long number = 0;
        try {
            number = claims.freeNumber();
            // In hand before its work folder exists, so that no other thread takes it for unfinished.
            custody.take(number);
            place = records.data.work(number);
            gate.outages.follow(path, place);
            claim = claims.claim(number, feed, file.preview(), path);
        } catch (LedgerException e) {
            gate.outages.met(e, place);
            notClaimed(number, place, path);
            exchange.setProperty(LOGGED, true);
            throw e;
        } catch (StuckFileException e) {
            notClaimed(number, place, path);
            exchange.setProperty(LOGGED, true);
            gate.filter.leaveForNow(path, e.getMessage());
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            boolean hindered = gate.outages.met(e, place).isPresent();
            notClaimed(number, place, path);
            exchange.setProperty(LOGGED, hindered);
            if (!hindered) {
                gate.filter.postpone(path);
            }
            throw e;
        }
        exchange.setProperty(NUMBER, number);
        custody.letGoAfter(exchange, number);
        begin(claim, exchange);
    }

    private void notClaimed(long number, Path place, Path path) {
        custody.letGo(number);
        gate.outages.follow(place, path);
        gate.filter.postpone(path, gate.outages.nextTry(path));
    }

    private void begin(Claim claim, Exchange exchange) throws IOException {
        Drop drop = claim.drop();
        exchange.setProperty(Drop.PROPERTY, drop);
        if (claim instanceof Claim.Refused refused) {
            throw refused.reason();
        } else if (claim instanceof Claim.Hopeless hopeless) {
            completion.fail(
                    drop,
                    "It was begun " + hopeless.attempts() + " times and never came to an end: "
                            + custody.failures(drop.number())
                                    .map(failures ->
                                            "each time something failed, and it could not be ended either. The last time: "
                                                    + failures.latest()
                                                    + " When that is mended, drop it again.")
                                    .orElse("see whether the process ran out of memory or was killed."));
        } else if (claim instanceof Claim.Cancelled cancelled) {
            completion.cancel(drop, cancelled.cancellation());
        } else if (claim instanceof Claim.Declined declined) {
            completion.decline(drop, declined.verdict());
        } else if (claim instanceof Claim.Ended ended) {
            completion.complete(drop, ended.page());
        } else {
            logClaimed(drop);
            if (claim instanceof Claim.CarriedBefore) {
                completion.archive(drop);
            } else {
                exchange.getMessage().setBody(drop);
            }
        }
    }

    private void logClaimed(Drop drop) {
        if (gate.outages.isKnown(records.data.work(drop.number()))) {
            LOG.debug("Waybill {} ({}): another attempt", drop.number(), drop.feed());
        } else {
            LOG.info(
                    "Waybill {} ({}, {}, {} bytes): claimed", drop.number(), drop.feed(), drop.fileName(), drop.size());
        }
    }

    /** What was read from a file that was written to in the meantime proves nothing, whatever seems to be wrong with it. */
    private Optional<Hindrance> hindrance(long number, Drop drop, Throwable failure) {
        Path place = records.data.work(number);
        Optional<Hindrance> met = gate.outages.met(failure, place);
        if (met.isPresent() || drop == null || !Files.isRegularFile(drop.file(), LinkOption.NOFOLLOW_LINKS)) {
            return met;
        }
        try {
            drop.requireUnchanged();
            return met;
        } catch (IOException | DropChangedException e) {
            return gate.outages.met(e, place);
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
}
