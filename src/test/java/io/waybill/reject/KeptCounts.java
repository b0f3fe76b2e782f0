package io.waybill.reject;

import io.waybill.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The counts that the ledger keeps, for tests that write many rows into its tables at once, and for those that doubt the counts. */
public final class KeptCounts {
    private KeptCounts() {}

    /** Counts everything anew, as the transactions do that usually write such rows. */
    public static void renew(TestDatabase database) {
        OpenCauses causes = new OpenCauses();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            for (String system : database.query("SELECT DISTINCT system FROM waybill.rejects")) {
                causes.renew(connection, system);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        database.run(
                "UPDATE waybill.waybills AS w SET all_read = c.a, all_inserted = c.b, all_updated = c.c, all_deleted = c.d,"
                        + " all_unchanged = c.e, all_filtered = c.f, all_rejected = c.g, took = finished_at - claimed_at"
                        + " FROM (SELECT waybill, coalesce(sum(\"read\") FILTER (WHERE origin = 'drop'), 0), sum(inserted), sum(updated),"
                        + " sum(retired + deleted_by_key + removed), sum(unchanged), sum(filtered), sum(rejected) FROM waybill.counts"
                        + " GROUP BY waybill) AS c (waybill, a, b, c, d, e, f, g) WHERE c.waybill = w.number",
                "UPDATE waybill.waybills SET all_inserted = 0, all_updated = 0, all_deleted = 0, all_unchanged = 0"
                        + " WHERE state IN ('refused', 'failed')");
    }

    /** What is kept of open rejects, as text. */
    static List<String> kept(TestDatabase database) {
        return List.of(
                String.join("\n", database.query("SELECT * FROM waybill.open_causes ORDER BY cause_hash, waybill")),
                String.join(
                        "\n", database.query("SELECT * FROM waybill.open_choices ORDER BY 1, 2, 5 NULLS FIRST, 6, 7")));
    }

    /** The same, counted now. */
    static List<String> counted(TestDatabase database) {
        return List.of(
                String.join(
                        "\n",
                        database.query(
                                "WITH each AS (SELECT r.*, c.reject, w.of FROM waybill.rejects r LEFT JOIN waybill.choices c ON c.reject = r.id"
                                        + " CROSS JOIN LATERAL (VALUES (0), (r.waybill)) AS w (of) WHERE r.state = 'open')"
                                        + " SELECT e.cause_hash, e.of, min(e.system), min(e.kind), count(*), count(e.reject), min(e.id),"
                                        + " (SELECT (f.candidates #>> '{0,score}')::numeric FROM waybill.rejects f WHERE f.id = min(e.id)),"
                                        + " (SELECT f.waits FROM waybill.rejects f WHERE f.id = min(e.id))"
                                        + " FROM each AS e GROUP BY 1, 2 ORDER BY 1, 2")),
                String.join(
                        "\n",
                        database.query(
                                "SELECT r.cause_hash, r.waybill, r.system, r.kind, c.answer, c.cells IS NOT NULL, c.chosen_by, count(*),"
                                        + " max(c.chosen_at) FROM waybill.rejects r JOIN waybill.choices c ON c.reject = r.id"
                                        + " WHERE r.state = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7"
                                        + " ORDER BY 1, 2, 5 NULLS FIRST, 6, 7")));
    }
}
