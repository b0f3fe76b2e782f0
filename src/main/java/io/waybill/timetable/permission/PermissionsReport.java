package io.waybill.timetable.permission;

import io.waybill.format.Faults;

/**
 * What became of the grants of a Play dump.
 *
 * @param grants how many there were
 * @param rows how many rows were written
 * @param users how many users hold them
 * @param duplicates grants that say what another says
 * @param rejects grants left out
 * @param warnings grants that were written although something is odd about them
 */
public record PermissionsReport(long grants, long rows, long users, long duplicates, Faults rejects, Faults warnings) {}
