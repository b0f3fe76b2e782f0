/** What follows from the events in somebody's history: texts and snapshots, day by day, whatever the order of the rows. */
package io.waybill.merlin.history;
