/** The ledger of waybills in PostgreSQL (schema {@code waybill}): written, read, and asked for changes. */
package io.waybill.ledger;
