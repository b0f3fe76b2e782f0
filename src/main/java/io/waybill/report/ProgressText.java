package io.waybill.report;

import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.UsualTimes;
import io.waybill.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a waybill that is under way is doing, and for how much longer where that is measured.
 *
 * @param sentence what it is doing, with the share that is done where there is a measure
 * @param toGo how much longer this step takes if it goes on as before; empty where that is not known
 * @param allToGo how much longer the whole waybill takes; empty where that is not known, or is the same
 */
public record ProgressText(String sentence, Optional<Duration> toGo, Optional<Duration> allToGo) {
    /** What was measured for less than this, or of less than this share, says nothing about the rest. */
    private static final Duration LEAST_TIME = Duration.ofSeconds(2);

    private static final int LEAST_PERCENT = 5;
    private static final int WHOLE = 100;
    private static final int MOST_OF_A_UNIT = 100;

    /**
     * Says it of a waybill that has not ended.
     *
     * @param usual how long others like it take
     */
    public static ProgressText of(LedgerEntry page, UsualTimes usual, Instant now) {
        ProgressText step = ofStep(page, now);
        Optional<Duration> all =
                usual.toGo(page.state(), Duration.between(page.times().since(), now), step.toGo);
        return new ProgressText(step.sentence, step.toGo, all.equals(step.toGo) ? Optional.empty() : all);
    }

    private static ProgressText ofStep(LedgerEntry page, Instant now) {
        int percent = page.run().progress();
        String done = page.request().preview() ? "tried" : "written";
        return switch (page.state()) {
            case READING -> measured(page, percent + " % of the file is read and staged", now);
            case STAGED ->
                unmeasured("What was read is matched, checked and compared with the target"
                        + (percent == 0 ? "" : ": " + percent + " % of the tables are compared"));
            case PLANNED ->
                unmeasured("The plan is measured by the guards, and a backup is taken if the feed asks for one");
            case APPLYING ->
                percent < WHOLE
                        ? measured(
                                page,
                                percent == 0
                                        ? "What differs is being " + done
                                        : percent + " % is " + done + ", into the tables and then into the journal",
                                now)
                        : unmeasured(
                                page.request().preview()
                                        ? "All changes are tried and checked, and rejects are entered; then the changes are taken back"
                                        : "All changes are written and in the journal; they are checked, and rejects are entered");
            case HELD ->
                unmeasured(
                        page.declined()
                                ? "Its plan was declined: it ends in a moment"
                                : "Its plan was approved: it goes on in a moment");
            default -> unmeasured("It begins in a moment");
        };
    }

    /** The same in a word, for a bar that begins again with each step. */
    public static String step(State state) {
        return switch (state) {
            case READING -> "reading";
            case STAGED -> "planning";
            case PLANNED -> "guards";
            case APPLYING -> "applying";
            default -> "";
        };
    }

    /** {@code , 40 s to go} of the step, or {@code , 3 min to go in all} where that is known; otherwise empty. For the end of a line. */
    String inShort() {
        return allToGo.map(all -> ", " + rounded(all) + " to go in all")
                .or(() -> toGo.map(step -> ", " + rounded(step) + " to go"))
                .orElse("");
    }

    private static String rounded(Duration duration) {
        if (duration.toSeconds() < MOST_OF_A_UNIT) {
            return Math.max(1, duration.toSeconds()) + " s";
        }
        return duration.toMinutes() < MOST_OF_A_UNIT ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }

    private static ProgressText unmeasured(String sentence) {
        return new ProgressText(sentence, Optional.empty(), Optional.empty());
    }

    private static ProgressText measured(LedgerEntry page, String sentence, Instant now) {
        int percent = page.run().progress();
        Duration taken = Duration.between(page.times().since(), now);
        boolean known = percent >= LEAST_PERCENT && percent < WHOLE && taken.compareTo(LEAST_TIME) >= 0;
        return new ProgressText(
                sentence,
                known ? Optional.of(taken.multipliedBy(WHOLE - percent).dividedBy(percent)) : Optional.empty(),
                Optional.empty());
    }
}
