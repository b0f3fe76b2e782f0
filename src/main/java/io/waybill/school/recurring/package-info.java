/**
 * Events that come again and again, from files that people of the school write. A definition that is broken keeps the events that it has made
 * before.
 */
package io.waybill.school.recurring;
