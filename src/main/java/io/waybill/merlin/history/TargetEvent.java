package io.waybill.merlin.history;

import io.waybill.merlin.text.EventType;

/**
 * An event in the target.
 *
 * @param id its key
 * @param type null for one that Merlin's model does not have
 */
public record TargetEvent(long id, EventType type, String text) {}
