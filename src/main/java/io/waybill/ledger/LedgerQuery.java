package io.waybill.ledger;

import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Runs the ledger's queries and reads their rows. */
final class LedgerQuery {
    private static final int PORTION = 1_000;

    private LedgerQuery() {}

    /** Sets the parameters of a query. */
    interface Parameters {
        void set(PreparedStatement query) throws SQLException;
    }

    /** Reads one row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    /** Passes on all rows that a query returns; the driver fetches them in portions. */
    static void each(Connection connection, String sql, Parameters parameters, Taker each) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(PORTION);
            parameters.set(query);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    each.take(rows);
                }
            }
        }
    }

    /** All rows that the query in a file returns. */
    static <T> List<T> rows(Connection connection, String file, Parameters parameters, Row<T> row) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(LedgerQuery.class, file))) {
            parameters.set(query);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    all.add(row.of(rows));
                }
            }
        }
        return all;
    }

    /** All rows that the query in a file returns for one waybill. */
    static <T> List<T> rows(Connection connection, String file, long waybill, Row<T> row) throws SQLException {
        return rows(connection, file, query -> query.setLong(1, waybill), row);
    }

    /** A column with a time; null where it is NULL. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
