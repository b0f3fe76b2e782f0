package io.waybill.reject;

import io.waybill.database.SqlText;
import io.waybill.reject.OpenProblems.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Closes, refreshes and replaces the open rejects of one kind by the results of one waybill; see {@link Rejects}. */
final class Settler {
    private static final String REFRESH = SqlText.of(Settler.class, "refresh-reject.sql");
    private static final String KEEP = SqlText.of(Settler.class, "keep-reject.sql");
    private static final String CLOSE = SqlText.of(Settler.class, "close-reject.sql");

    private final Connection connection;
    private final long waybill;
    private final Timestamp now;
    private final OpenProblems open;
    private final MendedRows mended;
    private final StoredText stored = new StoredText();
    private final Set<Long> waybills = new TreeSet<>();
    private final Set<List<String>> answeredKeys = new HashSet<>();
    private final Map<List<String>, RejectedRow> opened = new LinkedHashMap<>();
    private final Map<List<String>, List<String>> listed = new HashMap<>();
    private final List<RejectedRow> beside = new ArrayList<>();
    private final Map<Long, Long> kept = new TreeMap<>();
    private long solved;
    private long dropped;
    private long replaced;
    private long reopened;
    private long answeredBefore;
    private long answeredBeside;

    /**
     * Settles with the rejects that are open now.
     *
     * @param connection whose transaction is used
     * @param now time at which rejects are closed
     * @param mended rows of the same bytes that were mended since they were carried before
     */
    Settler(Connection connection, long waybill, Instant now, OpenProblems open, MendedRows mended) {
        this.connection = connection;
        this.waybill = waybill;
        this.now = Timestamp.from(now);
        this.open = open;
        this.mended = mended;
    }

    /** Closes the rejects of rows that were delivered or dropped. */
    void answer(Collection<AnsweredRow> rows) throws SQLException {
        try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
            for (AnsweredRow row : rows) {
                List<String> key = stored.texts(row.keyCells());
                for (Problem problem : open.of(key, row.returned())) {
                    close(close, problem, row.dropped() ? "dropped" : "solved");
                    solved += row.dropped() ? 0 : 1;
                    dropped += row.dropped() ? 1 : 0;
                    waybills.add(problem.waybill());
                }
                answeredKeys.add(key);
            }
            close.executeBatch();
        }
    }

    /**
     * Keeps, replaces or opens the rejects of rows that could not be delivered.
     *
     * @param closed ids among those that the rows came back as which are closed already
     */
    void reject(Collection<RejectedRow> rows, Set<Long> closed) throws SQLException {
        try (PreparedStatement close = connection.prepareStatement(CLOSE);
                PreparedStatement refresh = connection.prepareStatement(REFRESH);
                PreparedStatement keep = connection.prepareStatement(KEEP)) {
            for (RejectedRow row : rows) {
                List<String> key = stored.texts(row.keyCells());
                boolean old = row.returned() == null
                        ? mended.contains(key, said(row))
                        : closed.contains(row.returned()) && !open.keys().contains(key);
                if (old) {
                    answeredBefore++;
                } else if (answeredKeys.contains(key)) {
                    answeredBeside++;
                } else {
                    reject(row, key, new Statements(close, refresh, keep));
                }
            }
            close.executeBatch();
            refresh.executeBatch();
            keep.executeBatch();
        }
        if (!opened.isEmpty()) {
            waybills.add(waybill);
        }
    }

    private record Statements(PreparedStatement close, PreparedStatement refresh, PreparedStatement keep) {}

    private List<String> said(RejectedRow row) {
        return RejectedRow.said(stored.texts(row.header()), stored.texts(row.cells()));
    }

    private void reject(RejectedRow row, List<String> key, Statements statements) throws SQLException {
        List<String> said = said(row);
        List<String> listed = this.listed.putIfAbsent(key, said);
        if (listed != null && (row.returned() == null || !listed.equals(said))) {
            // One reject for each key, that of the row that came first: what this row came back as stays open as it
            // was.
            beside.add(row);
            return;
        }
        boolean again = listed != null;
        boolean replaces = false;
        for (Problem problem : open.of(key, row.returned())) {
            if (listed != null && problem.key().equals(key)) {
                continue;
            }
            waybills.add(problem.waybill());
            if (problem.key().equals(key) && problem.said().equals(said)) {
                refresh(statements.refresh, problem, row);
                keep(statements.keep, problem);
                kept.merge(problem.waybill(), 1L, Long::sum);
                again = true;
            } else {
                close(statements.close, problem, "replaced");
                replaced++;
                replaces = true;
            }
        }
        if (!again) {
            opened.put(key, row);
            reopened += replaces ? 1 : 0;
        }
    }

    private void refresh(PreparedStatement refresh, Problem problem, RejectedRow row) throws SQLException {
        refresh.setString(1, row.rule());
        refresh.setString(2, stored.text(row.reason()));
        refresh.setArray(3, stored.array(connection, row.cause()));
        refresh.setString(4, stored.json(row.candidates()));
        refresh.setInt(5, row.waits());
        refresh.setLong(6, problem.id());
        refresh.addBatch();
    }

    private void keep(PreparedStatement keep, Problem problem) throws SQLException {
        if (problem.waybill() != waybill) {
            keep.setLong(1, waybill);
            keep.setLong(2, problem.id());
            keep.addBatch();
        }
    }

    private void close(PreparedStatement close, Problem problem, String state) throws SQLException {
        open.remove(problem);
        close.setString(1, state);
        close.setLong(2, waybill);
        close.setTimestamp(3, now);
        close.setLong(4, problem.id());
        close.addBatch();
    }

    /** The rows that need a new reject. */
    Collection<RejectedRow> opened() {
        return opened.values();
    }

    /** What was changed. */
    Settlement settlement() {
        return new Settlement(
                opened.size() - reopened,
                kept,
                replaced,
                solved,
                dropped,
                answeredBefore,
                answeredBeside,
                beside,
                waybills);
    }
}
