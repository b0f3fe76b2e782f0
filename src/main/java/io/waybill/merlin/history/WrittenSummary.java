package io.waybill.merlin.history;

/**
 * The summary of an event.
 *
 * @param text cut to the length of the target's column
 * @param fullText the whole text
 */
public record WrittenSummary(String text, String fullText) {}
