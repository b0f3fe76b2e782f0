package io.waybill.merlin.history;

import java.math.BigDecimal;
import java.util.List;

/** What is done with a row of a history file. */
public sealed interface EventOutcome {
    /** The row; null for an event of the target that no row is about. */
    FileEvent file();

    /** The event is new. */
    record New(FileEvent file, Event event) implements EventOutcome {}

    /**
     * The target already has the event.
     *
     * @param id of the event
     */
    record Known(FileEvent file, long id) implements EventOutcome {}

    /**
     * The event in the target is changed to what the row says.
     *
     * @param id of the event
     * @param snapshot key of its snapshot; null when it has none
     * @param moved whether the snapshot comes after others of its day that it came before
     */
    record Changed(FileEvent file, long id, Long snapshot, Event event, boolean moved) implements EventOutcome {}

    /**
     * An event that was imported earlier comes after other events than before: its text or pay band says so now.
     *
     * @param file a row that says the same as the event; null for none
     * @param snapshot of the event
     * @param summary its new text; null when that stays
     * @param band its new pay band; null when that stays
     * @param moved whether the snapshot comes after others of its day that it came before
     */
    record Followed(
            FileEvent file,
            TargetEvent event,
            TargetSnapshot<?> snapshot,
            WrittenSummary summary,
            Band band,
            boolean moved)
            implements EventOutcome {
        /**
         * A pay band.
         *
         * @param number null when it is not known any more
         */
        public record Band(BigDecimal number) {}
    }

    /**
     * Another row of the drop says the same.
     *
     * @param number of that row
     */
    record Repeated(FileEvent file, long number) implements EventOutcome {}

    /**
     * The row is a reject.
     *
     * @param refusals why, at least one
     */
    record Refused(FileEvent file, List<Refusal> refusals) implements EventOutcome {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * Why a row is refused.
     *
     * @param column by its name in the feed
     * @param rule short stable name, kebab-case
     * @param found what the row has there; null for nothing
     * @param expected what should be there, as a phrase
     * @param advice as a sentence; null when {@code expected} says enough
     */
    record Refusal(String column, String rule, String found, String expected, String advice) {}
}
