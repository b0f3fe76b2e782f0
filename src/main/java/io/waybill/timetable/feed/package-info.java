/** The steps of Timetable's feeds, bean by bean as its routes name them, with the set-based SQL that they run. */
package io.waybill.timetable.feed;
