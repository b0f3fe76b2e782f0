/**
 * Edit permissions: extracted from a dump into a CSV, matched from a CSV against the Things of a target, merged into a
 * dump.
 */
package io.waybill.timetable.permission;
