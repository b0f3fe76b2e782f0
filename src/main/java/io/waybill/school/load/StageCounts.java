package io.waybill.school.load;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Outcome;
import io.waybill.model.Tally.Origin;
import java.sql.SQLException;
import java.util.List;

/** Counts the staged rows, so that the waybill's counts balance: those that an export asks for, and those of the target that follow. */
public final class StageCounts {
    private final SchoolSql sql;
    private final Outcome outcome;

    /** @param sql in the delivering transaction */
    public StageCounts(SchoolSql sql, Outcome outcome) {
        this.sql = requireNonNull(sql, "sql");
        this.outcome = requireNonNull(outcome, "outcome");
    }

    /**
     * Counts them; to be called when all rows are staged.
     *
     * @return how many there are in all; none when the calendar has everything already
     * @throws SQLException when the database refuses it
     */
    public long count() throws SQLException {
        long all = 0;
        for (SchoolTable table : SchoolTable.values()) {
            long[] rows = sql.query(
                            sql.template(StageCounts.class, "count-staged.sql")
                                    .withSql("stage", List.of(sql.stage(table))),
                            row -> new long[] {row.getLong("asked"), row.getLong("following")})
                    .get(0);
            long asked = rows[0] + sql.countGone(table);
            outcome.count(table.table(), Origin.DROP, asked, 0, 0);
            outcome.count(table.table(), Origin.TARGET, rows[1], 0, 0);
            all += asked + rows[1];
        }
        return all;
    }
}
