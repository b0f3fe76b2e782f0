/** Scheduled refreshes: fetches a dump from a folder, a command or the Live database, and drops it like a person would. */
package io.waybill.timetable.refresh;
