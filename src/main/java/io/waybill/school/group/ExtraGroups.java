package io.waybill.school.group;

import static java.util.Objects.requireNonNull;

import io.waybill.school.load.SchoolSql;
import io.waybill.school.membership.MembershipSql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups that files name with all of their members. They belong to the perpetual era and to nobody; a group that no file names any more stays as it
 * is. One with a name that means nobody, or several, stays as it is, too.
 */
public final class ExtraGroups {
    private final SchoolSql sql;
    private final LocalDate start;

    /**
     * @param sql in the delivering transaction, with the working tables and people staged
     * @param start the effective day
     */
    public ExtraGroups(SchoolSql sql, LocalDate start) {
        this.sql = requireNonNull(sql, "sql");
        this.start = requireNonNull(start, "start");
    }

    /**
     * A name in a group that means nobody, or several.
     *
     * @param found how many it means
     */
    public record Unclear(ExtraGroup group, String name, long found) {}

    /**
     * What became of them.
     *
     * @param unclear names for which groups stay as they are
     * @param lines for the report, in the words that people of such calendars look for
     */
    public record Outcome(List<Unclear> unclear, List<String> lines) {}

    /**
     * Stages what differs.
     *
     * @param groups each name once; of several of one name, the last one counts
     * @throws SQLException when the database refuses it
     */
    public Outcome reconcile(List<ExtraGroup> groups) throws SQLException {
        Map<String, ExtraGroup> named = new LinkedHashMap<>();
        groups.forEach(group -> named.put(group.name(), group));
        List<ExtraGroup> all = List.copyOf(named.values());
        sql.run(ExtraGroups.class, "extra-tables.sql");
        fill(all);
        sql.run(ExtraGroups.class, "extra-found.sql");
        MembershipSql members =
                new MembershipSql(sql.connection(), sql.work("groups_now"), sql.work("memberships_now"));
        members.synchronise(
                start,
                sql.work("extra_scope"),
                sql.work("extra_wanted"),
                sql.work("extra_owned"),
                sql.work("member_change"));
        sql.run(ExtraGroups.class, "stage-members.sql");
        List<Unclear> unclear = sql.query(
                ExtraGroups.class,
                "extra-unknown.sql",
                row -> new Unclear(all.get(row.getInt("place")), row.getString("name"), row.getLong("found")));
        List<String> lines = new ArrayList<>();
        sql.query(ExtraGroups.class, "extra-counts.sql", row -> {
                    List<String> own = new ArrayList<>();
                    String group = "\"" + row.getString("name") + "\" group";
                    if (row.getBoolean("fresh")) {
                        own.add(group + " created.");
                    }
                    if (row.getLong("removed") > 0) {
                        own.add(row.getLong("removed") + " removed from " + group + ".");
                    }
                    if (row.getLong("added") > 0) {
                        own.add(row.getLong("added") + " added to " + group + ".");
                    }
                    return own;
                })
                .forEach(lines::addAll);
        return new Outcome(unclear, lines);
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
                Set<String> names = new LinkedHashSet<>(each.members());
                for (String member : names) {
                    name.setInt(1, place);
                    name.setString(2, member);
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
