package io.waybill.bench;

import java.util.ArrayList;
import java.util.List;

/** What was measured, round by round. */
final class Amounts {
    private final List<Long> amounts = new ArrayList<>();

    void add(long amount) {
        amounts.add(amount);
    }

    /** What was measured so far was the warming up. */
    void forget() {
        amounts.clear();
    }

    long get(int round) {
        return amounts.get(round);
    }

    int rounds() {
        return amounts.size();
    }

    long median() {
        List<Long> sorted = amounts.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
