package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * Of which days the file of a drop speaks, both ends included.
 *
 * @param first the first one
 * @param last the last one, not before the first
 */
public record SpokenDays(LocalDate first, LocalDate last) {
    /** Those of a file that does not say it: it may speak of any day. */
    public static final SpokenDays ANY = new SpokenDays(LocalDate.MIN, LocalDate.MAX);

    public SpokenDays {
        requireNonNull(first, "first");
        requireNonNull(last, "last");
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("from " + first + " to " + last);
        }
    }

    /** Whether both speak of some day. */
    boolean overlap(SpokenDays other) {
        return !first.isAfter(other.last) && !other.first.isAfter(last);
    }
}
