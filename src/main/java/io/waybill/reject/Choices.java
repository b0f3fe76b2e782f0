package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Snapshot;
import io.waybill.database.SqlText;
import io.waybill.format.csv.CsvWriter;
import io.waybill.ledger.LedgerStatistics;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The choices that people make on the desk for open rejects. They are kept until they are delivered by a {@code rejects.csv}, as if a
 * person had filled it in. A reject has one choice, its latest. Safe for use by several threads.
 */
public final class Choices {
    private static final int FETCH = 1_000;
    private static final String CHOOSE = SqlText.of(Choices.class, "choose.sql");
    private static final String UNCHOOSE = SqlText.of(Choices.class, "unchoose.sql");
    private static final String BEST = SqlText.of(Choices.class, "choose-best.sql");
    private static final String MEND = SqlText.of(Choices.class, "mend.sql");
    private static final String TRY_AGAIN = SqlText.of(Choices.class, "try-again.sql");
    private static final String HEADERS = SqlText.of(Choices.class, "chosen-headers.sql");
    private static final String OF_FEED = SqlText.of(Choices.class, "chosen-of-feed.sql");

    private final DataSource ledger;
    private final Clock clock;
    private final LedgerStatistics statistics;
    private final StoredText stored = new StoredText();
    private final StandingChoices standing = new StandingChoices();
    private final OpenCauses causes = new OpenCauses();

    /** @param ledger database with schema {@code waybill} */
    public Choices(DataSource ledger, Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.clock = requireNonNull(clock, "clock");
        this.statistics = new LedgerStatistics(ledger);
    }

    /**
     * Makes a choice for open rejects of one cause. It replaces what somebody else has chosen only if the person has seen that; who has
     * chosen the same is not asked, and stays the one who chose.
     *
     * @param answer a value, or {@code drop}; null to try the rows again as they are, because something else has changed
     * @param seen until when the choices of others were made that it may replace; null: none of them
     */
    public ChoiceResult choose(ChoiceScope scope, String answer, String by, Instant seen) throws SQLException {
        String value = answer == null ? null : stored.text(answer);
        return change(scope, by, value, CHOOSE, insert -> {
            insert.setString(1, value);
            insert.setString(2, by);
            insert.setTimestamp(3, Timestamp.from(clock.instant()));
            insert.setLong(4, scope.reject());
            scope(insert, 5, scope);
            insert.setTimestamp(9, timestamp(seen));
        });
    }

    /**
     * Chooses the best candidates that a person has looked over. What anybody has chosen meanwhile stays, and so does a cause whose best
     * candidate is another by now.
     *
     * @param answers by the id of a reject of each cause
     * @param waybill restricts it to the rejects of one waybill; null for all
     * @param score that the candidates have at least, 0 to 1
     * @return for how many rejects something was chosen
     */
    public int chooseBest(Map<Long, String> answers, Long waybill, double score, String by) throws SQLException {
        return inTransaction(connection -> {
            causes.lock(connection, answers.keySet());
            try (PreparedStatement insert = connection.prepareStatement(BEST)) {
                insert.setString(1, by);
                insert.setTimestamp(2, Timestamp.from(clock.instant()));
                insert.setArray(
                        3, connection.createArrayOf("bigint", answers.keySet().toArray()));
                insert.setArray(4, stored.array(connection, List.copyOf(answers.values())));
                insert.setDouble(5, score);
                insert.setObject(6, waybill);
                insert.setObject(7, waybill);
                int rows = insert.executeUpdate();
                causes.renew(connection, answers.keySet());
                return rows;
            }
        });
    }

    /** Work in a transaction. */
    private interface Work {
        /** @return how many rows it changed */
        int with(Connection connection) throws SQLException;
    }

    private int inTransaction(Work work) throws SQLException {
        int rows;
        try (Connection connection = ledger.getConnection()) {
            connection.setAutoCommit(false);
            try {
                rows = work.with(connection);
                connection.commit();
            } finally {
                // After a commit there is nothing to roll back.
                connection.rollback();
            }
        }
        statistics.renewAfter(rows);
        return rows;
    }

    /**
     * Takes choices back, those of others only if the person has seen them.
     *
     * @param seen until when the choices of others were made; null: none of them
     */
    public ChoiceResult unchoose(ChoiceScope scope, String by, Instant seen) throws SQLException {
        return change(scope, by, null, UNCHOOSE, delete -> {
            delete.setLong(1, scope.reject());
            scope(delete, 2, scope);
            delete.setString(6, by);
            delete.setTimestamp(7, timestamp(seen));
        });
    }

