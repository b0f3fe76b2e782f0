package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Planner.Planned;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.shape.TableName;
import io.waybill.ledger.LedgerStatistics;
import io.waybill.ledger.PlanFingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * Writes a plan and all its changes, row by row, into the ledger, after applying them and in the same transaction, so
 * that the journal shows what was really done. If that transaction is rolled back (a preview, a held waybill), they are
 * first copied into another one, as a stream.
 */
final class Journal {
    private static final String PLANS =
            "waybill, ordinal, table_schema, table_name, model, policy, key_columns, columns, compared,"
                    + " rows_before, inserted, updated, retired, deleted, unchanged, fingerprint";
    private static final String CHANGES = "waybill, plan, ordinal, kind, byte_offset, key, before, after, fresh";
    private static final String FORGET =
            SqlTemplate.load(Journal.class, "review-forget.sql").sql();

    private final DeliverySession session;
    private final long waybill;
    private final Collection<Planned> plans;
    private final Stage stage;
    private final Map<TableName, Earlier> earlier = new HashMap<>();
    private int lastEarlier;

    Journal(DeliverySession session, long waybill, Collection<Planned> plans, Stage stage) {
        this.session = session;
        this.waybill = waybill;
        this.plans = plans;
        this.stage = stage;
    }

    /** One table's part of the plan that was reviewed before. */
    private record Earlier(int ordinal, List<String> columns) {}

    /**
     * Writes the plan after the one of this waybill that was reviewed before, if there is one, and compares both.
     *
     * @param progress receives how many changes are entered
     */
    Review write(WritingProgress progress) {
        session.query(
                SqlTemplate.load(Journal.class, "review-earlier.sql").sql(),
                row -> {
                    lastEarlier = row.getInt("ordinal");
                    return earlier.put(
                            new TableName(row.getString("table_schema"), row.getString("table_name")),
                            new Earlier(lastEarlier, DeliverySession.strings(row, "columns")));
                },
                waybill);
        List<String> fingerprints = new ArrayList<>();
        int ordinal = lastEarlier;
        for (Planned planned : plans) {
            ordinal++;
            if (planned.changes() > 0) {
                session.update(planned.table().template(changes(planned)).sql(), waybill, ordinal);
            }
            fingerprints.add(write(planned, ordinal));
            progress.entered(planned.changes());
        }
        if (plans.stream().mapToLong(Planned::changes).sum() >= LedgerStatistics.MANY) {
            // Without them, for example because somebody holds a lock, the statements that follow are only slower.
            session.attempt(
                    SqlTemplate.load(Journal.class, "journal-analyze.sql").sql());
        }
        long fresh = 0;
        long gone = 0;
        ordinal = lastEarlier;
        for (Planned planned : plans) {
            ordinal++;
            Earlier before = earlier.get(planned.table().name());
            if (before != null) {
                // Whatever the statistics say: a nested loop would compare each change with every other one.
                session.run("SET LOCAL enable_nestloop = off");
                fresh += markFresh(planned.table(), ordinal, before);
                gone += session.query(
                                SqlTemplate.load(Journal.class, "review-gone.sql")
                                        .sql(),
                                row -> row.getLong(1),
                                waybill,
                                before.ordinal,
                                ordinal)
                        .get(0);
                session.run("SET LOCAL enable_nestloop TO DEFAULT");
            }
        }
        return new Review(PlanFingerprint.of(fingerprints), !earlier.isEmpty(), fresh, gone);
    }

    private String changes(Planned planned) {
        DeliveryTable table = planned.table();
        boolean asStaged = planned.targetEmpty()
                && table.has(table.image())
                && plans.stream().noneMatch(each -> each.table().shape().interferes());
        return asStaged ? "journal-changes-first.sql" : "journal-changes.sql";
    }

    private String write(Planned planned, int ordinal) {
        DeliveryTable table = planned.table();
        String fingerprint = planned.changes() == 0
                ? "0"
                : session.query(
                                SqlTemplate.load(Journal.class, "journal-fingerprint.sql")
                                        .sql(),
                                row -> row.getString(1),
                                waybill,
                                ordinal)
                        .get(0);
        session.update(
                SqlTemplate.load(Journal.class, "journal-plan.sql").sql(),
                waybill,
                ordinal,
                table.name().schema(),
                table.name().name(),
                table.spec().model(),
                table.policy().name().toLowerCase(Locale.ROOT),
                session.array("text", table.key()),
                session.array("text", table.image()),
                session.array("text", compared(table)),
                planned.plan().rowsBefore(),
                planned.inserted(),
                planned.updated(),
                planned.plan().retired(),
                planned.plan().deleted(),
                planned.plan().unchanged(),
                fingerprint);
        return fingerprint;
    }

    private long markFresh(DeliveryTable table, int ordinal, Earlier before) {
        List<String> image = table.image();
        // If the table was altered meanwhile, every change counts as new.
        List<String> places = image.equals(before.columns)
                ? compared(table).stream()
                        .map(column -> Integer.toString(image.indexOf(column) + 1))
                        .toList()
                : List.of();
        return session.update(
                table.template("review-fresh.sql").withSql("compared", places).sql(), waybill, ordinal, before.ordinal);
    }

    /**
     * The columns to compare. What the database fills in by itself for a record that lacks it is left out: a time or a
     * random number differs each time.
     */
    private List<String> compared(DeliveryTable table) {
        BitSet absent = stage.encoder(table).everAbsent();
        List<ColumnSpec> columns = table.spec().columns();
        List<String> compared = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).column();
            if (!absent.get(i) || table.spec().defaults().containsKey(column)) {
                compared.add(column);
            }
        }
        return compared;
    }

    /** Deletes the plan that was reviewed before; this one, which is the same, replaces it. */
    void forgetEarlier() {
        if (lastEarlier > 0) {
            session.update(FORGET, waybill, lastEarlier);
        }
    }

    /**
     * Copies it into another transaction, where it replaces the plan that was reviewed before. It gets other ordinals
     * there: the same ones would block until this transaction ends.
     */
    void carryOver(Connection other) {
        try {
            try (PreparedStatement forget = other.prepareStatement(FORGET)) {
                forget.setLong(1, waybill);
                forget.setInt(2, lastEarlier);
                forget.execute();
            }
            copy(other, "plans", PLANS, "ordinal");
            copy(other, "changes", CHANGES, "plan");
        } catch (SQLException e) {
            throw session.failure(e);
        }
    }

    private void copy(Connection other, String table, String columns, String plan) throws SQLException {
        CopyManager to = other.unwrap(PGConnection.class).getCopyAPI();
        CopyOut from = session.copies()
                .copyOut("COPY (SELECT " + columns.replace(plan + ",", plan + " + " + plans.size() + "::smallint,")
                        + " FROM waybill." + table + " WHERE waybill = " + waybill + " AND " + plan + " > "
                        + lastEarlier
                        + ") TO STDOUT (FORMAT binary)");
        CopyIn into = to.copyIn("COPY waybill." + table + " (" + columns + ") FROM STDIN (FORMAT binary)");
        for (byte[] chunk = from.readFromCopy(); chunk != null; chunk = from.readFromCopy()) {
            into.writeToCopy(chunk, 0, chunk.length);
        }
        into.endCopy();
    }
}
