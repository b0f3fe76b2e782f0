package io.waybill.database;

import java.time.Duration;

/** How long something outside this process is waited for, which is looked at again and again. */
final class Patience {
    private static final long PAUSE_MILLIS = 50;

    private final Long deadline;

    private Patience(Long deadline) {
        this.deadline = deadline;
    }

    /** It ends after a while. */
    static Patience of(Duration most) {
        return new Patience(System.nanoTime() + most.toNanos());
    }

    /** It never ends. */
    static Patience endless() {
        return new Patience(null);
    }

    boolean isOver() {
        return deadline != null && System.nanoTime() - deadline > 0;
    }

    /** Lets a moment pass until the next look. */
    void pause() throws InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
    }
}
