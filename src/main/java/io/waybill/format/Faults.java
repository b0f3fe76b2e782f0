package io.waybill.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the faults of one drop, so that all of them are told in one run. Keeps the first {@value #KEPT} and counts the
 * rest: a file in which every record is wrong must not fill the memory.
 */
public final class Faults {
    /** How many faults are kept word for word. */
    public static final int KEPT = 1_000;

    private final List<Fault> kept = new ArrayList<>();
    private long total;

    public void add(Fault fault) {
        total++;
        if (kept.size() < KEPT) {
            kept.add(fault);
        }
    }

    /** The first faults, in the order in which they were met. */
    public List<Fault> kept() {
        return List.copyOf(kept);
    }

    /** How many there were, kept or not. */
    public long total() {
        return total;
    }

    public boolean isEmpty() {
        return total == 0;
    }

    /** @throws BrokenFileException when there is any fault */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new BrokenFileException(kept(), total);
        }
    }
}
