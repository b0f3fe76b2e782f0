package io.waybill.merlin.history;

/**
 * A snapshot in the target.
 *
 * @param <T> its content
 * @param id its key
 * @param event key of the event that it names as its source; null when it names none
 */
public record TargetSnapshot<T>(long id, Long event, T content) {}
