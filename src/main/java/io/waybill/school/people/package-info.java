/** Staff, pupils, subjects and rooms of an export beside those of the calendar. */
package io.waybill.school.people;
