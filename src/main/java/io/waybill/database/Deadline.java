package io.waybill.database;

import java.time.Duration;

/** How long something outside this process is waited for, which is looked at again and again. */
final class Deadline {
    private static final long PAUSE_MILLIS = 50;

    private final Long deadline;

    private Deadline(Long deadline) {
        this.deadline = deadline;
    }

    /** It ends after a while. */
    static Deadline of(Duration most) {
        return new Deadline(System.nanoTime() + most.toNanos());
    }

    /** It never ends. */
    static Deadline endless() {
        return new Deadline(null);
    }

    boolean isOver() {
        return deadline != null && System.nanoTime() - deadline > 0;
    }

    /** Lets a moment pass until the next look. */
    void pause() throws InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
    }
}
