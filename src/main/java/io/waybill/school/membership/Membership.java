package io.waybill.school.membership;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * One row of a group: somebody belongs to it on these days, or is excluded from it by name.
 *
 * @param id its number in the target; null for a row that is not there yet
 * @param during the days; of a withdrawn row, those that were last valid
 * @param excluded whether it keeps its member out of the group
 * @param withdrawn whether it never took effect, such as one that was ended on its first day. It stays as a mark and counts for nothing.
 */
public record Membership(Long id, Days during, boolean excluded, boolean withdrawn) {
    public Membership {
        requireNonNull(during, "during");
    }

    /** A row that is not in the target yet. */
    static Membership fresh(Days during, boolean excluded) {
        return new Membership(null, during, excluded, false);
    }

    /** Whether it counts on that day. */
    public boolean isValidOn(LocalDate day) {
        return !withdrawn && during.contains(day);
    }

    /** The same row for other days; valid, even if it was withdrawn before. */
    Membership on(Days days) {
        return new Membership(id, days, excluded, false);
    }

    /** The same row, ended on the day before this one; withdrawn if that would leave it no day. */
    Membership endedBefore(LocalDate day) {
        return during.first().isBefore(day) ? on(new Days(during.first(), day.minusDays(1))) : asWithdrawn();
    }

    /** The same row as a mere mark. */
    Membership asWithdrawn() {
        return new Membership(id, during, excluded, true);
    }
}
