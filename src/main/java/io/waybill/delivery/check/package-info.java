/**
 * Conditions on the data after applying, inside the delivering transaction: a feed's own, as SQL files, and one that holds for all, that
 * the tables have the rows that were planned.
 */
package io.waybill.delivery.check;
