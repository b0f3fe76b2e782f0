/** Sample data for the demonstration and for tests: an invented pair of dumps, and Play as it was after the last refresh. */
package io.waybill.timetable.demo;
