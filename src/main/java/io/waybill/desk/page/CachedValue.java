package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** A value that takes a while to compute and may be slightly out of date. Safe for use by several threads: one computes it, the others wait. */
final class CachedValue<T> {
    private final Supplier<T> source;
    private final Duration goodFor;
    private final Clock clock;
    private T value;
    private Instant until = Instant.MIN;

    /** @param goodFor how long a value is used before a new one is made */
    CachedValue(Supplier<T> source, Duration goodFor, Clock clock) {
        this.source = requireNonNull(source, "source");
        this.goodFor = requireNonNull(goodFor, "goodFor");
        this.clock = requireNonNull(clock, "clock");
    }

    synchronized T get() {
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            value = source.get();
            until = now.plus(goodFor);
        }
        return value;
    }
}
