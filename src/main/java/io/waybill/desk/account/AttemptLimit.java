package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits how often somebody may try: a few times at once, then once per period. Remembers a limited number of those who tried; whoever
 * has not tried for the longest time is forgotten first. Safe for use by several threads.
 */
public final class AttemptLimit {
    private static final int REMEMBERED = 10_000;

    private final int atOnce;
    private final Duration thenEvery;
    private final Clock clock;
    private final Map<String, Instant> usedUpUntil = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param atOnce attempts without a pause
     * @param thenEvery a further attempt is granted after each such period
     */
    public AttemptLimit(int atOnce, Duration thenEvery, Clock clock) {
        this.atOnce = atOnce;
        this.thenEvery = requireNonNull(thenEvery, "thenEvery");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Takes an attempt.
     *
     * @param who an address or a name
     * @return empty when it is granted; otherwise how long to wait
     */
    public synchronized Optional<Duration> take(String who) {
        Optional<Duration> wait = pause(who);
        if (wait.isEmpty()) {
            usedUpUntil.put(who, next(who, clock.instant()));
        }
        return wait;
    }

    /**
     * How long to wait for the next attempt, without taking it.
     *
     * @param who an address or a name
     * @return empty when one would be granted now
     */
    public synchronized Optional<Duration> pause(String who) {
        Instant now = clock.instant();
        Duration wait = Duration.between(now.plus(thenEvery.multipliedBy(atOnce)), next(who, now));
        return wait.isNegative() || wait.isZero() ? Optional.empty() : Optional.of(wait);
    }

    private Instant next(String who, Instant now) {
        Instant until = usedUpUntil.getOrDefault(who, now);
        return (until.isBefore(now) ? now : until).plus(thenEvery);
    }

    /** Resets the limit of somebody who has succeeded. */
    public synchronized void forget(String who) {
        usedUpUntil.remove(who);
    }
}
