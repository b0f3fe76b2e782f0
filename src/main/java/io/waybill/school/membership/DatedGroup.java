package io.waybill.school.membership;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A group and everybody who ever was in it. Immutable: each change gives another value, an equal one when there is nothing to change. Every valid
 * row lies within the days of the group, whatever happens to these.
 */
public final class DatedGroup {
    private final Days during;
    private final boolean withdrawn;
    private final Map<String, MemberHistory> members;

    private DatedGroup(Days during, boolean withdrawn, Map<String, MemberHistory> members) {
        this.during = requireNonNull(during, "during");
        this.withdrawn = withdrawn;
        this.members = members;
    }

    /** A group without members. */
    public static DatedGroup of(Days during) {
        return new DatedGroup(during, false, Map.of());
    }

    /** The same group with these rows of one member in place of those that it had. */
    public DatedGroup with(String member, List<Membership> rows) {
        return changed(member, history -> new MemberHistory(rows));
    }

    /** The days of the group; of a withdrawn one, those that were last valid. */
    public Days during() {
        return during;
    }

    /** Whether it ended on or before its first day. It stays as a mark. */
    public boolean withdrawn() {
        return withdrawn;
    }

    /** Whether it is there on that day; this is never stored. */
    public boolean isCurrentOn(LocalDate day) {
        return !withdrawn && during.contains(day);
    }

    /** The members that have rows, and these rows, in the order in which they came. */
    public Map<String, List<Membership>> memberships() {
        Map<String, List<Membership>> all = new TreeMap<>();
        members.forEach((member, history) -> all.put(member, history.rows()));
        return Collections.unmodifiableMap(all);
    }

    /**
     * Adds a member as of a day, or of the first day of the group when that is later. It stays until the group ends. A member who is there
     * already stays as it is, an exclusion ends, one who would come later comes now; after the end of the group nothing happens.
     */
    public DatedGroup added(String member, LocalDate day) {
        return begun(member, day, false);
    }

    /** Removes a member as of a day: the day before is its last. One who came on that very day is withdrawn. */
    public DatedGroup removed(String member, LocalDate day) {
        return changed(member, history -> history.ended(false, effective(day)));
    }

    /** Keeps somebody out of the group by name, as of a day, whatever other groups in this one say. */
    public DatedGroup excluded(String member, LocalDate day) {
        return begun(member, day, true);
    }

    /** Ends an exclusion as of a day. */
    public DatedGroup readmitted(String member, LocalDate day) {
        return changed(member, history -> history.ended(true, effective(day)));
    }

    /**
     * Makes the members of a day those that a source names. A member who leaves and returns as of the same day keeps its row. Doing it
     * twice is doing it once.
     *
     * @param wanted the members that the source names
     * @param owned of whom the source may remove those that it does not name; others are guests, and stay
     */
    public DatedGroup synchronised(LocalDate day, Set<String> wanted, Set<String> owned) {
        LocalDate from = effective(day);
        if (withdrawn || during.endsBefore(from)) {
            return this;
        }
        Map<String, MemberHistory> all = new TreeMap<>(members);
        wanted.forEach(member ->
                all.put(member, all.getOrDefault(member, MemberHistory.NONE).continued(false, from, during.last())));
        all.replaceAll((member, history) ->
                owned.contains(member) && !wanted.contains(member) ? history.ended(false, from) : history);
        return new DatedGroup(during, false, all);
    }

    /**
     * Ends the group as of a day: the day before is its last, and that of its members; who would have come later is withdrawn. A group that
     * begins on that day or later is withdrawn altogether. One that has ended before stays as it is.
     */
    public DatedGroup ceased(LocalDate day) {
        if (withdrawn || during.endsBefore(day)) {
            return this;
        }
        if (during.first().isBefore(day)) {
            return moved(new Days(during.first(), day.minusDays(1)));
        }
        return new DatedGroup(during, true, marks());
    }

    /** Takes the end of the group away. Who was in it does not come back by this. */
    public DatedGroup reincarnated() {
        return new DatedGroup(Days.from(during.first()), withdrawn, members);
    }

    /**
     * Gives the group other days. Members who began with it begin with it again; all others are cut to the new days, and withdrawn when none is
     * left.
     */
    public DatedGroup moved(Days to) {
        if (withdrawn) {
            return new DatedGroup(to, true, marks());
        }
        Map<String, MemberHistory> cut = new TreeMap<>();
        members.forEach((member, history) -> cut.put(member, history.moved(during, to)));
        return new DatedGroup(to, false, cut);
    }

    /** Cuts to the days of the group what an older program left outside of them. */
    public DatedGroup trimmed() {
        return moved(during);
    }

    private Map<String, MemberHistory> marks() {
        Map<String, MemberHistory> marks = new TreeMap<>();
        members.forEach((member, history) -> marks.put(member, history.withdrawn()));
        return marks;
    }

    private DatedGroup begun(String member, LocalDate day, boolean excluded) {
        LocalDate from = effective(day);
        return withdrawn || during.endsBefore(from)
                ? this
                : changed(member, history -> history.begun(excluded, from, during.last()));
    }

    private LocalDate effective(LocalDate day) {
        return day.isBefore(during.first()) ? during.first() : day;
    }

    private DatedGroup changed(String member, UnaryOperator<MemberHistory> change) {
        MemberHistory before = members.getOrDefault(member, MemberHistory.NONE);
        MemberHistory after = change.apply(before);
        if (after.equals(before)) {
            return this;
        }
        Map<String, MemberHistory> all = new TreeMap<>(members);
        all.put(member, after);
        return new DatedGroup(during, withdrawn, all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatedGroup group
                && during.equals(group.during)
                && withdrawn == group.withdrawn
                && members.equals(group.members);
    }

    @Override
    public int hashCode() {
        return during.hashCode() * 31 + members.hashCode();
    }

    /** Its days and rows, for people. */
    @Override
    public String toString() {
        return during + (withdrawn ? " withdrawn " : " ") + members;
    }
}
