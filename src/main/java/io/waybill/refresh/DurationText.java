package io.waybill.refresh;

import java.time.Duration;

/** How long something takes or is ago, in the unit that people would say it in. */
final class DurationText {
    /** From two of a unit on, it is said in that unit. */
    private static final int ENOUGH = 2;

    private DurationText() {}

    /** In words, such as {@code 1 second}, {@code 90 seconds}, {@code 10 minutes} or {@code 3 days}; what is left over is not said. */
    static String of(Duration duration) {
        if (duration.toDays() >= ENOUGH) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= ENOUGH) {
            return duration.toHours() + " hours";
        }
        if (duration.toMinutes() >= ENOUGH) {
            return duration.toMinutes() + " minutes";
        }
        long seconds = duration.toSeconds();
        return seconds + (seconds == 1 ? " second" : " seconds");
    }
}
