/**
 * Events of the calendar: what of the timetable and of activities takes place on which day, who takes part, who stands in for whom. SQL files
 * beside this package compare the export with the calendar and stage what differs.
 */
package io.waybill.school.event;
