package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

/**
 * How far the writing of a plan has come: each change is written into its table, and then into the journal, which takes about twice as
 * long. For one thread.
 */
final class WritingProgress {
    /** How much of the work on a change its entry in the journal is, where writing it is one part. */
    private static final int ENTRY = 2;

    private final Delivery.Advance to;
    private final long all;
    private long done;

    /**
     * @param changes how many there are, of all tables
     * @param to called with parts of the work
     */
    WritingProgress(long changes, Delivery.Advance to) {
        this.all = changes * (1 + ENTRY);
        this.to = requireNonNull(to, "to");
    }

    /** So many more changes are written into their table. */
    void written(long changes) {
        add(changes);
    }

    /** So many more changes are in the journal. */
    void entered(long changes) {
        add(changes * ENTRY);
    }

    private void add(long parts) {
        if (parts > 0) {
            done += parts;
            to.at(done, all);
        }
    }
}
