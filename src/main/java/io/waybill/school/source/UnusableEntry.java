package io.waybill.school.source;

import io.waybill.school.model.GroupKey;
import io.waybill.school.model.SchoolRecord.EntryKind;
import java.util.List;
import java.util.Set;

/**
 * What is known of an entry of the timetable that cannot be used.
 *
 * @param key under which it was rejected
 * @param kinds that it may have
 * @param sources the keys of its rows, as far as they are known
 * @param name null when it is not known; then it may be any entry of these kinds
 * @param periods in which it is, as the export says; none when that is not known. One that the export does not have may be any
 * @param groups that it is of, as far as they are known; null when it may be of any
 * @param identified whether everything is known by which rows are one entry; if not, its rows may belong to entries that were not rejected
 */
public record UnusableEntry(
        String key,
        Set<EntryKind> kinds,
        List<String> sources,
        String name,
        List<String> periods,
        List<GroupKey> groups,
        boolean identified) {
    public UnusableEntry {
        kinds = Set.copyOf(kinds);
        sources = List.copyOf(sources);
        periods = List.copyOf(periods);
        groups = groups == null ? null : List.copyOf(groups);
    }
}
