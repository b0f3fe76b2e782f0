/** Undoes a waybill: an ordinary delivery whose rows come from the journal. */
package io.waybill.delivery.undo;
