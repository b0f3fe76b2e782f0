package io.waybill.school.event;

import io.waybill.school.load.SchoolSql;
import io.waybill.school.policy.EventRules;
import io.waybill.school.policy.SchoolPolicy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Compares what an export says of events with the calendar, and stages what differs. Each file is one part of the work; the order matters, because
 * lessons need to know when there are none, commitments which events there are, and covers which commitments.
 */
final class Reconciliation {
    private final SchoolSql sql;
    private final SchoolPolicy policy;
    private final EventRules rules;

    Reconciliation(SchoolSql sql, SchoolPolicy policy, EventRules rules) {
        this.sql = sql;
        this.policy = policy;
        this.rules = rules;
    }

    void stage() throws SQLException {
        nameYears();
        run("categories.sql");
        findDays(sql, rules.unsetWeeks());
        run("pauses.sql");
        run("wanted-table.sql");
        run("wanted.sql");
        run("ended.sql");
        run("continued.sql");
        run("parts.sql");
        stageDifferences(sql);
        run("covers.sql");
    }

    private void run(String file) throws SQLException {
        sql.run(Reconciliation.class, file);
    }

    static void findDays(SchoolSql sql, boolean unsetWeeks) throws SQLException {
        try (PreparedStatement setting =
                sql.connection().prepareStatement("SELECT set_config('waybill.unset_weeks', ?, true)")) {
            setting.setString(1, String.valueOf(unsetWeeks));
            setting.execute();
        }
        sql.run(Reconciliation.class, "days.sql");
    }

    static void stageDifferences(SchoolSql sql) throws SQLException {
        for (String file : List.of("number.sql", "events.sql", "commitments.sql")) {
            sql.run(Reconciliation.class, file);
        }
    }

    /** The years of the national curriculum that are in the export, as the school counts and names them. */
    private void nameYears() throws SQLException {
        sql.run(Reconciliation.class, "years.sql");
        List<Integer> years = sql.query(Reconciliation.class, "years-used.sql", row -> row.getInt(1));
        try (PreparedStatement insert = sql.connection()
                .prepareStatement(
                        sql.template(Reconciliation.class, "years-named.sql").sql())) {
            for (int year : years) {
                insert.setInt(1, year);
                insert.setInt(2, policy.years().own(year));
                insert.setString(3, policy.years().name(year));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
