package io.waybill.model;

/**
 * Whether this process is about to end. First it accepts no new drops and lets running work finish; when that takes too long, it
 * interrupts the work, and the drop is taken up again at the next start.
 */
public final class Stopping {
    private volatile boolean requested;
    private volatile boolean brokenOff;

    /** From now on, no drop is claimed. */
    public void request() {
        requested = true;
    }

    /** From now on, running work ends at its next step with {@link StoppedException}. */
    public void breakOff() {
        requested = true;
        brokenOff = true;
    }

    /** Whether the process accepts no new drops. */
    public boolean requested() {
        return requested;
    }

    /** Whether running work is to end at its next step. */
    public boolean brokenOff() {
        return brokenOff;
    }

    /**
     * Call this between the steps of long work.
     *
     * @throws StoppedException when the work must end now
     */
    public void check() {
        if (brokenOff) {
            throw new StoppedException();
        }
    }
}
