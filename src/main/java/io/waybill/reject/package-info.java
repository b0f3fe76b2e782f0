/** What was not delivered: kept in the ledger, shown in the error folder as {@code rejects.csv}, read back when mended. */
package io.waybill.reject;
