/**
 * What a school is, whichever system it comes from: people, places, groups and their members, the timetable, what happens on single days. An
 * adapter for each system makes these records; everything after it knows only them. Keys are those of the system, as text.
 */
package io.waybill.school.model;