    /**
     * Mends the row of an open reject; replaces what somebody else has chosen for it only if the person has seen that.
     *
     * @param cells one for each column of its header
     * @param seen until when the choice of somebody else was made; null: it may not be replaced
     * @return for no row when it is no longer open
     */
    public ChoiceResult mend(long reject, List<String> cells, String by, Instant seen) throws SQLException {
        return change(ChoiceScope.of(reject), by, null, MEND, insert -> {
            insert.setArray(1, stored.array(insert.getConnection(), cells));
            insert.setString(2, by);
            insert.setTimestamp(3, Timestamp.from(clock.instant()));
            insert.setLong(4, reject);
            insert.setTimestamp(5, timestamp(seen));
        });
    }

    /** Sets the parameters of a statement. */
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** @param answer that others may have chosen as well; null for none */
    private ChoiceResult change(ChoiceScope scope, String by, String answer, String sql, Parameters parameters)
            throws SQLException {
        ChoiceResult result = changeAll(scope, by, answer, sql, parameters);
        statistics.renewAfter(result.rows());
        return result;
    }

    /** Changes all of them, or none when somebody else has chosen another answer meanwhile. */
    private ChoiceResult changeAll(ChoiceScope scope, String by, String answer, String sql, Parameters parameters)
            throws SQLException {
        try (Connection connection = ledger.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                causes.lock(connection, List.of(scope.reject()));
                parameters.set(statement);
                int rows = statement.executeUpdate();
                UndeliveredChoices others = standing.of(connection, scope, by);
                UndeliveredChoices differing = others.without(answer);
                if (!differing.isEmpty()) {
                    return new ChoiceResult(0, differing);
                }
                causes.renew(connection, List.of(scope.reject()));
                connection.commit();
                return new ChoiceResult(rows + (int) others.rows(), differing);
            } finally {
                // After a commit there is nothing to roll back.
                connection.rollback();
            }
        }
    }

    /**
     * Marks open rejects to be tried again unchanged, because something else has changed. What others have chosen stays.
     *
     * @param paths the causes of the rejects
     * @return how many rejects
     */
    public int tryAgain(String system, String kind, String rule, Collection<String> paths, String by)
            throws SQLException {
        return inTransaction(connection -> {
            causes.lock(connection, system);
            try (PreparedStatement insert = connection.prepareStatement(TRY_AGAIN)) {
                insert.setString(1, by);
                insert.setTimestamp(2, Timestamp.from(clock.instant()));
                insert.setString(3, system);
                insert.setString(4, kind);
                insert.setString(5, rule);
                insert.setArray(6, connection.createArrayOf("text", paths.toArray()));
                int rows = insert.executeUpdate();
                causes.renew(connection, system, kind);
                return rows;
            }
        });
    }

    /**
     * Writes a {@code rejects.csv} with the rows of a feed that have a choice, mended where they were mended, with the answers as
     * decisions. It can be dropped into the folder of the feed.
     *
     * @param file to be written
     * @return how many rows it has; no file is written when there are none
     * @throws IOException when it cannot be written
     */
    public long write(FeedName feed, Path file) throws SQLException, IOException {
        try (Connection connection = ledger.getConnection()) {
            // The driver fetches in pieces only within a transaction, and both queries must see the same data.
            Snapshot.begin(connection);
            Set<String> columns = headers(connection, feed);
            if (columns.isEmpty()) {
                return 0;
            }
            try (PreparedStatement query = query(connection, OF_FEED, feed);
                    CsvWriter csv = new CsvWriter(file)) {
                csv.row(RejectsColumns.header(columns));
                long rows = 0;
                query.setFetchSize(FETCH);
                try (ResultSet found = query.executeQuery()) {
                    while (found.next()) {
                        csv.row(RejectsColumns.cells(stored.reject(found), columns, found.getString("answer")));
                        rows++;
                    }
                }
                csv.commit();
                return rows;
            } finally {
                connection.rollback();
            }
        }
    }

    private Set<String> headers(Connection connection, FeedName feed) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        try (PreparedStatement query = query(connection, HEADERS, feed);
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                columns.addAll(stored.cells(found.getArray(1)));
            }
        }
        return columns;
    }

    private static PreparedStatement query(Connection connection, String sql, FeedName feed) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, feed.system());
        query.setString(2, feed.feed());
        return query;
    }

    private static Timestamp timestamp(Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }

    private static void scope(PreparedStatement statement, int at, ChoiceScope scope) throws SQLException {
        statement.setObject(at, scope.waybill());
        statement.setObject(at + 1, scope.waybill());
        for (int i = at + 2; i <= at + 3; i++) {
            statement.setArray(
                    i,
                    scope.only() == null
                            ? null
                            : statement
                                    .getConnection()
                                    .createArrayOf("bigint", scope.only().toArray()));
        }
    }
}
