package io.waybill.reject;

/**
 * Which rejects a list shows; null means any.
 *
 * @param state {@code open}, {@code solved}, {@code dropped}, {@code replaced}, {@code reported} or {@code withdrawn}
 * @param waybill number of the waybill that could not deliver them
 * @param text contained in their cells, their reason or the name of their file; capitals are ignored
 * @param below only ids below this one, for the next page
 */
public record RejectFilter(String state, Long waybill, String text, Long below) {}
