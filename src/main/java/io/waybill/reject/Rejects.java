package io.waybill.reject;

import io.waybill.database.CopyTable;
import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The rejects in the ledger. All methods work in the transaction of the given connection.
 *
 * <p>System, kind and key cells identify a problem, and it is open at most once. When its row comes again, in a file from an error folder
 * or in another drop, {@link #settle} deals with it:
 *
 * <ul>
 *   <li>the row is delivered: its reject is closed as {@code solved} by that waybill;
 *   <li>a person decided {@code drop}: closed as {@code dropped};
 *   <li>it still cannot be delivered and is the same, cell by cell: its reject stays open in the error folder of the first
 *       waybill, with the current reason and candidates;
 *   <li>it still cannot be delivered and was changed: its reject is closed as {@code replaced}, and the changed row is
 *       opened as a reject of the new waybill;
 *   <li>it comes from an old copy of a file, and its reject has been closed since: nothing is opened;
 *   <li>another row of the same drop that cannot be delivered has its key: only the first of them is a reject, and the settlement names the others;
 *   <li>the bytes that it stands in were carried before, and a mended file has answered it since: nothing is opened;
 *   <li>it does not come back: its reject stays open.
 * </ul>
 */
public final class Rejects {
    private static final int FETCH = 1_000;
    /** How many characters of new rejects are collected before they are sent. */
    private static final int SENT_AT_ONCE = 256 * 1024;

    private static final String OPEN_PROBLEMS = SqlText.of(Rejects.class, "open-problems.sql");
    private static final String MENDED_SINCE = SqlText.of(Rejects.class, "mended-since.sql");
    private static final String CLOSED_AMONG = SqlText.of(Rejects.class, "closed-among.sql");
    private static final String TAKE_BACK = SqlText.of(Rejects.class, "take-back.sql");
    private static final String OF_WAYBILL = SqlText.of(Rejects.class, "rejects-of-waybill.sql");
    private static final String OPEN_OF_WAYBILL = SqlText.of(Rejects.class, "open-of-waybill.sql");
    private static final String OPEN_OF_KEY = SqlText.of(Rejects.class, "open-of-key.sql");
    private static final String OPEN_OF_RULES = SqlText.of(Rejects.class, "open-of-rules.sql");
    private static final String OPEN_HEADERS = SqlText.of(Rejects.class, "open-headers.sql");
    private static final String TOUCHED_BY = SqlText.of(Rejects.class, "touched-by.sql");

    private final Clock clock;
    private final StoredText stored = new StoredText();
    private final OpenCauses causes = new OpenCauses();

    /** @param clock for the times at which rejects are closed */
    public Rejects(Clock clock) {
        this.clock = clock;
    }

    /** Adds open rejects. {@link #settle} does so for rows that may come again. */
    public void open(Connection connection, long waybill, String system, Collection<RejectedRow> rows)
            throws SQLException {
        insert(connection, waybill, system, "open", rows);
        causes.renew(connection, system);
    }

    /** Adds rejects for information only, which nobody can mend in an error folder. */
    public void report(Connection connection, long waybill, String system, Collection<RejectedRow> rows)
            throws SQLException {
        insert(connection, waybill, system, "reported", rows);
    }

    /**
     * Updates the ledger's rejects with the results of a waybill.
     *
     * @param kind of all these rows
     * @param answered the rows that it delivered, and those that a person decided to leave out
     * @param rejected the rows that it could not deliver
     */
    public Settlement settle(
            Connection connection,
            long waybill,
            String system,
            String kind,
            Collection<AnsweredRow> answered,
            Collection<RejectedRow> rejected)
            throws SQLException {
        Settler settler = new Settler(
                connection,
                waybill,
                clock.instant(),
                openProblems(connection, system, kind),
                rejected.isEmpty() ? new MendedRows() : mendedSince(connection, waybill, kind));
        settler.answer(answered);
        settler.reject(rejected, closedAmong(connection, system, kind, rejected));
        insert(connection, waybill, system, "open", settler.opened());
        Settlement settled = settler.settlement();
        if (!settled.waybills().isEmpty()) {
            causes.renew(connection, system, kind);
        }
        return settled;
    }

    /** The key cells of all open rejects of a kind. */
    public Set<List<String>> openKeys(Connection connection, String system, String kind) throws SQLException {
        return openProblems(connection, system, kind).keys();
    }

    /**
     * Undoes what a waybill did to the ledger's rejects: those that only it has met are withdrawn, those that it closed are open again, without
     * the answers that were chosen for them on the desk. What a waybill that stands has met as well stays as it is, because it has not been delivered.
     *
     * @param system of both
     * @param undo the waybill that undoes it
     */
    public TakenBack takeBack(Connection connection, String system, long waybill, long undo) throws SQLException {
        TakenBack takenBack = takeBack(connection, waybill, undo);
        causes.renew(connection, system);
        return takenBack;
    }

    /**
     * What an undo did to rejects.
     *
     * @param unchosen how many answers are no longer chosen
     * @param staying how many rejects of the waybill stay open, because another has met them as well
     */
    public record TakenBack(long unchosen, long staying) {}

    private TakenBack takeBack(Connection connection, long waybill, long undo) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TAKE_BACK)) {
            query.setLong(1, undo);
            query.setTimestamp(2, Timestamp.from(clock.instant()));
            query.setLong(3, waybill);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new TakenBack(row.getLong("unchosen"), row.getLong("staying"));
            }
        }
    }

    /** All rejects of a waybill, including closed ones, in the order of its file. */
    public List<Reject> ofWaybill(Connection connection, long waybill) throws SQLException {
        List<Reject> all = new ArrayList<>();
        each(connection, OF_WAYBILL, waybill, all::add);
        return all;
    }

    /**
     * Passes on the open rejects of a waybill, in the order of its file. Outside autocommit mode they are not all in memory at once.
     */
    public void eachOpen(Connection connection, long waybill, Consumer<Reject> each) throws SQLException {
        each(connection, OPEN_OF_WAYBILL, waybill, each);
    }

    /** The different headers of a waybill's open rejects, in the order of the rejects. */
    List<List<String>> openHeaders(Connection connection, long waybill) throws SQLException {
        List<List<String>> headers = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(OPEN_HEADERS)) {
            query.setLong(1, waybill);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    headers.add(stored.cells(found.getArray(1)));
                }
            }
        }
        return headers;
    }

    private void each(Connection connection, String sql, long waybill, Consumer<Reject> each) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCH);
            query.setLong(1, waybill);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    each.accept(stored.reject(found));
                }
            }
        }
    }

    /** The open rejects of rows with these key cells; at most one, unless they were opened without {@link #settle}. */
    public List<Reject> openOf(Connection connection, String system, String kind, List<String> keyCells)
            throws SQLException {
        List<Reject> open = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(OPEN_OF_KEY)) {
            query.setString(1, system);
            query.setString(2, kind);
            query.setArray(3, stored.array(connection, keyCells));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    open.add(stored.reject(found));
                }
            }
        }
        return open;
    }

    /** The open rejects of a system that broke one of these rules, and for which nobody has chosen anything yet. */
    public List<Reject> openOf(Connection connection, String system, Collection<String> rules) throws SQLException {
        List<Reject> open = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(OPEN_OF_RULES)) {
            query.setString(1, system);
            query.setArray(2, connection.createArrayOf("text", rules.toArray()));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    open.add(stored.reject(found));
                }
            }
        }
        return open;
    }

    /**
     * The waybills whose error folders this waybill may have changed. They are written again after a crash between its commit and the
     * writing of the folders.
     */
    public Set<Long> touchedBy(Connection connection, long waybill) throws SQLException {
        Set<Long> waybills = new TreeSet<>();
        try (PreparedStatement query = connection.prepareStatement(TOUCHED_BY)) {
            for (int parameter = 1; parameter <= 3; parameter++) {
                query.setLong(parameter, waybill);
            }
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    waybills.add(found.getLong(1));
                }
            }
        }
        return waybills;
    }

    private void insert(Connection connection, long waybill, String system, String state, Collection<RejectedRow> rows)
            throws SQLException {
        CopyTable table = new CopyTable(
                "rejects",
                "waybill",
                "system",
                "kind",
                "header",
                "cells",
                "key_cells",
                "cause",
                "file",
                "line",
                "byte_offset",
                "rule",
                "reason",
                "candidates",
                "state",
                "waits");
        for (RejectedRow row : rows) {
            table.add(
                    waybill,
                    system,
                    row.kind(),
                    stored.array(connection, row.header()),
                    stored.array(connection, row.cells()),
                    stored.array(connection, row.keyCells()),
                    stored.array(connection, row.cause()),
                    row.at().file(),
                    row.at().line(),
                    row.at().offset(),
                    row.rule(),
                    stored.text(row.reason()),
                    stored.json(row.candidates()),
                    state,
                    row.waits());
            if (table.length() >= SENT_AT_ONCE) {
                table.send(connection, "waybill");
            }
        }
        table.send(connection, "waybill");
    }

    private OpenProblems openProblems(Connection connection, String system, String kind) throws SQLException {
        OpenProblems open = new OpenProblems();
        try (PreparedStatement query = connection.prepareStatement(OPEN_PROBLEMS)) {
            query.setString(1, system);
            query.setString(2, kind);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    open.add(new OpenProblems.Problem(
                            found.getLong("id"),
                            found.getLong("waybill"),
                            stored.cells(found.getArray("key_cells")),
                            RejectedRow.said(
                                    stored.cells(found.getArray("header")), stored.cells(found.getArray("cells")))));
                }
            }
        }
        return open;
    }

    private MendedRows mendedSince(Connection connection, long waybill, String kind) throws SQLException {
        MendedRows mended = new MendedRows();
        try (PreparedStatement query = connection.prepareStatement(MENDED_SINCE)) {
            query.setLong(1, waybill);
            query.setString(2, kind);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    mended.add(
                            stored.cells(found.getArray("key_cells")),
                            RejectedRow.said(
                                    stored.cells(found.getArray("header")), stored.cells(found.getArray("cells"))));
                }
            }
        }
        return mended;
    }

    private Set<Long> closedAmong(Connection connection, String system, String kind, Collection<RejectedRow> rejected)
            throws SQLException {
        Map<Long, List<String>> returned = new HashMap<>();
        for (RejectedRow row : rejected) {
            if (row.returned() != null) {
                returned.put(row.returned(), stored.texts(row.keyCells()));
            }
        }
        Set<Long> closed = new TreeSet<>();
        if (returned.isEmpty()) {
            return closed;
        }
        try (PreparedStatement query = connection.prepareStatement(CLOSED_AMONG)) {
            query.setString(1, system);
            query.setString(2, kind);
            query.setArray(
                    3, connection.createArrayOf("bigint", returned.keySet().toArray()));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    // A row that has been changed since is a new one, not an old copy.
                    if (stored.cells(found.getArray("key_cells")).equals(returned.get(found.getLong("id")))) {
                        closed.add(found.getLong("id"));
                    }
                }
            }
        }
        return closed;
    }
}
