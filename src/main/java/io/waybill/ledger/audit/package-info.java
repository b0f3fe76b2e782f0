/** The audit list: what people and programs did, in the ledger, only ever added to. */
package io.waybill.ledger.audit;
