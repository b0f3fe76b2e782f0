package io.waybill.reject;

import io.waybill.reject.OpenProblems.Problem;
import java.sql.Connection;
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
    private final long waybill;
    private final OpenProblems open;
    private final MendedRows mended;
    private final ProblemUpdates updates;
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
        this.waybill = waybill;
        this.updates = new ProblemUpdates(connection, waybill, Timestamp.from(now));
        this.open = open;
        this.mended = mended;
    }

    /** Closes the rejects of rows that were delivered or dropped. */
    void answer(Collection<AnsweredRow> rows) throws SQLException {
        for (AnsweredRow row : rows) {
            List<String> key = stored.texts(row.keyCells());
            for (Problem problem : open.of(key, row.returned())) {
                close(problem, row.dropped() ? "dropped" : "solved");
                solved += row.dropped() ? 0 : 1;
                dropped += row.dropped() ? 1 : 0;
                waybills.add(problem.waybill());
            }
            answeredKeys.add(key);
        }
        updates.finish();
    }

    /**
     * Keeps, replaces or opens the rejects of rows that could not be delivered.
     *
     * @param closed ids among those that the rows came back as which are closed already
     */
    void reject(Collection<RejectedRow> rows, Set<Long> closed) throws SQLException {
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
                reject(row, key);
            }
        }
        updates.finish();
        if (!opened.isEmpty()) {
            waybills.add(waybill);
        }
    }

    private List<String> said(RejectedRow row) {
        return RejectedRow.said(stored.texts(row.header()), stored.texts(row.cells()));
    }

    private void reject(RejectedRow row, List<String> key) throws SQLException {
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
                updates.keep(problem, row);
                kept.merge(problem.waybill(), 1L, Long::sum);
                again = true;
            } else {
                close(problem, "replaced");
                replaced++;
                replaces = true;
            }
        }
        if (!again) {
            opened.put(key, row);
            reopened += replaces ? 1 : 0;
        }
    }

    private void close(Problem problem, String state) throws SQLException {
        open.remove(problem);
        updates.close(problem, state);
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
