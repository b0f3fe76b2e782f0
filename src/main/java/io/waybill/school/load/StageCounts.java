package io.waybill.school.load;

import io.waybill.model.Tally.Origin;
import java.sql.SQLException;
import java.util.List;

/** Counts the staged rows, so that the waybill's counts balance: those that an export asks for, and those of the target that follow. */
final class StageCounts {
    private final SchoolLoad load;

    StageCounts(SchoolLoad load) {
        this.load = load;
    }

    void count() throws SQLException {
        for (SchoolTable table : SchoolTable.values()) {
            long[] rows = load.sql()
                    .query(
                            load.sql()
                                    .template(StageCounts.class, "count-staged.sql")
                                    .withSql("stage", List.of(load.sql().stage(table))),
                            row -> new long[] {row.getLong("asked"), row.getLong("following")})
                    .get(0);
            load.outcome()
                    .count(table.table(), Origin.DROP, rows[0] + load.sql().countGone(table), 0, 0);
            load.outcome().count(table.table(), Origin.TARGET, rows[1], 0, 0);
        }
    }
}
