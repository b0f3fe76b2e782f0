package io.waybill.bench;

import io.waybill.database.EmbeddedDatabase;
import io.waybill.delivery.TableSpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/**
 * What the server writes to its write-ahead log: all of it, and the records that write rows of some tables, entries of their indexes, or what is
 * too long for a row of them. Everything else is the ledger's, and the catalogue's of working tables, which have no records of their own.
 */
final class ServerLog implements AutoCloseable {
    private final Connection administrator;
    private String began;
    private long all;
    private long records;

    ServerLog(EmbeddedDatabase database) throws SQLException {
        administrator = DriverManager.getConnection(database.url(), "postgres", database.password());
        try (Statement statement = administrator.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
            // A checkpoint would remove what has not been counted yet.
            statement.execute("ALTER SYSTEM SET wal_keep_size = '8GB'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** What is written from now on is counted. */
    void begin() throws SQLException {
        began = position();
    }

    /** Counts what has been written, also about these tables. */
    void end(List<TableSpec> tables) throws SQLException {
        try (PreparedStatement query = administrator.prepareStatement("""
                WITH counted AS (
                    SELECT c.oid, c.reltoastrelid FROM pg_class AS c
                    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname = ANY (?)
                ), relation AS (
                    SELECT oid FROM counted
                    UNION ALL SELECT reltoastrelid FROM counted
                    UNION ALL SELECT i.indexrelid FROM pg_index AS i JOIN counted AS c ON i.indrelid IN (c.oid, c.reltoastrelid)
                )
                SELECT ?::pg_lsn - ?::pg_lsn AS written, count(*) AS records
                FROM pg_get_wal_block_info(?::pg_lsn, ?::pg_lsn) AS b
                WHERE b.relfilenode IN (SELECT pg_relation_filenode(oid) FROM relation WHERE oid <> 0)
                  -- pages that were read for the first time since a checkpoint, and what autovacuum does
                  AND b.resource_manager <> 'XLOG' AND b.record_type !~ '^(PRUNE|VISIBLE|VACUUM|FREEZE)'
                """)) {
            String ended = position();
            query.setArray(
                    1,
                    administrator.createArrayOf(
                            "text", tables.stream().map(TableSpec::table).toArray()));
            query.setString(2, ended);
            query.setString(3, began);
            query.setString(4, began);
            query.setString(5, ended);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                all += row.getLong("written");
                records += row.getLong("records");
            }
        }
    }

    /** What was counted, in words. */
    String sentence() {
        return String.format(
                Locale.ROOT,
                "%,d records of the write-ahead log are about its tables, of %,d KB for ledger and catalogue",
                records,
                all / 1_024);
    }

    private String position() throws SQLException {
        try (Statement statement = administrator.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_flush_lsn()")) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        administrator.close();
    }
}
