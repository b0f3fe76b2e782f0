package io.waybill.school.membership;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * Consecutive days, both ends included.
 *
 * @param first the first day
 * @param last the last day, not before the first; null when no end is known
 */
public record Days(LocalDate first, LocalDate last) {
    public Days {
        requireNonNull(first, "first");
        if (last != null && last.isBefore(first)) {
            throw new IllegalArgumentException("the last day " + last + " is before the first, " + first);
        }
    }

    /** From this day on, without an end. */
    public static Days from(LocalDate first) {
        return new Days(first, null);
    }

    /** Whether the day is one of these. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(first) && !endsBefore(day);
    }

    /** Whether all of these are over before the day begins. */
    public boolean endsBefore(LocalDate day) {
        return last != null && last.isBefore(day);
    }

    /** As PostgreSQL writes the same days as a {@code daterange}: its upper bound is the day after the last. */
    public String asRange() {
        return "[" + first + "," + (last == null ? "" : last.plusDays(1)) + ")";
    }

    /** As people read it: {@code 2016-09-01..2016-10-14}, or {@code 2016-09-01..} without an end. */
    @Override
    public String toString() {
        return first + ".." + (last == null ? "" : last);
    }
}
