/**
 * Backups of the tables that a delivery is about to change. They are written as dumps that Django can load, verified
 * before they are used, and restored as deliveries of their own. Their files are authoritative; the ledger only lists
 * them.
 */
package io.waybill.delivery.backup;
