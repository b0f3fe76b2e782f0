/** The steps of Timetable's feeds, one bean for each part of its routes, with the set-based SQL that they run. */
package io.waybill.timetable.feed;
