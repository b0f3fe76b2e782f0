package io.waybill.delivery.naming;

/**
 * A row that is looked for.
 *
 * @param key the column by which it is found
 * @param value that it has in this column, as text
 */
record SoughtRow(KeyColumn key, String value) {}
