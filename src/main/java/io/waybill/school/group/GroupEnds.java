package io.waybill.school.group;

import static java.util.Objects.requireNonNull;

import io.waybill.school.load.SchoolSql;
import io.waybill.school.membership.MembershipSql;
import java.sql.SQLException;
import java.time.LocalDate;

/** Ends the groups of an era, or cuts members to the days of their groups, and stages what changes. */
public final class GroupEnds {
    private final SchoolSql sql;

    /** @param sql in the delivering transaction */
    public GroupEnds(SchoolSql sql) {
        this.sql = requireNonNull(sql, "sql");
    }

    /**
     * What ended.
     *
     * @param groups of the era that were there on its last day
     * @param shortened those of them that would have gone on
     */
    public record Ended(long groups, long shortened) {}

    /**
     * Ends all groups of the current era, with their members.
     *
     * @param day the day after the last one of the era
     * @throws SQLException when the database refuses it
     */
    public Ended endEra(LocalDate day) throws SQLException {
        sql.run(GroupEnds.class, "group-tables.sql");
        sql.update(GroupEnds.class, "era-groups.sql", day);
        MembershipSql members = members();
        members.cease(day, sql.work("group_gone"), sql.work("group_end"));
        sql.run(GroupEnds.class, "ends-moved.sql");
        members.move(sql.work("group_moved"), sql.work("member_change"));
        sql.run(GroupEnds.class, "stage-members.sql");
        sql.run(GroupEnds.class, "stage-ends.sql");
        return sql.query(
                        GroupEnds.class,
                        "count-ends.sql",
                        row -> new Ended(row.getLong("groups"), row.getLong("shortened")))
                .get(0);
    }

    /**
     * Cuts to the days of their groups what lies outside of them.
     *
     * @return how many rows change
     * @throws SQLException when the database refuses it
     */
    public long trim() throws SQLException {
        sql.run(GroupEnds.class, "group-tables.sql");
        sql.run(GroupEnds.class, "all-groups.sql");
        members().move(sql.work("group_moved"), sql.work("member_change"));
        long trimmed = sql.number(GroupEnds.class, "count-changes.sql");
        sql.run(GroupEnds.class, "stage-members.sql");
        return trimmed;
    }

    private MembershipSql members() {
        return new MembershipSql(sql.connection(), sql.work("groups_now"), sql.work("memberships_now"));
    }
}
