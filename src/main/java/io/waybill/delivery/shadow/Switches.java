package io.waybill.delivery.shadow;

import io.waybill.database.SqlText;
import io.waybill.delivery.DeliverySession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the ledger knows of waybills that replaced whole tables, always in the caller's transaction. */
public final class Switches {
    private static final String OLD = "waybill_old_";

    private Switches() {}

    /** Schema for the tables that a waybill replaces. */
    public static String oldSchema(long waybill) {
        return OLD + waybill;
    }

    /**
     * Enters that a waybill replaced tables by new ones, in the transaction that wrote all their rows.
     *
     * @param rows of each table that came, in the order of the set
     */
    public static void record(DeliverySession session, long waybill, TableSet tables, List<Long> rows) {
        record(session, waybill, tables, rows, true);
    }

    /** Enters that a waybill put tables back that another one had replaced. */
    public static void recordReturn(DeliverySession session, long waybill, SwitchedTables switched) {
        record(
                session,
                waybill,
                switched.tables(),
                Collections.nCopies(switched.rows().size(), null),
                false);
        session.update(SqlText.of(Switches.class, "record-return.sql"), switched.waybill());
    }

    private static void record(
            DeliverySession session, long waybill, TableSet tables, List<Long> rows, boolean written) {
        session.update(
                SqlText.of(Switches.class, "record-switch.sql"), waybill, tables.schema(), oldSchema(waybill), written);
        session.update(
                SqlText.of(Switches.class, "record-tables.sql"),
                waybill,
                tables.names(session),
                session.array("bigint", rows));
    }

    /**
     * What a waybill has replaced.
     *
     * @return empty when it has changed rows in place
     * @throws SQLException when it cannot be read
     */
    public static Optional<SwitchedTables> of(Connection connection, long waybill) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(Switches.class, "switched.sql"))) {
            query.setLong(1, waybill);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                OffsetDateTime gone = row.getObject("gone_at", OffsetDateTime.class);
                return Optional.of(new SwitchedTables(
                        waybill,
                        new TableSet(row.getString("live_schema"), Arrays.asList((String[])
                                row.getArray("names").getArray())),
                        row.getString("old_schema"),
                        row.getString("writer"),
                        Arrays.asList((Long[]) row.getArray("rows").getArray()),
                        gone == null ? null : gone.toInstant()));
            }
        }
    }

    /**
     * Enters that a waybill is held because of what others have written.
     *
     * @throws SQLException when it cannot be written
     */
    public static void overtaken(Connection connection, long waybill) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(SqlText.of(Switches.class, "record-overtaken.sql"))) {
            insert.setLong(1, waybill);
            insert.executeUpdate();
        }
    }

    /**
     * Whether somebody approved a waybill that was held because of what others had written: then it replaces that, too.
     *
     * @throws SQLException when it cannot be read
     */
    public static boolean mayOvertake(Connection connection, long waybill) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(SqlText.of(Switches.class, "overtaking-allowed.sql"))) {
            query.setLong(1, waybill);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
