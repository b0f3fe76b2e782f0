/**
 * Reads a Live dump in two passes: the first builds an index, the second decides record by record what goes to Play.
 */
package io.waybill.timetable.dump;
