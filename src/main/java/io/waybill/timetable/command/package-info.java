/** The commands of the three text jobs: standard input to standard output, the report on standard error. */
package io.waybill.timetable.command;
