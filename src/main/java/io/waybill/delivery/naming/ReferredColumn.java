package io.waybill.delivery.naming;

/**
 * What the values of a column refer to.
 *
 * @param table as people read it
 * @param column of that table, which has each value once; null for its primary key
 */
public record ReferredColumn(String table, String column) {}
