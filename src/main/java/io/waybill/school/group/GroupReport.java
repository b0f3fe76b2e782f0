package io.waybill.school.group;

import static java.util.Objects.requireNonNull;

import io.waybill.school.load.SchoolLoad;
import io.waybill.school.load.SchoolTable;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what became of groups and their members, in the lines that people of such calendars look for, and asks when too much would end. */
final class GroupReport {
    private static final String AUTOMATIC = "automatic";
    private static final String OTHER_HALF = "other half";
    /** So many groups are named in a notice; all of them are in the report. */
    private static final int NAMED = 12;

    private static final Map<String, String> WORDS = Map.of(
            "tutor",
            "tutor group",
            "teaching",
            "teaching group",
            OTHER_HALF,
            "other half group",
            "custom",
            "tag group");

    private final SchoolLoad load;

    GroupReport(SchoolLoad load) {
        this.load = requireNonNull(load, "load");
    }

    private record Groups(
            String kind, long created, long reincarnated, long amended, long untouched, long ended, long before) {}

    private record Members(String kind, long added, long removed, long gone, long before) {}

    /** @param day from which it holds; @param week its Sunday */
    private record Change(String kind, String group, boolean gained, LocalDate day, LocalDate week, long members) {
        String sentence() {
            return "\"" + group + "\": " + members + (gained ? " added" : " removed") + " as of " + day
                    + (kind.equals(OTHER_HALF) ? ", in the week of " + week : "");
        }
    }

    void tell() throws SQLException {
        Map<String, Members> members = new LinkedHashMap<>();
        load.sql()
                .query(
                        GroupReport.class,
                        "count-members.sql",
                        row -> new Members(
                                row.getString("kind"),
                                row.getLong("added"),
                                row.getLong("removed"),
                                row.getLong("gone"),
                                row.getLong("before")))
                .forEach(each -> members.put(each.kind, each));
        List<Groups> groups = load.sql()
                .query(
                        GroupReport.class,
                        "count-groups.sql",
                        row -> new Groups(
                                row.getString("kind"),
                                row.getLong("created"),
                                row.getLong("reincarnated"),
                                row.getLong("amended"),
                                row.getLong("untouched"),
                                row.getLong("ended"),
                                row.getLong("before")));
        for (Groups each : groups) {
            load.agree(SchoolTable.GROUPS, each.untouched);
            load.agree(SchoolTable.MEMBERSHIPS, stayed(members.get(each.kind)));
            if (!each.kind.equals(AUTOMATIC)) {
                tell(each, members.get(each.kind));
            }
        }
        tellChanges();
        long ownerless = load.sql().number(GroupReport.class, "count-ownerless.sql");
        load.notice(
                "groups-without-user",
                ownerless,
                "Left out: " + ownerless
                        + " of the custom groups, whose owners have no user in the calendar: they come with the first export after their"
                        + " owners have one.");
    }

    private static long stayed(Members members) {
        return Math.max(0, members.before - members.removed);
    }

    private void tell(Groups groups, Members members) throws SQLException {
        String words = WORDS.get(groups.kind);
        load.line(groups.ended, words + " records deleted.");
        load.line(groups.amended, words + " records amended.");
        load.line(groups.untouched, words + " records untouched.");
        load.line(groups.created, words + " records created.");
        load.line(groups.reincarnated, words + " records reincarnated.");
        if (groups.kind.equals("tutor")) {
            long renamed = load.sql().number(GroupReport.class, "count-renamed.sql");
            if (renamed > 0) {
                load.line("as a result of which, " + renamed + " pupils were renamed.");
            }
        }
        line(members.removed, "Removed %d pupils from " + words + "s.");
        line(stayed(members), "Left %d pupils where they were.");
        line(members.added, "Added %d pupils to " + words + "s.");
        load.guard(words + "s", load.config().limits().groups(), groups.ended, groups.before, "end");
        load.guard(
                "members of " + words + "s", load.config().limits().members(), members.gone, members.before, "leave");
        load.notice(
                "groups-" + words.replace(' ', '-'),
                groups.created + groups.amended + groups.reincarnated + groups.ended,
                capital(words) + "s: " + groups.created + " new, " + groups.amended + " changed, " + groups.reincarnated
                        + " back again, " + groups.ended + " ended.");
        load.notice(
                "members-" + words.replace(' ', '-'),
                members.added + members.removed,
                "Members of " + words + "s: " + members.added + " joined, " + members.removed + " left.");
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private void line(long count, String words) {
        if (count > 0) {
            load.line(words.replace("%d", String.valueOf(count)));
        }
    }

    private void tellChanges() throws SQLException {
        load.sql()
                .query(GroupReport.class, "created-automatic.sql", row -> row.getString("name"))
                .forEach(name -> load.detail("\"" + name + "\" group created."));
        List<Change> changes = load.sql()
                .query(
                        GroupReport.class,
                        "changed-groups.sql",
                        row -> new Change(
                                row.getString("kind"),
                                row.getString("name"),
                                row.getBoolean("gained"),
                                row.getObject("day", LocalDate.class),
                                row.getObject("week", LocalDate.class),
                                row.getLong("members")));
        List<String> removals = new ArrayList<>();
        for (Change each : changes) {
            if (each.kind.equals(AUTOMATIC)) {
                load.detail(each.members + (each.gained ? " added to" : " removed from") + " \"" + each.group
                        + "\" group.");
            } else {
                load.detail(each.sentence() + ".");
            }
            if (each.kind.equals(OTHER_HALF) && !each.gained) {
                removals.add(each.sentence());
            }
        }
        load.notice("removed-from-activities", removals.size(), removals(removals));
        long kept = load.sql().number(GroupReport.class, "count-days-kept.sql");
        load.notice(
                "days-kept",
                kept,
                "On " + kept
                        + (kept == 1 ? " day" : " days")
                        + " a group of activities keeps the members that the calendar has: of its occurrences on that day, the latest, which"
                        + " decides, could not be used.");
        long undecided = load.sql().number(GroupReport.class, "count-undecided.sql");
        load.notice(
                "undecided-activities",
                undecided,
                "Who is in a group is not clear at " + undecided
                        + (undecided == 1 ? " occurrence" : " occurrences")
                        + " of activities, because a row cannot be read: the group stays as it is, and those who are named for certain"
                        + " take part themselves, until the row is mended. A row that does not name its occurrence may be about any of those of its"
                        + " drop that do not name its pupil.");
    }

    private static String removals(List<String> all) {
        String more = all.size() > NAMED ? "; and " + (all.size() - NAMED) + " more, which are in the report" : "";
        return "Who left groups of activities, by group and week: "
                + String.join("; ", all.subList(0, Math.min(NAMED, all.size()))) + more + ".";
    }
}
