/** The ledger of waybills in PostgreSQL (schema {@code waybill}): writing it, reading it, and the requests people make. */
package io.waybill.ledger;
