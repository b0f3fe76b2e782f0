/** What waits for somebody's approval in the calendar, and what somebody has declined: a report, and letters to those whom it concerns. */
package io.waybill.school.approval;
