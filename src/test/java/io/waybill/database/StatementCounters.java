package io.waybill.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the statements of a database have cost, by {@code pg_stat_statements}; the server has to be started {@link #SERVER so}. */
public final class StatementCounters {
    /** Settings of a server that counts, and that never gathers statistics by itself. */
    public static final Map<String, String> SERVER = Map.of(
            "shared_preload_libraries",
            "pg_stat_statements",
            "pg_stat_statements.max",
            "100000",
            "pg_stat_statements.track",
            "all",
            "shared_buffers",
            "128MB",
            "autovacuum",
            "off");

    private final TestDatabase database;

    public StatementCounters(TestDatabase database) {
        this.database = database;
        database.run("CREATE SCHEMA counters", "CREATE EXTENSION pg_stat_statements SCHEMA counters");
    }

    /**
     * @param calls how often it ran
     * @param millis how long all calls took
     * @param pages how many pages all calls have looked at, each as often as they did
     */
    public record Cost(long calls, long millis, long pages) {
        private Cost plus(Cost other) {
            return new Cost(calls + other.calls, millis + other.millis, pages + other.pages);
        }
    }

    /** A statement without comments, line breaks and numbers. */
    public static String plain(String statement) {
        return statement
                .replaceAll("--[^\n]*", " ")
                .replaceAll("\\d+", "0")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Pages for each row and call: fewer are a few indexes in which each row was looked up. */
    private static final long PAGES = 25;
    /** A statement that runs more often than this runs for each row, or for each chunk of them. */
    private static final long MOST_CALLS = 10;
    /** Less is not worth a look. */
    private static final long MILLIS = 5_000;

    /**
     * The statements that got out of hand when there were more rows, each with its costs. An ANALYZE does not count: PostgreSQL looks at a
     * part of a large table only, and few rows are not analysed at all.
     *
     * @param rows how many there were the second time
     * @param most how many times as many pages, or as much time, are in order
     */
    public static List<String> outOfHand(Map<String, Cost> before, Map<String, Cost> after, int rows, int most) {
        List<String> outOfHand = new ArrayList<>();
        after.forEach((statement, many) -> {
            Cost some = before.getOrDefault(statement, new Cost(0, 0, 0));
            if (!statement.startsWith("ANALYZE")
                    && (many.pages() > Math.max(rows * PAGES * Math.min(MOST_CALLS, many.calls()), most * some.pages())
                            || many.millis() > Math.max(MILLIS, most * some.millis()))) {
                outOfHand.add(some + ", then " + many + ": " + statement);
            }
        });
        return outOfHand;
    }

    /** Begins to count anew. */
    public void reset() {
        database.run("SELECT counters.pg_stat_statements_reset()");
    }

    /** The cost of each statement since then; texts that differ in numbers only, as in the name of a stage, are one statement. */
    public Map<String, Cost> costs() {
        Map<String, Cost> costs = new LinkedHashMap<>();
        database.rows(
                        "SELECT query, calls, total_exec_time::bigint, shared_blks_hit + shared_blks_read + local_blks_hit"
                                + " + local_blks_read + temp_blks_read + temp_blks_written FROM counters.pg_stat_statements"
                                + " WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())")
                .forEach(row -> costs.merge(
                        plain(row.get(0)),
                        new Cost(Long.parseLong(row.get(1)), Long.parseLong(row.get(2)), Long.parseLong(row.get(3))),
                        Cost::plus));
        return costs;
    }
}
