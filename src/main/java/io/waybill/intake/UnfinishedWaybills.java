package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.FeedName;
import io.waybill.model.WaybillKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waybills that are to go on: drops that a crash or an outage has left in their work folders, held drops that were approved or
 * declined, and requests without a file (undos, restores). Safe for use by several threads.
 */
public final class UnfinishedWaybills {
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedWaybills.class);

    private final DataFolder data;
    private final List<FeedName> feeds;
    private final Claims claims;
    private final LedgerReader reader;
    private final Custody custody;
    private final Outages outages;
    private final Clock clock;
    private final Duration interval;
    private final Set<Long> withoutRoute = ConcurrentHashMap.newKeySet();
    private List<LedgerReader.Waiting> requested = List.of();
    private Instant readAt = Instant.MIN;

    /**
     * Looks for unfinished waybills of a data folder.
     *
     * @param feeds all feeds that have a route
     * @param interval how often the ledger is read for what people have asked for
     */
    public UnfinishedWaybills(
            DataFolder data,
            List<FeedName> feeds,
            Claims claims,
            LedgerReader reader,
            Custody custody,
            Outages outages,
            Clock clock,
            Duration interval) {
        this.data = requireNonNull(data, "data");
        this.feeds = List.copyOf(feeds);
        this.claims = requireNonNull(claims, "claims");
        this.reader = requireNonNull(reader, "reader");
        this.custody = requireNonNull(custody, "custody");
        this.outages = requireNonNull(outages, "outages");
        this.clock = requireNonNull(clock, "clock");
        this.interval = requireNonNull(interval, "interval");
    }

    /**
     * Returns the oldest unfinished drop of a feed, or else its oldest held drop that was approved or declined.
     *
     * @throws IOException when the work folders cannot be read
     */
    Optional<Long> nextDrop(FeedName feed) throws IOException {
        for (long number : claims.inWork()) {
            if (custody.isFree(number)
                    && claims.feedInWork(number).filter(feed::equals).isPresent()) {
                return Optional.of(number);
            }
        }
        for (LedgerReader.Waiting waiting : requested()) {
            if (waiting.kind() == WaybillKind.DROP
                    && custody.isFree(waiting.number())
                    && claims.feedOfHeld(waiting.number()).filter(feed::equals).isPresent()) {
                return Optional.of(waiting.number());
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the oldest request that has no file, or a work folder that belongs to no drop and is to be cleared away.
     *
     * @throws IOException when the work folders cannot be read
     */
    Optional<Long> nextRequest() throws IOException {
        for (long number : claims.inWork()) {
            if (custody.isFree(number)) {
                Optional<FeedName> feed = claims.feedInWork(number);
                if (feed.isEmpty()) {
                    return Optional.of(number);
                }
                reportWithoutRoute(number, feed.get());
            }
        }
        return requested().stream()
                .filter(waiting -> waiting.kind() != WaybillKind.DROP)
                .map(LedgerReader.Waiting::number)
                .filter(custody::isFree)
                .findFirst();
    }

    private void reportWithoutRoute(long number, FeedName feed) {
        if (!feeds.contains(feed) && withoutRoute.add(number)) {
            LOG.warn(
                    "Waybill {} ({}) remains in {}: no route carries this feed now. Restore its route file, or move the file away.",
                    number,
                    feed,
                    data.relative(data.work(number)));
        }
    }

    /** Reads the ledger at most once an interval, whoever asks. When it does not answer, there is a pause, as in any outage. */
    private synchronized List<LedgerReader.Waiting> requested() {
        Path requests = data.work();
        Instant now = clock.instant();
        if (now.isBefore(readAt.plus(interval)) || !outages.isDue(requests)) {
            return requested;
        }
        readAt = now;
        try {
            requested = reader.waiting();
            outages.gone(requests);
        } catch (LedgerException e) {
            outages.met(e, requests);
            requested = List.of();
        }
        return requested;
    }
}
