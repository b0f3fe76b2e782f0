package io.waybill.merlin.history;

/**
 * A snapshot that the target has.
 *
 * @param <T> what it holds
 * @param id its key
 * @param event key of the event that it names as its source; null for none
 */
public record TargetSnapshot<T>(long id, Long event, T content) {}
