package io.waybill.merlin.history;

import io.waybill.merlin.text.EventType;

/**
 * An event that the target has.
 *
 * @param id its key
 * @param type null for one that the model does not have
 */
public record TargetEvent(long id, EventType type, String text) {}
