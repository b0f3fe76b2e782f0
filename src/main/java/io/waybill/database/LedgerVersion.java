package io.waybill.database;

/**
 * How far the schema {@code waybill} of a target has been brought.
 *
 * @param current the version that it has; empty when it has none yet
 * @param known the version that this Waybill brings it to
 * @param newer whether a newer Waybill has changed it
 */
public record LedgerVersion(String current, String known, boolean newer) {}
