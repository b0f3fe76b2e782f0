package io.waybill.merlin.history;

import io.waybill.merlin.text.EventType;

/**
 * An event in the target.
 *
 * @param id its key
 * @param type null for one that Merlin's model does not have
 * @param text as the target has it
 * @param fullText the whole text, as the event's note has it; the text itself when that was not cut, or there is no note
 * @param imported whether an import made it, not the application
 */
public record TargetEvent(long id, EventType type, String text, String fullText, boolean imported) {}
