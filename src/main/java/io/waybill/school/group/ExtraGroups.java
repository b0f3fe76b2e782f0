package io.waybill.school.group;

import static java.util.Objects.requireNonNull;

import io.waybill.school.group.ExtraGroup.Kind;
import io.waybill.school.group.ExtraGroup.Member;
import io.waybill.school.load.SchoolSql;
import io.waybill.school.membership.MembershipSql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Groups that files name with all of their members. They belong to the perpetual era and to nobody; a group that no file names any more stays as it
 * is. One with a name that means nobody, or several, stays as it is, too.
 */
public final class ExtraGroups {
    private final SchoolSql sql;
    private final LocalDate start;
    private final Meanings meanings;
    /** Groups that are still to be looked at, by name. */
    private final Map<String, ExtraGroup> left = new LinkedHashMap<>();
    /** For which groups a group has to wait because of what people say, by name. */
    private final Map<String, Set<String>> awaited = new HashMap<>();
    /** What people say about a name in a group; asked once each, because answers are counted. */
    private final Map<List<String>, Optional<String>> said = new HashMap<>();

    /**
     * @param sql in the delivering transaction, with the working tables, those of {@code group-tables.sql}, and people staged
     * @param start the effective day
     * @param meanings what people say is meant by names that mean nobody, or several
     */
    public ExtraGroups(SchoolSql sql, LocalDate start, Meanings meanings) {
        this.sql = requireNonNull(sql, "sql");
        this.start = requireNonNull(start, "start");
        this.meanings = requireNonNull(meanings, "meanings");
    }

    /** What people say about names of members. */
    @FunctionalInterface
    public interface Meanings {
        /** The name that is meant; empty when nobody has said it. */
        Optional<String> of(Kind kind, String name);
    }

    /**
     * A name in a group that means nobody, or several.
     *
     * @param found how many it means
     */
    public record Unclear(ExtraGroup group, Member member, long found) {}

    /**
     * What became of them.
     *
     * @param unclear names for which groups stay as they are
     * @param lines for the report, in the words that people of such calendars look for
     * @param groupsAgreed how many groups are there as they should be
     * @param membersAgreed how many members are in their groups already
     * @param membersGone how many leave
     */
    public record Outcome(
            List<Unclear> unclear, List<String> lines, long groupsAgreed, long membersAgreed, long membersGone) {}

    /** What became of one group. */
    private record Change(String name, boolean fresh, boolean reborn, long removed, long added, long agreed) {
        List<String> lines() {
            List<String> own = new ArrayList<>();
            String group = "\"" + name + "\" group";
            if (fresh) {
                own.add(group + " created.");
            }
            if (removed > 0) {
                own.add(removed + " removed from " + group + ".");
            }
            if (added > 0) {
                own.add(added + " added to " + group + ".");
            }
            return own;
        }
    }

    /**
     * Stages what differs. Groups that others name come before these, in whatever order they are given.
     *
     * @param groups each name once
     * @throws SQLException when the database refuses it
     */
    public Outcome reconcile(List<ExtraGroup> groups) throws SQLException {
        List<Unclear> unclear = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        groups.forEach(group -> left.put(group.name(), group));
        while (!left.isEmpty()) {
            List<ExtraGroup> layer =
                    left.values().stream().filter(group -> !waits(group)).toList();
            boolean circle = layer.isEmpty();
            reconcile(circle ? List.copyOf(left.values()) : layer, circle, unclear, changes);
        }
        return new Outcome(
                unclear,
                changes.stream().flatMap(change -> change.lines().stream()).toList(),
                changes.stream()
                        .filter(change -> !change.fresh && !change.reborn)
                        .count(),
                changes.stream().mapToLong(Change::agreed).sum(),
                changes.stream().mapToLong(Change::removed).sum());
    }

    /** Whether a group names one that is still to be made, itself or by what people say. Groups that name each other in a circle all wait. */
    private boolean waits(ExtraGroup group) {
        return group.kind() == Kind.GROUP
                && (group.members().stream().anyMatch(member -> left.containsKey(member.name()))
                        || awaited.getOrDefault(group.name(), Set.of()).stream().anyMatch(left::containsKey));
    }

