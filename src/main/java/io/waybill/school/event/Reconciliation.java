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
        set("unset_weeks", String.valueOf(rules.unsetWeeks()));
        nameYears();
        for (String file : List.of(
                "categories.sql",
                "days.sql",
                "pauses.sql",
                "wanted.sql",
                "events.sql",
                "commitments.sql",
                "covers.sql")) {
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

    /** Sets what files read by {@code current_setting('waybill.…')}, until the end of the transaction. */
    private void set(String name, String value) throws SQLException {
        try (PreparedStatement setting =
                sql.connection().prepareStatement("SELECT set_config('waybill.' || ?, ?, true)")) {
            setting.setString(1, name);
            setting.setString(2, value);
            setting.execute();
        }
    }
}
