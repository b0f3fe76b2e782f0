package io.waybill.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** How long something took, round by round. */
final class Times {
    private final List<Long> nanos = new ArrayList<>();

    /** Does it once more and remembers how long it took. */
    <T> T measure(Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        add(System.nanoTime() - start);
        return result;
    }

    void add(long more) {
        nanos.add(more);
    }

    /** What was measured so far was the warming up. */
    void forget() {
        nanos.clear();
    }

    /** Milliseconds. */
    double median() {
        List<Long> sorted = nanos.stream().sorted().toList();
        int middle = sorted.size() / 2;
        long median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return median / 1e6;
    }

    /** One after the other, round by round. */
    static Times sum(Times first, Times second) {
        Times both = new Times();
        for (int i = 0; i < first.nanos.size(); i++) {
            both.add(first.nanos.get(i) + second.nanos.get(i));
        }
        return both;
    }
}
