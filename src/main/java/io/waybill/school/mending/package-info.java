/** Answers of people to what could not be used of exports: they come back, and people look for what may be meant. */
package io.waybill.school.mending;
