package io.waybill.school.schoolbase;

import static java.util.Objects.requireNonNull;

import java.time.LocalTime;
import java.util.Set;

/**
 * Which rows of the tables are those of this school and this year.
 *
 * @param year key of the academic year
 * @param timeSet which of several sets of times of periods is in force
 * @param pupilTypes types of persons that are pupils of this school
 * @param staffTypes types of persons that are its staff
 * @param registrations times at which pupils are registered
 * @param tutorPeriods times that belong to tutors
 */
public record SchoolBaseRules(
        String year,
        int timeSet,
        Set<Integer> pupilTypes,
        Set<Integer> staffTypes,
        Set<Times> registrations,
        Set<Times> tutorPeriods) {
    public SchoolBaseRules {
        requireNonNull(year, "year");
        pupilTypes = Set.copyOf(pupilTypes);
        staffTypes = Set.copyOf(staffTypes);
        registrations = Set.copyOf(registrations);
        tutorPeriods = Set.copyOf(tutorPeriods);
    }

    /** A stretch of a day. */
    public record Times(LocalTime start, LocalTime end) {}
}
