package io.waybill.delivery;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many deliveries have a target's connections at once. Only one writes at a time, and each keeps a connection from its first row to its
 * end: if all that wait for it did, there would be none left for the ledger, without which the first cannot end.
 */
final class Turns {
    private static final long LOOK_MILLIS = 100;

    private final Semaphore free;

    Turns(int most) {
        this.free = new Semaphore(most, true);
    }

    /**
     * Waits for a turn, in the order of those who ask.
     *
     * @param check throws when the wait is over for another reason
     * @throws DeliveryCancelledException when the thread is interrupted
     */
    void take(Runnable check) {
        try {
            while (!free.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                check.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryCancelledException(e);
        }
    }

    /** Hands it to the next. */
    void giveBack() {
        free.release();
    }
}
