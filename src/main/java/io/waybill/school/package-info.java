/**
 * A school's calendar, kept up to date from the exports of the system in which the school administers its people, groups and timetable.
 */
package io.waybill.school;
