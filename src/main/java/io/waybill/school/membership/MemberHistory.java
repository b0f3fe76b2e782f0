package io.waybill.school.membership;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * All rows of one member in one group. No two valid ones have a day in common. Rows that were never in the target vanish when they are
 * withdrawn; all others stay.
 *
 * @param rows in the order in which they came
 */
record MemberHistory(List<Membership> rows) {
    static final MemberHistory NONE = new MemberHistory(List.of());

    MemberHistory {
        rows = List.copyOf(rows);
    }

    /**
     * Begins an inclusion or exclusion as a row of its own. Nothing happens when there is one already on that day; the opposite is ended. One
     * that would begin later begins on this day instead.
     *
     * @param last the last day of the group; null when it has none
     */
    MemberHistory begun(boolean excluded, LocalDate day, LocalDate last) {
        if (on(day, excluded).isPresent()) {
            return this;
        }
        MemberHistory ended = ended(!excluded, day);
        Days days = new Days(day, ended.lastFrom(day, excluded, last));
        Optional<Membership> later =
                ended.next(day).filter(row -> row.excluded() == excluded).or(() -> ended.withdrawnOn(day, excluded));
        return later.isPresent()
                ? ended.replaced(later.get(), row -> row.on(days))
                : ended.with(Membership.fresh(days, excluded));
    }

    /**
     * As {@link #begun}, but a row that ended on the day before goes on: somebody who leaves and returns at the same day's import has one
     * row, as before.
     */
    MemberHistory continued(boolean excluded, LocalDate day, LocalDate last) {
        if (on(day, excluded).isPresent()) {
            return this;
        }
        Optional<Membership> before = on(day.minusDays(1), excluded);
        if (before.isEmpty()) {
            return begun(excluded, day, last);
        }
        MemberHistory ended = ended(!excluded, day);
        Days days = new Days(before.get().during().first(), ended.lastFrom(day, excluded, last));
        Optional<Membership> later = ended.next(day).filter(row -> row.excluded() == excluded);
        MemberHistory joined = ended.replaced(before.get(), row -> row.on(days));
        return later.isPresent() ? joined.replaced(later.get(), Membership::asWithdrawn) : joined;
    }

    /** Ends what is valid on that day with the day before; what begins on it is withdrawn. Later rows stay. */
    MemberHistory ended(boolean excluded, LocalDate day) {
        Optional<Membership> row = on(day, excluded);
        return row.isPresent() ? replaced(row.get(), valid -> valid.endedBefore(day)) : this;
    }

    /** Cut to the new days of the group. What began with the group begins with it again; what has no day left is withdrawn. */
    MemberHistory moved(Days from, Days to) {
        return changed(row -> {
            if (row.withdrawn()) {
                return row;
            }
            LocalDate first = row.during().first().equals(from.first())
                    ? to.first()
                    : latest(row.during().first(), to.first());
            LocalDate last = earliest(row.during().last(), to.last());
            return last != null && last.isBefore(first) ? row.asWithdrawn() : row.on(new Days(first, last));
        });
    }

    /** All rows as mere marks. */
    MemberHistory withdrawn() {
        return changed(Membership::asWithdrawn);
    }

    /** The row that counts on that day, if it is an inclusion or exclusion as asked. */
    Optional<Membership> on(LocalDate day, boolean excluded) {
        return first(row -> row.isValidOn(day) && row.excluded() == excluded);
    }

    private Optional<Membership> next(LocalDate day) {
        return rows.stream()
                .filter(row -> !row.withdrawn() && row.during().first().isAfter(day))
                .min(Comparator.comparing(row -> row.during().first()));
    }

    /** A row that was withdrawn on its first day and comes back on the same day. */
    private Optional<Membership> withdrawnOn(LocalDate day, boolean excluded) {
        return first(row -> row.withdrawn()
                && row.excluded() == excluded
                && row.during().first().equals(day));
    }

    private Optional<Membership> first(Predicate<Membership> condition) {
        return rows.stream().filter(condition).findFirst();
    }

    /** Until when a row may go on that begins on this day: until the group ends, or the opposite begins. */
    private LocalDate lastFrom(LocalDate day, boolean excluded, LocalDate last) {
        Optional<Membership> next = next(day);
        if (next.isEmpty()) {
            return last;
        }
        Days days = next.get().during();
        return next.get().excluded() == excluded ? days.last() : days.first().minusDays(1);
    }

    private MemberHistory with(Membership row) {
        List<Membership> more = new ArrayList<>(rows);
        more.add(row);
        return new MemberHistory(more);
    }

    private MemberHistory replaced(Membership old, UnaryOperator<Membership> change) {
        return changed(row -> row == old ? change.apply(row) : row);
    }

    private MemberHistory changed(UnaryOperator<Membership> change) {
        return new MemberHistory(rows.stream()
                .map(change)
                .filter(row -> row.id() != null || !row.withdrawn())
                .toList());
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earliest(LocalDate one, LocalDate other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }
}
