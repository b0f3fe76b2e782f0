package io.waybill.refresh;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The runs of scheduled refreshes, in table {@code waybill.refreshes} of the ledger. */
public final class RefreshLog {
    private final DataSource ledger;
    private final String system;

    /**
     * The runs of one system.
     *
     * @param ledger database that holds schema {@code waybill}
     * @param system whose refreshes these are
     */
    public RefreshLog(DataSource ledger, String system) {
        this.ledger = ledger;
        this.system = system;
    }

    /**
     * One run as people see it.
     *
     * @param outcome {@code running}, {@code dropped}, {@code failed} or {@code missed}
     * @param token that its drop carries; empty for a run that was missed
     * @param waybill number of the waybill of its file; null while there is none
     * @param state state of that waybill; null with it
     */
    public record Run(Instant due, String outcome, String token, Long waybill, String state, String message) {
        /** Whether the target is now what its file says. */
        public boolean good() {
            return "delivered".equals(state) || "unchanged".equals(state);
        }

        /** Whether its file became a waybill that has ended without that. */
        public boolean bad() {
            return "refused".equals(state) || "failed".equals(state);
        }

        /** What the target goes on with when a later run has brought nothing. */
        public String stays() {
            return "The last good one stays: waybill " + waybill + ", " + state + ".";
        }
    }

    /**
     * A run begins.
     *
     * @param token that the waybill of its file will carry
     * @return its id
     */
    long begin(Instant due, String token) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO waybill.refreshes (system, due_at, token, outcome) VALUES (?, ?, ?, 'running') RETURNING id")) {
            insert.setString(1, system);
            insert.setTimestamp(2, Timestamp.from(due));
            insert.setString(3, token);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * The file of this run is in the inbox.
     *
     * @param notice a sentence about it all the same; may be empty
     */
    void dropped(long id, String notice, Instant at) throws SQLException {
        end(id, "dropped", notice, at);
    }

    /** There was nothing to drop; the message says why. */
    void failed(long id, String message, Instant at) throws SQLException {
        end(id, "failed", message, at);
    }

    private void end(long id, String outcome, String message, Instant at) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE waybill.refreshes SET outcome = ?, message = ?, ended_at = ? WHERE id = ?")) {
            update.setString(1, outcome);
            update.setString(2, message);
            update.setTimestamp(3, Timestamp.from(at));
            update.setLong(4, id);
            update.executeUpdate();
        }
    }

    /** Runs that fell due while nobody could do them. */
    void missed(List<Instant> due, String message) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO waybill.refreshes (system, due_at, outcome, message) VALUES (?, ?, 'missed', ?)")) {
            for (Instant each : due) {
                insert.setString(1, system);
                insert.setTimestamp(2, Timestamp.from(each));
                insert.setString(3, message);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Marks the runs that a crash cut short as failed, so that they do not look as if they were still running.
     *
     * @return the ids of such runs
     */
    List<Long> closeInterrupted(Instant now) throws SQLException {
        List<Long> interrupted = new ArrayList<>();
        try (Connection connection = ledger.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE waybill.refreshes SET outcome = 'failed', ended_at = ?, "
                                + "message = 'Waybill stopped during this run.' WHERE system = ? AND outcome = 'running'"
                                + " RETURNING id")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, system);
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    interrupted.add(row.getLong(1));
                }
            }
        }
        return interrupted;
    }

    /** When the latest known run was due, missed ones included. */
    public Optional<Instant> latestDue() throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT max(due_at) FROM waybill.refreshes WHERE system = ?")) {
            query.setString(1, system);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
            }
        }
    }

    /** The latest run whose file the target has; empty when there is none. One that is held, or was undone, is none. */
    Optional<Run> lastGood() throws SQLException {
        return runs("AND r.outcome = 'dropped' AND w.state IN ('delivered', 'unchanged')", 1).stream()
                .findFirst();
    }

    /** The latest runs, newest first. */
    public List<Run> latest(int limit) throws SQLException {
        return runs("", limit);
    }

    /** The run whose drop carries a token; empty when none has begun with it. */
    public Optional<Run> of(String token) throws SQLException {
        return runs("AND r.token = ?", 1, token).stream().findFirst();
    }

    private List<Run> runs(String which, int limit, String... values) throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT r.due_at, r.outcome, w.number, w.state, r.message, r.token FROM waybill.refreshes AS r LEFT JOIN"
                                // w.token <> '' lets the index of tokens be used, which has no empty ones
                                + " waybill.waybills AS w ON w.token = r.token AND w.token <> '' WHERE r.system = ? "
                                + which + " ORDER BY r.due_at DESC, r.id DESC LIMIT ?")) {
            int parameter = 1;
            query.setString(parameter++, system);
            for (String value : values) {
                query.setString(parameter++, value);
            }
            query.setInt(parameter, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    runs.add(new Run(
                            row.getTimestamp(1).toInstant(),
                            row.getString(2),
                            row.getString(6),
                            row.getObject(3, Long.class),
                            row.getString(4),
                            row.getString(5)));
                }
            }
        }
        return runs;
    }
}
