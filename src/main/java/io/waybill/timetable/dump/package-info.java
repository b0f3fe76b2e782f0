/** Reads a Live dump in two passes: an index of what there is, then record by record what goes to Play and what is left behind. */
package io.waybill.timetable.dump;
