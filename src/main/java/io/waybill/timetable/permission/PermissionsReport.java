package io.waybill.timetable.permission;

import io.waybill.format.Faults;

/**
 * What happened to the grants of a Play dump.
 *
 * @param grants how many grants the dump has
 * @param rows how many rows were written
 * @param users how many users have them
 * @param duplicates how many grants repeat another one
 * @param rejects faults of the grants that were left out
 * @param warnings faults of grants that were written all the same
 */
public record PermissionsReport(long grants, long rows, long users, long duplicates, Faults rejects, Faults warnings) {}
