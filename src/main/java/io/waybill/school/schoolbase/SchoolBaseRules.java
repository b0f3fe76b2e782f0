package io.waybill.school.schoolbase;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
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
 * @param periodTimes the right times of periods that the tables have wrong, by the key of the period
 * @param suspensions lessons that do not take place although the tables say nothing of it
 */
public record SchoolBaseRules(
        String year,
        int timeSet,
        Set<Integer> pupilTypes,
        Set<Integer> staffTypes,
        Set<Times> registrations,
        Set<Times> tutorPeriods,
        Map<String, Times> periodTimes,
        List<Suspended> suspensions) {
    public SchoolBaseRules {
        requireNonNull(year, "year");
        pupilTypes = Set.copyOf(pupilTypes);
        staffTypes = Set.copyOf(staffTypes);
        registrations = Set.copyOf(registrations);
        tutorPeriods = Set.copyOf(tutorPeriods);
        periodTimes = Map.copyOf(periodTimes);
        suspensions = List.copyOf(suspensions);
    }

    /** Tables that have all times right, and all suspended lessons. */
    public SchoolBaseRules(
            String year,
            int timeSet,
            Set<Integer> pupilTypes,
            Set<Integer> staffTypes,
            Set<Times> registrations,
            Set<Times> tutorPeriods) {
        this(year, timeSet, pupilTypes, staffTypes, registrations, tutorPeriods, Map.of(), List.of());
    }

    /** The same for another academic year. */
    public SchoolBaseRules of(String otherYear) {
        return new SchoolBaseRules(
                otherYear, timeSet, pupilTypes, staffTypes, registrations, tutorPeriods, periodTimes, suspensions);
    }

    /** A stretch of a day. */
    public record Times(LocalTime start, LocalTime end) {}

    /**
     * Lessons that do not take place: on each of the days, at these times.
     *
     * @param years of the national curriculum; empty for the whole school
     */
    public record Suspended(LocalDate first, LocalDate last, Times times, Set<Integer> years) {
        public Suspended {
            years = Set.copyOf(years);
        }
    }
}
