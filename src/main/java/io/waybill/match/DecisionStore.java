package io.waybill.match;

import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The decisions in the ledger. All methods work in the transaction of the given connection. */
public final class DecisionStore {
    private static final String LOAD = SqlText.of(DecisionStore.class, "load-decisions.sql");
    private static final String USES = SqlText.of(DecisionStore.class, "insert-rule-uses.sql");
    private static final String REMEMBER = SqlText.of(DecisionStore.class, "remember-decision.sql");
    private static final String CHOOSERS = SqlText.of(DecisionStore.class, "name-choosers.sql");
    private static final String RENEW = SqlText.of(DecisionStore.class, "renew-latest.sql");
    private static final String FORGET = SqlText.of(DecisionStore.class, "forget-decisions.sql");

    private final Clock clock;

    /** @param clock for the times of decisions */
    public DecisionStore(Clock clock) {
        this.clock = clock;
    }

    /** All decisions about rows of this kind in a system. */
    public Decisions load(Connection connection, String system, String kind) throws SQLException {
        List<Decision> decisions = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(LOAD)) {
            query.setString(1, system);
            query.setString(2, kind);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    decisions.add(
                            new Decision(List.of((String[]) found.getArray(1).getArray()), found.getString(2)));
                }
            }
        }
        return Decisions.of(decisions);
    }

    /**
     * Keeps decisions for later drops. They replace older ones about the same rows until this waybill is undone. What was chosen on the desk
     * for a reject that this waybill has closed is decided by whoever chose it.
     *
     * @param waybill the drop that brought them
     * @param decidedBy the account that dropped the file
     */
    public void remember(
            Connection connection,
            long waybill,
            String system,
            String kind,
            String decidedBy,
            Collection<Decision> decisions)
            throws SQLException {
        // One decision for each row: the driver may send several rows as one statement, which cannot change a row
        // twice.
        Map<List<String>, Decision> byRow = new LinkedHashMap<>();
        decisions.forEach(decision -> byRow.put(decision.keyCells(), decision));
        try (PreparedStatement insert = connection.prepareStatement(REMEMBER)) {
            for (Decision decision : byRow.values()) {
                insert.setString(1, system);
                insert.setString(2, kind);
                insert.setArray(
                        3, connection.createArrayOf("text", decision.keyCells().toArray()));
                insert.setString(4, decision.answer());
                insert.setString(5, decidedBy);
                insert.setTimestamp(6, Timestamp.from(clock.instant()));
                insert.setLong(7, waybill);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        if (!byRow.isEmpty()) {
            nameChoosers(connection, waybill);
            ofWaybill(connection, RENEW, waybill);
        }
    }

    private static void nameChoosers(Connection connection, long waybill) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(CHOOSERS)) {
            update.setLong(1, waybill);
            update.setLong(2, waybill);
            update.executeUpdate();
        }
    }

    private static void ofWaybill(Connection connection, String sql, long waybill) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, waybill);
            statement.executeUpdate();
        }
    }

    /**
     * Notes how many rows of a drop earlier decisions and rules for paths have decided.
     *
     * @param uses each rule once
     */
    public void used(Connection connection, long waybill, String system, Collection<RuleUse> uses) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(USES)) {
            for (RuleUse use : uses) {
                insert.setLong(1, waybill);
                insert.setString(2, system);
                insert.setString(3, use.kind());
                insert.setArray(4, connection.createArrayOf("text", use.key().toArray()));
                insert.setLong(5, use.rows());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Forgets the decisions of a waybill that is undone, so that earlier ones are valid again. */
    public void forget(Connection connection, long waybill) throws SQLException {
        ofWaybill(connection, FORGET, waybill);
    }
}
