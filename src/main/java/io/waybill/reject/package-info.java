/** The rows that were not delivered: kept in the ledger, shown in error folders as {@code rejects.csv}, read back when mended. */
package io.waybill.reject;
