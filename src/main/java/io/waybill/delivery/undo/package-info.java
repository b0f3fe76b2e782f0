/** Takes a waybill back: an ordinary delivery whose rows come from the journal. */
package io.waybill.delivery.undo;
