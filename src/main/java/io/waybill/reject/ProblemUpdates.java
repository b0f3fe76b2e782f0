package io.waybill.reject;

import io.waybill.database.SqlText;
import io.waybill.reject.OpenProblems.Problem;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** Changes of open rejects by one waybill, written many at a time. No reject may be given twice for the same kind of change. */
final class ProblemUpdates {
    private static final String REFRESH = SqlText.of(ProblemUpdates.class, "refresh-rejects.sql");
    private static final String KEEP = SqlText.of(ProblemUpdates.class, "keep-rejects.sql");
    private static final String CLOSE = SqlText.of(ProblemUpdates.class, "close-rejects.sql");
    /** How many changes of one kind are written at once. */
    private static final int AT_ONCE = 1_000;

    private final Connection connection;
    private final long waybill;
    private final Timestamp now;
    private final StoredText stored = new StoredText();
    private final List<Long> refreshed = new ArrayList<>();
    private final List<RejectedRow> known = new ArrayList<>();
    private final List<Long> kept = new ArrayList<>();
    private final List<Long> closed = new ArrayList<>();
    private final List<String> states = new ArrayList<>();

    /**
     * No changes yet.
     *
     * @param connection whose transaction is used
     * @param now time at which rejects are closed
     */
    ProblemUpdates(Connection connection, long waybill, Timestamp now) {
        this.connection = connection;
        this.waybill = waybill;
        this.now = now;
    }

    /** One stays open: its row came again, and cannot be delivered either. */
    void keep(Problem problem, RejectedRow row) throws SQLException {
        refreshed.add(problem.id());
        known.add(row);
        if (refreshed.size() == AT_ONCE) {
            refresh();
        }
        if (problem.waybill() != waybill) {
            kept.add(problem.id());
            if (kept.size() == AT_ONCE) {
                keep();
            }
        }
    }

    /** One is closed. */
    void close(Problem problem, String state) throws SQLException {
        closed.add(problem.id());
        states.add(state);
        if (closed.size() == AT_ONCE) {
            close();
        }
    }

    /** Writes what has not been written. */
    void finish() throws SQLException {
        refresh();
        keep();
        close();
    }

    private void refresh() throws SQLException {
        if (refreshed.isEmpty()) {
            return;
        }
        try (PreparedStatement refresh = connection.prepareStatement(REFRESH)) {
            refresh.setArray(1, ids(refreshed));
            refresh.setArray(2, texts(known.stream().map(RejectedRow::rule).toList()));
            refresh.setArray(
                    3,
                    stored.array(
                            connection, known.stream().map(RejectedRow::reason).toList()));
            List<String> causes = new ArrayList<>();
            for (RejectedRow row : known) {
                causes.add(stored.array(connection, row.cause()).toString());
            }
            refresh.setArray(4, texts(causes));
            refresh.setArray(
                    5,
                    texts(known.stream()
                            .map(row -> stored.json(row.candidates()))
                            .toList()));
            refresh.setArray(
                    6,
                    connection.createArrayOf(
                            "integer", known.stream().map(RejectedRow::waits).toArray()));
            refresh.executeUpdate();
        }
        refreshed.clear();
        known.clear();
    }

    private void keep() throws SQLException {
        if (kept.isEmpty()) {
            return;
        }
        try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
            keep.setLong(1, waybill);
            keep.setArray(2, ids(kept));
            keep.executeUpdate();
        }
        kept.clear();
    }

    private void close() throws SQLException {
        if (closed.isEmpty()) {
            return;
        }
        try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
            close.setLong(1, waybill);
            close.setTimestamp(2, now);
            close.setArray(3, ids(closed));
            close.setArray(4, texts(states));
            close.executeUpdate();
        }
        closed.clear();
        states.clear();
    }

    private Array ids(List<Long> ids) throws SQLException {
        return connection.createArrayOf("bigint", ids.toArray());
    }

    private Array texts(List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
