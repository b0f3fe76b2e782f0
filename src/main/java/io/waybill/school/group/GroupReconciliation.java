package io.waybill.school.group;

import static java.util.Objects.requireNonNull;

import io.waybill.school.load.SchoolSql;
import io.waybill.school.load.SchoolTable;
import io.waybill.school.membership.MembershipSql;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * Compares the groups of an export with those of the target, all at once, and stages the rows that are new or differ. Groups end and move first,
 * with their members; then those who are in them change.
 */
public final class GroupReconciliation {
    private final SchoolSql sql;
    private final LocalDate start;

    /**
     * @param sql in the delivering transaction, with the working tables filled and people staged
     * @param start the effective day
     */
    public GroupReconciliation(SchoolSql sql, LocalDate start) {
        this.sql = requireNonNull(sql, "sql");
        this.start = requireNonNull(start, "start");
    }

    /** @throws SQLException when the database refuses it */
    public void run() throws SQLException {
        run("group-tables.sql");
        run("undecided.sql");
        run("prepare.sql");
        run("group-rows.sql");
        MembershipSql members =
                new MembershipSql(sql.connection(), sql.work("groups_now"), sql.work("memberships_now"));
        members.cease(start, sql.work("group_gone"), sql.work("group_end"));
        run("groups-moved.sql");
        members.move(sql.work("group_moved"), sql.work("member_change"));
        run("stage-members.sql");
        run("stage-ends.sql");
        run("stage-groups.sql");
        run("members-wanted.sql");
        synchronise(members, "scope_whole", "owned");
        run("unreadable-stay.sql");
        synchronise(members, "scope_partial", "owned_of_nobody");
        synchronise(members, "scope_automatic", "owned_of_automatic");
        run("stage-members.sql");
        run("meetings.sql");
        run("members-by-days.sql");
        run("stage-members.sql");
        run("teachers.sql");
        sql.update(sql.template(GroupReconciliation.class, "teachers-gone.sql")
                .withSql("gone", List.of(sql.gone(SchoolTable.GROUPS_STAFFS))));
        run("pupil-names.sql");
        run("member-differences.sql");
    }

    private void synchronise(MembershipSql members, String scope, String owned) throws SQLException {
        members.synchronise(start, sql.work(scope), sql.work("wanted"), sql.work(owned), sql.work("member_change"));
    }

    private void run(String file) throws SQLException {
        sql.run(GroupReconciliation.class, file);
    }
}
