package io.waybill.reject;

/**
 * A rejected row in the ledger.
 *
 * @param id its number
 * @param waybill the waybill that could not deliver it
 * @param row the row; its {@code returned} is null
 * @param state {@code open}, {@code solved}, {@code dropped}, {@code replaced} or {@code reported}
 * @param closedBy the waybill that closed it; null while it is open
 */
public record Reject(long id, long waybill, RejectedRow row, String state, Long closedBy) {}
