package io.waybill.reject;

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The rejects in the ledger. Works in the transaction of the connection that it is given.
 *
 * <p>A problem is known by system, kind and key cells, and is open at most once. What becomes of it when its row comes again,
 * in a file of an error folder or in another drop ({@link #settle}):
 *
 * <ul>
 *   <li>the row is delivered: its reject is closed as {@code solved}, with the number of the waybill that did it;
 *   <li>a person decided {@code drop}: closed as {@code dropped};
 *   <li>it still cannot be delivered and is the same, cell by cell: its reject stays open, with the reason and candidates of
 *       now, in the error folder of the waybill that met it first;
 *   <li>it still cannot be delivered and was changed: its reject is closed as {@code replaced}, and the row as it is now is
 *       opened for the waybill that brought it;
 *   <li>it comes from a file whose reject was closed meanwhile (an old copy): nothing is opened;
 *   <li>it does not come back: its reject stays open.
 * </ul>
 */
public final class Rejects {
    private static final int BATCH = 1_000;
    private static final int FETCH = 1_000;
    private static final String INSERT = SqlText.of(Rejects.class, "insert-reject.sql");
    private static final String REFRESH = SqlText.of(Rejects.class, "refresh-reject.sql");
    private static final String CLOSE = SqlText.of(Rejects.class, "close-reject.sql");
    private static final String OPEN_PROBLEMS = SqlText.of(Rejects.class, "open-problems.sql");
    private static final String CLOSED_AMONG = SqlText.of(Rejects.class, "closed-among.sql");
    private static final String TAKE_BACK = SqlText.of(Rejects.class, "take-back.sql");
    private static final String OF_WAYBILL = SqlText.of(Rejects.class, "rejects-of-waybill.sql");
    private static final String OPEN_OF_WAYBILL = SqlText.of(Rejects.class, "open-of-waybill.sql");
    private static final String OPEN_OF_KEY = SqlText.of(Rejects.class, "open-of-key.sql");
    private static final String OPEN_HEADERS = SqlText.of(Rejects.class, "open-headers.sql");
    private static final String TOUCHED_BY = SqlText.of(Rejects.class, "touched-by.sql");

    private final Clock clock;
    private final StoredText stored = new StoredText();

    public Rejects(Clock clock) {
        this.clock = clock;
    }

    /** Adds rejects that wait for a person. {@link #settle} does so for rows that may come again. */
    public void open(Connection connection, long waybill, String system, Collection<RejectedRow> rows)
            throws SQLException {
        insert(connection, waybill, system, "open", rows);
    }

    /** Adds rejects that are only told, because nobody can mend them in an error folder. */
    public void report(Connection connection, long waybill, String system, Collection<RejectedRow> rows)
            throws SQLException {
        insert(connection, waybill, system, "reported", rows);
    }

    /**
     * Brings the ledger's rejects up to date with what a waybill made of its rows.
     *
     * @param kind what these rows are; all of them are of this kind
     * @param answered the rows that it delivered, and those left out because a person decided so
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
        Map<List<String>, Problem> open = openProblems(connection, system, kind);
        Map<Long, Problem> openById = new HashMap<>();
        open.values().forEach(problem -> openById.put(problem.id, problem));
        Set<Long> waybills = new TreeSet<>();
        Set<List<String>> answeredKeys = new HashSet<>();
        long[] closed = new long[2];
        try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
            for (AnsweredRow row : answered) {
                for (Problem problem : known(open, openById, row.keyCells(), row.returned())) {
                    forget(open, openById, problem);
                    close(close, problem.id, row.dropped() ? "dropped" : "solved", waybill);
                    closed[row.dropped() ? 1 : 0]++;
                    waybills.add(problem.waybill);
                }
                answeredKeys.add(stored.texts(row.keyCells()));
            }
            close.executeBatch();
        }
        Unsolved unsolved = new Unsolved();
        Set<Long> answeredBefore = closedAmong(connection, system, kind, rejected);
        try (PreparedStatement close = connection.prepareStatement(CLOSE);
                PreparedStatement refresh = connection.prepareStatement(REFRESH)) {
            for (RejectedRow row : rejected) {
                if (answeredKeys.contains(stored.texts(row.keyCells()))) {
                    unsolved.answeredBefore++;
                    continue;
                }
                unsolved(row, waybill, open, openById, answeredBefore, close, refresh, unsolved, waybills);
            }
            close.executeBatch();
            refresh.executeBatch();
        }
        open(connection, waybill, system, unsolved.opened.values());
        if (!unsolved.opened.isEmpty()) {
            waybills.add(waybill);
        }
        return new Settlement(
                unsolved.opened.size() - unsolved.reopened,
                unsolved.kept,
                unsolved.replaced,
                closed[0],
                closed[1],
                unsolved.answeredBefore,
                waybills);
    }

    /** The key cells of all open rejects of a kind. */
    public Set<List<String>> openKeys(Connection connection, String system, String kind) throws SQLException {
        return openProblems(connection, system, kind).keySet();
    }

    /**
     * Brings the ledger's rejects back to what they were before a waybill: its own are withdrawn, those that it closed are open again.
     *
     * @param undo the waybill that takes it back
     */
    public void takeBack(Connection connection, long waybill, long undo) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(TAKE_BACK)) {
            update.setLong(1, undo);
            update.setTimestamp(2, Timestamp.from(clock.instant()));
            for (int parameter = 3; parameter <= 5; parameter++) {
                update.setLong(parameter, waybill);
            }
            update.executeUpdate();
        }
    }

    /** Every reject of a waybill, closed ones too, in the order of its file. */
    public List<Reject> ofWaybill(Connection connection, long waybill) throws SQLException {
        List<Reject> all = new ArrayList<>();
        each(connection, OF_WAYBILL, waybill, all::add);
        return all;
    }

    /**
     * Hands over the open rejects of a waybill, in the order of its file. Outside autocommit mode they come as they are read,
     * so that any number of them needs little memory.
     */
    public void eachOpen(Connection connection, long waybill, Consumer<Reject> each) throws SQLException {
        each(connection, OPEN_OF_WAYBILL, waybill, each);
    }

    /** The different headers of a waybill's open rejects, the first one met first. */
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

    /**
     * The waybills whose error folders this waybill may have changed: after a crash between its commit and the writing of
     * files these are written again.
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

    private void unsolved(
            RejectedRow row,
            long waybill,
            Map<List<String>, Problem> open,
            Map<Long, Problem> openById,
            Set<Long> answeredBefore,
            PreparedStatement close,
            PreparedStatement refresh,
            Unsolved unsolved,
            Set<Long> waybills)
            throws SQLException {
        List<String> key = stored.texts(row.keyCells());
        if (row.returned() != null && answeredBefore.contains(row.returned()) && !open.containsKey(key)) {
            unsolved.answeredBefore++;
            return;
        }
        boolean met = unsolved.opened.containsKey(key) || unsolved.keptKeys.contains(key);
        boolean replaces = false;
        for (Problem problem : known(open, openById, key, row.returned())) {
            if (met && problem.key.equals(key)) {
                continue;
            }
            waybills.add(problem.waybill);
            if (problem.key.equals(key)
                    && problem.said.equals(RejectedRow.said(stored.texts(row.header()), stored.texts(row.cells())))) {
                refresh.setString(1, row.rule());
                refresh.setString(2, stored.text(row.reason()));
                refresh.setArray(3, stored.array(refresh.getConnection(), row.cause()));
                refresh.setString(4, stored.json(row.candidates()));
                refresh.setLong(5, problem.id);
                refresh.addBatch();
                unsolved.kept++;
                unsolved.keptKeys.add(key);
            } else {
                forget(open, openById, problem);
                close(close, problem.id, "replaced", waybill);
                unsolved.replaced++;
                replaces = true;
            }
        }
        if (!met && !unsolved.keptKeys.contains(key)) {
            unsolved.opened.put(key, row);
            unsolved.reopened += replaces ? 1 : 0;
        }
    }

    /** The open problem with this key, and the one that the row says it is: two when its key was changed to another's. */
    private List<Problem> known(
            Map<List<String>, Problem> open, Map<Long, Problem> openById, List<String> keyCells, Long returned) {
        List<Problem> known = new ArrayList<>(2);
        Problem byKey = open.get(stored.texts(keyCells));
        Problem byId = returned == null ? null : openById.get(returned);
        if (byKey != null) {
            known.add(byKey);
        }
        if (byId != null && byId != byKey) {
            known.add(byId);
        }
        return known;
    }

    private static void forget(Map<List<String>, Problem> open, Map<Long, Problem> openById, Problem problem) {
        open.remove(problem.key);
        openById.remove(problem.id);
    }

    private void close(PreparedStatement close, long id, String state, long waybill) throws SQLException {
        close.setString(1, state);
        close.setLong(2, waybill);
        close.setTimestamp(3, Timestamp.from(clock.instant()));
        close.setLong(4, id);
        close.addBatch();
    }

    private void insert(Connection connection, long waybill, String system, String state, Collection<RejectedRow> rows)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int batched = 0;
            for (RejectedRow row : rows) {
                insert.setLong(1, waybill);
                insert.setString(2, system);
                insert.setString(3, row.kind());
                insert.setArray(4, stored.array(connection, row.header()));
                insert.setArray(5, stored.array(connection, row.cells()));
                insert.setArray(6, stored.array(connection, row.keyCells()));
                insert.setArray(7, stored.array(connection, row.cause()));
                insert.setString(8, row.at().file());
                insert.setLong(9, row.at().line());
                insert.setLong(10, row.at().offset());
                insert.setString(11, row.rule());
                insert.setString(12, stored.text(row.reason()));
                insert.setString(13, stored.json(row.candidates()));
                insert.setString(14, state);
                insert.addBatch();
                if (++batched % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private Map<List<String>, Problem> openProblems(Connection connection, String system, String kind)
            throws SQLException {
        Map<List<String>, Problem> open = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(OPEN_PROBLEMS)) {
            query.setString(1, system);
            query.setString(2, kind);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    Problem problem = new Problem(
                            found.getLong("id"),
                            found.getLong("waybill"),
                            stored.cells(found.getArray("key_cells")),
                            RejectedRow.said(
                                    stored.cells(found.getArray("header")), stored.cells(found.getArray("cells"))));
                    open.put(problem.key, problem);
                }
            }
        }
        return open;
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
                    // A row that was changed since is a new one, not an old copy.
                    if (stored.cells(found.getArray("key_cells")).equals(returned.get(found.getLong("id")))) {
                        closed.add(found.getLong("id"));
                    }
                }
            }
        }
        return closed;
    }

    /** @param said what the row says, whatever columns of other rows stand beside it in the file */
    private record Problem(long id, long waybill, List<String> key, List<String> said) {}

    /** What {@link #settle} has made of the rejected rows so far. */
    private static final class Unsolved {
        private final Map<List<String>, RejectedRow> opened = new LinkedHashMap<>();
        private final Set<List<String>> keptKeys = new HashSet<>();
        private long kept;
        private long replaced;
        private long reopened;
        private long answeredBefore;
    }
}