    /**
     * Names that members of a kind have, for what may be meant; after {@link #reconcile}.
     *
     * @throws SQLException when the database refuses it
     */
    public Set<String> known(Kind kind) throws SQLException {
        return new TreeSet<>(
                sql.query(ExtraGroups.class, "extra-names.sql", row -> row.getString("name"), kind.word()));
    }

    private void reconcile(List<ExtraGroup> all, boolean circle, List<Unclear> unclear, List<Change> changes)
            throws SQLException {
        sql.run(ExtraGroups.class, "extra-tables.sql");
        fill(all);
        sql.run(ExtraGroups.class, "extra-found.sql");
        answer(all);
        sql.run(ExtraGroups.class, "extra-rows.sql");
        MembershipSql members =
                new MembershipSql(sql.connection(), sql.work("groups_now"), sql.work("memberships_now"));
        members.synchronise(
                start,
                sql.work("extra_scope"),
                sql.work("extra_wanted"),
                sql.work("extra_owned"),
                sql.work("member_change"));
        sql.run(ExtraGroups.class, "stage-members.sql");
        List<Unclear> open = unclear(all);
        // One that becomes clear by a group that is made in this drop has another try after it; nothing was staged for
        // it.
        List<ExtraGroup> later = circle
                ? List.of()
                : open.stream().filter(this::isMadeYet).map(Unclear::group).toList();
        all.stream().filter(group -> !later.contains(group)).forEach(group -> left.remove(group.name()));
        open.stream().filter(each -> !later.contains(each.group)).forEach(unclear::add);
        changes.addAll(sql.query(
                ExtraGroups.class,
                "extra-counts.sql",
                row -> new Change(
                        row.getString("name"),
                        row.getBoolean("fresh"),
                        row.getBoolean("reborn"),
                        row.getLong("removed"),
                        row.getLong("added"),
                        row.getLong("wanted") - row.getLong("added"))));
    }

    /** Whether what people say about an unclear name is a group that is made in this drop, and was not there when its own was looked at. */
    private boolean isMadeYet(Unclear each) {
        String meant = each.group.kind() == Kind.GROUP
                ? meant(each.group, each.member.name()).orElse("")
                : "";
        return !meant.equals(each.group.name())
                && left.containsKey(meant)
                && awaited.computeIfAbsent(each.group.name(), none -> new HashSet<>())
                        .add(meant);
    }

    private Optional<String> meant(ExtraGroup group, String name) {
        return said.computeIfAbsent(List.of(group.name(), name), none -> meanings.of(group.kind(), name));
    }

    /** Names that mean nobody, or several, mean what people say. */
    private void answer(List<ExtraGroup> all) throws SQLException {
        List<Integer> places = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> meant = new ArrayList<>();
        for (Unclear each : unclear(all)) {
            meant(each.group, each.member.name()).ifPresent(name -> {
                places.add(all.indexOf(each.group));
                names.add(each.member.name());
                meant.add(name);
            });
        }
        if (!meant.isEmpty()) {
            sql.update(
                    ExtraGroups.class,
                    "extra-answer.sql",
                    places.toArray(Integer[]::new),
                    names.toArray(String[]::new),
                    meant.toArray(String[]::new));
        }
    }

    private List<Unclear> unclear(List<ExtraGroup> all) throws SQLException {
        return sql.query(
                ExtraGroups.class,
                "extra-unknown.sql",
                row -> unclear(all.get(row.getInt("place")), row.getString("name"), row.getLong("found")));
    }

    private static Unclear unclear(ExtraGroup group, String name, long found) {
        Member member = group.members().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Unclear(group, member, found);
    }

    private void fill(List<ExtraGroup> groups) throws SQLException {
        try (PreparedStatement group = insert("extra-group.sql");
                PreparedStatement name = insert("extra-name.sql")) {
            for (int place = 0; place < groups.size(); place++) {
                ExtraGroup each = groups.get(place);
                group.setInt(1, place);
                group.setString(2, each.name());
                group.setString(3, each.kind().word());
                group.addBatch();
                for (Member member : each.members()) {
                    name.setInt(1, place);
                    name.setString(2, member.name());
                    name.addBatch();
                }
            }
            group.executeBatch();
            name.executeBatch();
        }
    }

    private PreparedStatement insert(String file) throws SQLException {
        return sql.connection()
                .prepareStatement(sql.template(ExtraGroups.class, file).sql());
    }
}
