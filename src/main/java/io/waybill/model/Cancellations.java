package io.waybill.model;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Waybills that people have cancelled while this process carries them. Their work ends at its next step, or at once where it can be
 * interrupted. Safe for use by several threads.
 */
public final class Cancellations {
    private final Set<Long> cancelled = new HashSet<>();
    private final Map<Long, Runnable> interrupts = new HashMap<>();

    /**
     * From now on a waybill is interrupted by this when it is cancelled, from another thread; at once if it is already.
     *
     * @param interrupt short, and harmless when there is nothing to interrupt
     */
    public synchronized void interruptBy(long number, Runnable interrupt) {
        interrupts.put(number, requireNonNull(interrupt, "interrupt"));
        if (cancelled.contains(number)) {
            interrupt.run();
        }
    }

    /** From now on a waybill is not interrupted any more. Waits for an interrupt that is under way. */
    public synchronized void leaveAlone(long number) {
        interrupts.remove(number);
    }

    /**
     * Ends the work on a waybill. To be said again for as long as that work goes on: an interrupt that comes between two statements reaches
     * neither of them.
     */
    public synchronized void cancel(long number) {
        cancelled.add(number);
        Runnable interrupt = interrupts.get(number);
        if (interrupt != null) {
            interrupt.run();
        }
    }

    /** Forgets a waybill that is no longer carried. */
    public synchronized void forget(long number) {
        cancelled.remove(number);
        interrupts.remove(number);
    }

    /**
     * Call this between the steps of long work on a waybill.
     *
     * @throws StoppedException when the work must end now
     */
    public synchronized void check(long number) {
        if (cancelled.contains(number)) {
            throw new StoppedException("Waybill " + number + " was cancelled.");
        }
    }
}
