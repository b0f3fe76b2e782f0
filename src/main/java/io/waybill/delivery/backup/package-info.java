/**
 * Backups of the tables that a delivery is about to change: written as dumps that Django can load, found to be sound before they are
 * trusted, and brought back as a delivery of their own. The files are the truth; the ledger only knows of them.
 */
package io.waybill.delivery.backup;
