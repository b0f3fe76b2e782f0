/**
 * Events that come again and again, and groups, from files that people of the school write. A definition that is broken keeps the events that it
 * has made before, a group the members that it has.
 */
package io.waybill.school.recurring;
