package io.waybill.school.load;

import io.waybill.school.source.LoadFrame;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.SortedSet;

/**
 * The days for which an export has all occurrences of activities.
 *
 * @param start the effective day of the load
 * @param stretches of consecutive days, in their order
 * @param membersByDay whether groups have the members of each occurrence from its day on
 * @param weeksAlone the Sundays of the weeks that it is about, in their order, when it has some weeks alone; empty for a whole export
 */
record ActivityDays(LocalDate start, List<Stretch> stretches, boolean membersByDay, List<LocalDate> weeksAlone) {
    private static final int DAYS_TO_SATURDAY = 6;

    /** Days, both ends included. */
    record Stretch(LocalDate first, LocalDate last) {}

    ActivityDays {
        stretches = List.copyOf(stretches);
        weeksAlone = List.copyOf(weeksAlone);
    }

    /** All days from the effective one on. */
    static ActivityDays from(LoadFrame frame) {
        return new ActivityDays(frame.start(), List.of(new Stretch(frame.start(), frame.eraLast())), false, List.of());
    }

    /** All days from the Sunday on with which the week of the effective day begins: the tables of a week may come late. */
    static ActivityDays fromSunday(LoadFrame frame) {
        LocalDate sunday = frame.start().with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        return new ActivityDays(
                frame.start(), List.of(new Stretch(inEra(sunday, frame), frame.eraLast())), true, List.of());
    }

    /** The days of some weeks, the first of which begins the load. */
    static ActivityDays ofWeeks(LoadFrame frame, SortedSet<LocalDate> sundays) {
        return new ActivityDays(
                inEra(sundays.first(), frame),
                sundays.stream()
                        .map(sunday ->
                                new Stretch(inEra(sunday, frame), inEra(sunday.plusDays(DAYS_TO_SATURDAY), frame)))
                        .toList(),
                true,
                List.copyOf(sundays));
    }

    /** Whether a day of a week, which begins with a Sunday, is one of these. */
    boolean overlap(LocalDate sunday) {
        LocalDate saturday = sunday.plusDays(DAYS_TO_SATURDAY);
        return stretches.stream().anyMatch(each -> !each.first.isAfter(saturday) && !each.last.isBefore(sunday));
    }

    private static LocalDate inEra(LocalDate day, LoadFrame frame) {
        LocalDate from = day.isBefore(frame.eraFirst()) ? frame.eraFirst() : day;
        return from.isAfter(frame.eraLast()) ? frame.eraLast() : from;
    }
}
