/**
 * Conditions on the data after applying, inside the delivering transaction: those of a feed, as SQL files, and one for
 * all feeds, that every table has as many rows as planned.
 */
package io.waybill.delivery.check;
