package io.waybill.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the faults of one drop, so that one run reports all of them. Keeps the first {@value #KEPT} and counts the
 * rest: a file in which every record is wrong must not fill the memory.
 */
public final class Faults {
    /** How many faults are kept in full. */
    public static final int KEPT = 1_000;

    private final List<Fault> kept = new ArrayList<>();
    private long total;

    /** Adds a fault. */
    public void add(Fault fault) {
        total++;
        if (kept.size() < KEPT) {
            kept.add(fault);
        }
    }

    /** Adds what made a file unreadable. */
    public void addAll(BrokenFileException broken) {
        broken.faults().forEach(this::add);
        total += broken.total() - broken.faults().size();
    }

    /** The first faults, in the order in which they were found. */
    public List<Fault> kept() {
        return List.copyOf(kept);
    }

    /** How many there were, kept or not. */
    public long total() {
        return total;
    }

    /** Whether no fault was added. */
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
