package io.waybill.model;

/**
 * Whether this process is about to end. First it takes no new drops and lets what is under way come to its end; when that
 * takes too long, it breaks the work off, and the drop is taken up again at the next start.
 */
public final class Stopping {
    private volatile boolean requested;
    private volatile boolean brokenOff;

    /** From now on no drop is claimed. */
    public void request() {
        requested = true;
    }

    /** From now on work under way ends at its next step with {@link StoppedException}. */
    public void breakOff() {
        requested = true;
        brokenOff = true;
    }

    public boolean requested() {
        return requested;
    }

    public boolean brokenOff() {
        return brokenOff;
    }

    /** To be called between steps of long work. @throws StoppedException when the work is to be broken off */
    public void check() {
        if (brokenOff) {
            throw new StoppedException();
        }
    }
}
