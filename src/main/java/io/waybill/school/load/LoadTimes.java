package io.waybill.school.load;

import io.waybill.model.Notice;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Where the time of an export goes until its plan can be made. The states of the waybill tell the rest: a plan is made before it is
 * {@code planned}, and applied after that.
 */
final class LoadTimes {
    private final long began = System.nanoTime();
    private long staging;
    private long read;

    /** Adds the time that something took which brought records into the working tables. */
    void staged(long nanos) {
        staging += nanos;
    }

    /** All records are in the working tables. */
    void read() {
        read = System.nanoTime();
    }

    /** What the waybill says once everything that differs from the calendar is known. */
    Notice notice() {
        return new Notice(
                "times",
                String.format(
                        Locale.ROOT,
                        "Time needed: %d ms to parse the export, %d ms to bring it into working tables, %d ms to find what differs from the calendar.",
                        milliseconds(read - began - staging),
                        milliseconds(staging),
                        milliseconds(System.nanoTime() - read)),
                1);
    }

    private static long milliseconds(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
