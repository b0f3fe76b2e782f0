package io.waybill.merlin.text;

import java.util.Map;

/** Words a history event for the people who read it. */
public sealed interface SummaryTexts permits LegacyTexts, CorrectedTexts {
    /**
     * The whole text; what the target's column is too short for is cut by {@link ShortText}.
     *
     * @param type null for one that the model does not have
     * @param aspects aspect code → name, of the event's ladder; null when there is no such ladder
     * @param before where the user stood on this ladder before the event's day
     */
    String text(EventType type, EventFacts facts, Map<String, String> aspects, Levels before);
}
