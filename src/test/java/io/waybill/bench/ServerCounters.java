package io.waybill.bench;

import io.waybill.delivery.TableSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What the server itself says of how much was written. */
final class ServerCounters {
    /** A process of the server tells its counts at the latest when it has been idle for 10 seconds. */
    private static final Duration LATEST = Duration.ofSeconds(11);

    private final Connection connection;
    private final List<TableSpec> tables;

    ServerCounters(Connection connection, List<TableSpec> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** Rows inserted, updated and deleted in all the tables together, since the server was made. */
    record Rows(long inserted, long updated, long deleted) {
        /** How many more there are than before. */
        long since(Rows before) {
            return inserted - before.inserted + updated - before.updated + deleted - before.deleted;
        }
    }

    /** Waits until everything that was done before is counted. */
    Rows rows() throws SQLException, InterruptedException {
        Thread.sleep(LATEST.toMillis());
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_del) FROM pg_stat_user_tables WHERE relname = ANY (?)")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", tables.stream().map(TableSpec::table).toArray()));
            try (ResultSet sums = query.executeQuery()) {
                sums.next();
                return new Rows(sums.getLong(1), sums.getLong(2), sums.getLong(3));
            }
        }
    }

    /** Bytes that were ever written to the write-ahead log. */
    long log() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet position = statement.executeQuery("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")) {
            position.next();
            return position.getLong(1);
        }
    }
}
