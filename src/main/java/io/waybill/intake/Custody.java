package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.DataFolder;
import io.waybill.model.Cancellations;
import io.waybill.model.Drop;
import io.waybill.model.FailureSentence;
import io.waybill.model.FailureTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The waybills that this process is carrying: each by one thread at a time, until its exchange has ended. A drop that was hindered is
 * then returned to its inbox; whatever else is left in its work folder is taken up again after a pause. Safe for use by several threads.
 */
public final class Custody {
    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);
    /** Pauses double from one failure to the next, at most so often. */
    private static final int MOST_DOUBLINGS = 5;

    private final DataFolder data;
    private final Claims claims;
    private final Completion completion;
    private final InboxFilter filter;
    private final Outages outages;
    private final Cancellations cancellations;
    private final Clock clock;
    private final Duration pause;
    private final Set<Long> inHand = ConcurrentHashMap.newKeySet();
    private final Map<Long, Hindered> hindered = new ConcurrentHashMap<>();
    private final Map<Long, Instant> paused = new ConcurrentHashMap<>();
    private final Map<Long, Failures> failures = new ConcurrentHashMap<>();
    private final Set<Long> repeated = ConcurrentHashMap.newKeySet();

    /**
     * Begins with nothing in hand.
     *
     * @param cancellations of waybills in hand
     * @param pause before a drop is taken up again that was left in its work folder
     */
    public Custody(
            DataFolder data,
            Claims claims,
            Completion completion,
            InboxFilter filter,
            Outages outages,
            Cancellations cancellations,
            Clock clock,
            Duration pause) {
        this.data = requireNonNull(data, "data");
        this.claims = requireNonNull(claims, "claims");
        this.completion = requireNonNull(completion, "completion");
        this.filter = requireNonNull(filter, "filter");
        this.outages = requireNonNull(outages, "outages");
        this.cancellations = requireNonNull(cancellations, "cancellations");
        this.clock = requireNonNull(clock, "clock");
        this.pause = requireNonNull(pause, "pause");
    }

    /** @param drop null when it is not known yet */
    private record Hindered(Hindrance hindrance, Drop drop) {}

    /**
     * How often a waybill could neither be carried nor ended, one time after the other, and why the last time.
     *
     * @param times at least 1
     * @param latest as a sentence, without values from the drop
     */
    record Failures(int times, String latest) {}

    /** Whether a waybill is not being carried and its time for another attempt has come. */
    boolean isFree(long number) {
        Instant until = paused.get(number);
        if (until != null && !clock.instant().isBefore(until)) {
            paused.remove(number);
            until = null;
        }
        return until == null && !inHand.contains(number) && outages.isDue(data.work(number));
    }

    /** Notes that a waybill in hand could neither be carried nor ended: it is taken up again after longer and longer pauses. */
    void failed(long number, String sentence) {
        failures.merge(
                number, new Failures(1, sentence), (before, first) -> new Failures(before.times + 1, first.latest));
    }

    /** How often a waybill has failed in this process without coming to an end; empty when it has not. */
    Optional<Failures> failures(long number) {
        return Optional.ofNullable(failures.get(number));
    }

    /**
     * Takes a waybill in hand.
     *
     * @return false when another thread has it
     */
    boolean take(long number) {
        return inHand.add(number);
    }

    /** Whether any waybill is in hand. */
    boolean hasAny() {
        return !inHand.isEmpty();
    }

    /** Ends the work on a waybill if it is in hand. */
    void cancel(long number) {
        if (inHand.contains(number)) {
            cancellations.cancel(number);
        }
    }

    /** Lets go of a waybill that was not claimed after all. */
    void letGo(long number) {
        inHand.remove(number);
    }

    /** Lets go of a waybill when its exchange has ended: only then is nobody using its files any more. */
    void letGoAfter(Exchange exchange, long number) {
        int before = failures(number).map(Failures::times).orElse(0);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                int failed = failures(number).map(Failures::times).orElse(0);
                if (failed > before) {
                    paused.put(
                            number,
                            clock.instant().plus(pause.multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS))));
                } else {
                    failures.remove(number);
                }
                try {
                    giveBackIfHindered(number);
                    if (!repeated.remove(number)
                            && !outages.isKnown(data.work(number))
                            && Files.exists(data.work(number))) {
                        paused.putIfAbsent(number, clock.instant().plus(pause));
                    }
                } finally {
                    cancellations.forget(number);
                    inHand.remove(number);
                }
            }
        });
    }

    /**
     * Notes that a waybill in hand cannot go on for now; its drop is returned to its inbox when its exchange has ended.
     *
     * @param drop null when it is not known yet
     */
    void hinder(long number, Hindrance hindrance, Drop drop) {
        hindered.put(number, new Hindered(hindrance, drop));
    }

    /** Lets a waybill in hand be taken up again as soon as its exchange has ended. */
    void repeat(long number) {
        repeated.add(number);
    }

    /**
     * Returns the drop of a waybill in hand to its inbox.
     *
     * @param toSettle whether the file is still being written
     * @return false when it remains in its work folder, to be taken up there
     * @throws IOException when it cannot be moved
     */
    boolean giveBack(long number, boolean toSettle) throws IOException {
        Path work = data.work(number);
        Optional<Path> place = claims.giveBack(number, toSettle);
        place.ifPresent(inbox -> {
            outages.follow(work, inbox);
            filter.postpone(inbox, outages.nextTry(inbox));
        });
        return place.isPresent();
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
                            "Waybill {} is withdrawn, its file waits in its folder again: {}",
                            number,
                            one.hindrance.sentence());
                }
            } else if (changed && one.drop != null) {
                // What was approved, or has ended according to the ledger, is not the file that is there now.
                completion.fail(one.drop, one.hindrance.sentence() + " Drop it again.");
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("Details of the failure: {}", new FailureTrace(e));
            if (outages.met(e, data.work(number)).isEmpty()) {
                LOG.warn("Waybill {} remains in its work folder for now: {}", number, FailureSentence.withoutValues(e));
            }
        }
    }
}
