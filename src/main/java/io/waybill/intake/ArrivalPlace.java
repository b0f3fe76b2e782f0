package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * The place of an arrival among those that wait together: by the first day that it is about, and those with the same day in the order in which they came.
 *
 * @param day that first day; a later one, when an earlier arrival about the same days has it
 * @param number of the arrival
 */
public record ArrivalPlace(LocalDate day, long number) implements Comparable<ArrivalPlace> {
    public ArrivalPlace {
        requireNonNull(day, "day");
    }

    @Override
    public int compareTo(ArrivalPlace other) {
        int byDay = day.compareTo(other.day);
        return byDay == 0 ? Long.compare(number, other.number) : byDay;
    }
}
