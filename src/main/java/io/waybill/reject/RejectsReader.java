package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.model.FeedName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Reads the ledger's rejects page by page, for people. Safe for use by several threads. */
public final class RejectsReader {
    private static final String CAUSES = SqlText.of(RejectsReader.class, "causes.sql");
    private static final String BEST = SqlText.of(RejectsReader.class, "best.sql");
    private static final String ONE = SqlText.of(RejectsReader.class, "listed-reject.sql");
    private static final String LIST = SqlText.of(RejectsReader.class, "listed-rejects.sql");
    private static final String ALIKE = SqlText.of(RejectsReader.class, "alike.sql");
    private static final String COUNT_ALIKE = SqlText.of(RejectsReader.class, "count-alike.sql");
    private static final String CAUSES_BELOW = SqlText.of(RejectsReader.class, "causes-below.sql");
    private static final String CHOSEN = SqlText.of(RejectsReader.class, "chosen.sql");

    private final DataSource ledger;
    /** The kind of row of each secret column. */
    private final List<String> secretKinds = new ArrayList<>();

    private final List<String> secretColumns = new ArrayList<>();
    private final StoredText stored = new StoredText();
    private final StandingChoices standing = new StandingChoices();

    /**
     * @param ledger database with schema {@code waybill}
     * @param secret columns in which no text is found, by kind of row
     */
    public RejectsReader(DataSource ledger, Map<String, Set<String>> secret) {
        this.ledger = requireNonNull(ledger, "ledger");
        secret.forEach((kind, columns) -> columns.forEach(column -> {
            secretKinds.add(kind);
            secretColumns.add(column);
        }));
    }

    /** A text and the secret columns in which it is not sought, as five parameters. */
    private void sought(Connection connection, PreparedStatement query, int at, String text) throws SQLException {
        Array kinds = connection.createArrayOf("text", secretKinds.toArray());
        query.setString(at, text);
        query.setArray(at + 1, kinds);
        query.setArray(at + 2, kinds);
        query.setArray(at + 3, connection.createArrayOf("text", secretColumns.toArray()));
        query.setString(at + 4, text);
    }

