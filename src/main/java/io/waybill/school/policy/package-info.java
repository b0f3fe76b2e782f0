/** What one school does in its own way: which years it has, what it calls them, who of its staff is in the calendar. */
package io.waybill.school.policy;
