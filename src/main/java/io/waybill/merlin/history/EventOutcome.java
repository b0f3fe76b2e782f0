package io.waybill.merlin.history;

import java.util.List;

/** What becomes of a row of a history file. */
public sealed interface EventOutcome {
    FileEvent file();

    /** The target does not have it yet. */
    record New(FileEvent file, Event event) implements EventOutcome {}

    /** @param id of the event that the target has already */
    record Known(FileEvent file, long id) implements EventOutcome {}

    /**
     * The target has the event with another content.
     *
     * @param id of the event
     * @param snapshot key of its snapshot; null when it has none yet or needs none
     */
    record Changed(FileEvent file, long id, Long snapshot, Event event) implements EventOutcome {}

    /** @param number of the row of the same drop that says the same */
    record Repeated(FileEvent file, long number) implements EventOutcome {}

    /** @param refusals at least one */
    record Refused(FileEvent file, List<Refusal> refusals) implements EventOutcome {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * Why a row is refused.
     *
     * @param column as its feed calls it
     * @param rule short stable name, kebab-case
     * @param found what stands there; null for nothing
     * @param expected what should stand there, as a phrase
     * @param advice as a sentence; null when the expectation says it all
     */
    record Refusal(String column, String rule, String found, String expected, String advice) {}
}
