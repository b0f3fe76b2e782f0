package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * The days that the file of a drop is about, both ends included.
 *
 * @param first the first one
 * @param last the last one, not before the first
 */
public record FileDays(LocalDate first, LocalDate last) {
    /** Those of a file that does not say it: it may be about any day. */
    public static final FileDays ANY = new FileDays(LocalDate.MIN, LocalDate.MAX);

    public FileDays {
        requireNonNull(first, "first");
        requireNonNull(last, "last");
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("from " + first + " to " + last);
        }
    }

    /** Whether both have a day in common. */
    boolean overlap(FileDays other) {
        return !first.isAfter(other.last) && !other.first.isAfter(last);
    }
}