    /**
     * The causes that have open rejects.
     *
     * @param waybill restricts it to the rejects of one waybill; null for all
     * @param text restricts it to causes with a row that contains this text; null for all
     */
    public Causes causes(Long waybill, String text, int limit, long offset) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(CAUSES)) {
            String sought = text == null ? null : stored.text(text);
            query.setString(1, sought);
            twice(query, 2, waybill);
            sought(connection, query, 4, sought);
            query.setLong(9, kept(waybill));
            query.setString(10, sought);
            query.setInt(11, limit);
            query.setLong(12, offset);
            return causes(connection, query, waybill);
        }
    }

    /**
     * The causes for which nobody has chosen anything yet and whose best candidate is good enough.
     *
     * @param waybill restricts it to the rejects of one waybill; null for all
     * @param score at least this one, 0 to 1
     */
    public Causes best(Long waybill, double score, int limit, long offset) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(BEST)) {
            query.setLong(1, kept(waybill));
            query.setDouble(2, score);
            query.setInt(3, limit);
            query.setLong(4, offset);
            return causes(connection, query, waybill);
        }
    }

    private Causes causes(Connection connection, PreparedStatement query, Long waybill) throws SQLException {
        List<Cause> page = new ArrayList<>();
        long rows = 0;
        long causes = 0;
        try (ResultSet found = query.executeQuery()) {
            while (found.next()) {
                page.add(new Cause(
                        stored.reject(found),
                        feed(found),
                        found.getLong("all_rows"),
                        found.getLong("chosen_rows"),
                        UndeliveredChoices.NONE));
                rows = found.getLong("rows_in_all");
                causes = found.getLong("causes_in_all");
            }
        }
        Map<Long, UndeliveredChoices> chosen = standing.of(
                connection, page.stream().map(cause -> cause.first().id()).toList(), waybill);
        page.replaceAll(cause -> cause.with(chosen.getOrDefault(cause.first().id(), UndeliveredChoices.NONE)));
        return new Causes(page, rows, causes);
    }

    /** One reject, open or not. */
    public Optional<ListedReject> find(long id) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(ONE)) {
            query.setLong(1, id);
            return listed(query).stream().findFirst();
        }
    }

    /** Rejects, newest first. */
    public List<ListedReject> list(RejectFilter filter, int limit) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(LIST)) {
            String sought = filter.text() == null ? null : stored.text(filter.text());
            twice(query, 1, filter.state());
            twice(query, 3, filter.waybill());
            query.setString(5, sought);
            sought(connection, query, 6, sought);
            twice(query, 11, filter.below());
            query.setInt(13, limit);
            return listed(query);
        }
    }

    /**
     * The open rejects of the same cause as one of them.
     *
     * @param reject id of one of them
     * @param waybill restricts it to the rejects of one waybill; null for all
     * @param above only ids above this one; 0 for the first page
     */
    public AlikeRejects alike(long reject, Long waybill, long above, int limit) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement count = connection.prepareStatement(COUNT_ALIKE);
                PreparedStatement query = connection.prepareStatement(ALIKE)) {
            count.setLong(1, kept(waybill));
            count.setLong(2, reject);
            query.setLong(1, reject);
            twice(query, 2, waybill);
            query.setLong(4, above);
            query.setInt(5, limit);
            try (ResultSet counted = count.executeQuery()) {
                counted.next();
                return new AlikeRejects(
                        listed(query),
                        counted.getLong("all_rows"),
                        counted.getLong("chosen"),
                        standing.of(connection, List.of(reject), waybill)
                                .getOrDefault(reject, UndeliveredChoices.NONE));
            }
        }
    }

    /** How many open rejects a rule has for a path and for each path below it, by path. */
    public Map<String, Long> pathsBelow(String system, String kind, String rule, String path) throws SQLException {
        Map<String, Long> paths = new LinkedHashMap<>();
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(CAUSES_BELOW)) {
            query.setString(1, system);
            query.setString(2, kind);
            query.setString(3, rule);
            query.setString(4, stored.text(path));
            query.setString(5, stored.text(path));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    paths.put(found.getString("path"), found.getLong("all_rows"));
                }
            }
        }
        return paths;
    }

    /** The choices that are not delivered yet, by feed. */
    public List<ChosenRows> chosen() throws SQLException {
        List<ChosenRows> feeds = new ArrayList<>();
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(CHOSEN);
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                feeds.add(new ChosenRows(
                        feed(found),
                        found.getLong("all_rows"),
                        instant(found, "latest"),
                        stored.cells(found.getArray("people"))));
            }
        }
        return feeds;
    }

    private List<ListedReject> listed(PreparedStatement query) throws SQLException {
        List<ListedReject> rows = new ArrayList<>();
        try (ResultSet found = query.executeQuery()) {
            while (found.next()) {
                rows.add(new ListedReject(
                        stored.reject(found), feed(found), instant(found, "closed_at"), choice(found)));
            }
        }
        return rows;
    }

    /** Of a closed reject only what closed it: a choice that another file was quicker than was never delivered. */
    private Choice choice(ResultSet found) throws SQLException {
        String state = found.getString("state");
        boolean settled = state.equals("solved") || state.equals("dropped");
        if (!state.equals("open") && !settled) {
            return null;
        }
        String decision = settled ? found.getString("decision") : null;
        boolean chosen = found.getBoolean("chosen")
                && (decision == null || decision.equals(found.getString("answer")))
                && (!settled || !found.getTimestamp("chosen_at").after(found.getTimestamp("closed_at")));
        if (chosen) {
            return new Choice(
                    found.getString("answer"),
                    found.getArray("mended") == null ? null : stored.cells(found.getArray("mended")),
                    found.getString("chosen_by"),
                    instant(found, "chosen_at"));
        }
        return decision == null
                ? null
                : new Choice(decision, null, found.getString("decided_by"), instant(found, "decided_at"));
    }

    /** The waybill under which counts are kept. */
    private static long kept(Long waybill) {
        return waybill == null ? OpenCauses.ALL : waybill;
    }

    private static FeedName feed(ResultSet found) throws SQLException {
        return new FeedName(found.getString("system"), found.getString("feed"));
    }

    private static Instant instant(ResultSet found, String column) throws SQLException {
        Timestamp time = found.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static void twice(PreparedStatement query, int at, Object value) throws SQLException {
        query.setObject(at, value);
        query.setObject(at + 1, value);
    }
}
