package io.waybill.bench;

import java.util.concurrent.Callable;

/** How long something took, round by round. */
final class Times {
    private static final double NANOS_OF_MILLI = 1e6;

    private final Amounts nanos = new Amounts();

    /** Does it once more and remembers how long it took. */
    <T> T measure(Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        add(System.nanoTime() - start);
        return result;
    }

    /** @param more nanoseconds */
    void add(long more) {
        nanos.add(more);
    }

    /** What was measured so far was the warming up. */
    void forget() {
        nanos.forget();
    }

    /** Milliseconds. */
    double median() {
        return nanos.median() / NANOS_OF_MILLI;
    }

    /** One after the other, round by round. */
    static Times sum(Times first, Times second) {
        Times both = new Times();
        for (int i = 0; i < first.nanos.rounds(); i++) {
            both.add(first.nanos.get(i) + second.nanos.get(i));
        }
        return both;
    }
}
