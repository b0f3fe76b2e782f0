package io.waybill.timetable.permission;

import io.waybill.format.ShortList;
import io.waybill.match.ReferenceEntry;
import io.waybill.model.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Collects the notices about a permissions file. They contain figures, lines and subjects, never users or their data.
 */
final class PermissionNotices {
    private static final int SHOWN = 10;

    private final Map<String, List<Long>> lines = new LinkedHashMap<>();
    private final TreeSet<String> notSubjects = new TreeSet<>();

    void duplicate(long line) {
        add("duplicate-grant", line);
    }

    void conflictingData(long line) {
        add("conflicting-user-data", line);
    }

    void notASubject(ReferenceEntry thing, long line) {
        add("not-a-subject", line);
        notSubjects.add(thing.path() + (thing.type().isEmpty() ? "" : " (" + thing.type() + ")"));
    }

    void userWithoutGrant(long line) {
        add("user-without-grant", line);
    }

    void dataNotJson(long line) {
        add("data-not-json", line);
    }

    void decidedBefore(long line) {
        add("decided-before", line);
    }

    void droppedAsBefore(long line) {
        add("dropped-as-decided-before", line);
    }

    void dropped(long line) {
        add("dropped-by-decision", line);
    }

    void renamed(long line) {
        add("renamed-subject", line);
    }

    List<Notice> all() {
        List<Notice> notices = new ArrayList<>();
        lines.forEach((rule, at) -> notices.add(new Notice(rule, sentence(rule, at), at.size())));
        return notices;
    }

    private void add(String rule, long line) {
        lines.computeIfAbsent(rule, first -> new ArrayList<>()).add(line);
    }

    private String sentence(String rule, List<Long> at) {
        boolean one = at.size() == 1;
        String rows = one ? "1 row " : at.size() + " rows ";
        String users = one ? "1 user " : at.size() + " users ";
        String where = " (" + where(at) + ").";
        return switch (rule) {
            case "duplicate-grant" ->
                rows + (one ? "repeats" : "repeat") + " the user and subject of an earlier row and "
                        + (one ? "was" : "were") + " left out" + where;
            case "conflicting-user-data" ->
                users + (one ? "has" : "have")
                        + " different user data on different rows; the last row counts (first found on "
                        + where(at) + ").";
            case "not-a-subject" ->
                (one ? "1 grant is" : at.size() + " grants are")
                        + " on Things that are not subjects, where the application does not look for grants: "
                        + shown(List.copyOf(notSubjects)) + where;
            case "user-without-grant" ->
                users + (one ? "gets" : "get")
                        + " no grant of this file, because none of their rows could be delivered (first found on "
                        + where(at)
                        + ").";
            case "data-not-json" ->
                rows + (one ? "has user data that is" : "have user data that is")
                        + " not JSON, which the application expects; of new users it is stored as it is" + where;
            case "decided-before" ->
                rows + (one ? "was" : "were") + " delivered as decided for the same row of an earlier drop" + where;
            case "dropped-as-decided-before" ->
                rows + (one ? "was" : "were") + " left out as decided for the same row of an earlier drop" + where;
            case "dropped-by-decision" -> rows + (one ? "was" : "were") + " left out by the decision 'drop'" + where;
            default -> rows + (one ? "was" : "were") + " delivered to the new path given by the renames" + where;
        };
    }

    private static String where(List<Long> at) {
        return (at.size() == 1 ? "line " : "lines ")
                + shown(at.stream().sorted().map(String::valueOf).toList());
    }

    private static String shown(List<String> all) {
        return ShortList.of(all, SHOWN);
    }
}
