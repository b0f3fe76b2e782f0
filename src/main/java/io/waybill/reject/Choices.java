package io.waybill.reject;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import io.waybill.format.csv.CsvWriter;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * What people choose for open rejects: kept until it is delivered, by a {@code rejects.csv} as one that somebody has filled in. Of
 * several choices for the same reject the last one counts. Safe for use by several threads.
 */
public final class Choices {
    private static final int FETCH = 1_000;
    private static final String CHOOSE = SqlText.of(Choices.class, "choose.sql");
    private static final String UNCHOOSE = SqlText.of(Choices.class, "unchoose.sql");
    private static final String MEND = SqlText.of(Choices.class, "mend.sql");
    private static final String TRY_AGAIN = SqlText.of(Choices.class, "try-again.sql");
    private static final String HEADERS = SqlText.of(Choices.class, "chosen-headers.sql");
    private static final String OF_FEED = SqlText.of(Choices.class, "chosen-of-feed.sql");

    private final DataSource ledger;
    private final Clock clock;
    private final StoredText stored = new StoredText();

    /** @param ledger database with schema {@code waybill} */
    public Choices(DataSource ledger, Clock clock) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Chooses for open rejects of one cause.
     *
     * @param reject id of one of them
     * @param waybill only for its rejects; null for all
     * @param only ids of those among them that are meant; null for all
     * @param answer a value, or {@code drop}
     * @return for how many
     */
    public int choose(long reject, Long waybill, Collection<Long> only, String answer, String by) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement insert = connection.prepareStatement(CHOOSE)) {
            insert.setString(1, stored.text(answer));
            insert.setString(2, by);
            insert.setTimestamp(3, Timestamp.from(clock.instant()));
            insert.setLong(4, reject);
            scope(insert, 5, waybill, only);
            return insert.executeUpdate();
        }
    }

    /** Takes back what was chosen, for the same rows as {@link #choose}. @return for how many */
    public int unchoose(long reject, Long waybill, Collection<Long> only) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement delete = connection.prepareStatement(UNCHOOSE)) {
            delete.setLong(1, reject);
            scope(delete, 2, waybill, only);
            return delete.executeUpdate();
        }
    }

    /**
     * The row of an open reject as it should have been.
     *
     * @param cells one for each column of its header
     * @return false when it is not open any more
     */
    public boolean mend(long reject, List<String> cells, String by) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement insert = connection.prepareStatement(MEND)) {
            insert.setArray(1, stored.array(connection, cells));
            insert.setString(2, by);
            insert.setTimestamp(3, Timestamp.from(clock.instant()));
            insert.setLong(4, reject);
            return insert.executeUpdate() > 0;
        }
    }

    /**
     * Lets open rejects be tried as they stand, because something else has changed.
     *
     * @param paths what is to blame
     * @return how many
     */
    public int tryAgain(String system, String kind, String rule, Collection<String> paths, String by)
            throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement insert = connection.prepareStatement(TRY_AGAIN)) {
            insert.setString(1, by);
            insert.setTimestamp(2, Timestamp.from(clock.instant()));
            insert.setString(3, system);
            insert.setString(4, kind);
            insert.setString(5, rule);
            insert.setArray(6, connection.createArrayOf("text", paths.toArray()));
            return insert.executeUpdate();
        }
    }

    /**
     * Writes a {@code rejects.csv} with the rows of a feed for which something was chosen, mended where they were, and with the answers as
     * decisions: what its folder takes back.
     *
     * @param file where it is to stand
     * @return how many rows it has; with none there is no file
     * @throws IOException when it cannot be written
     */
    public long write(FeedName feed, Path file) throws SQLException, IOException {
        try (Connection connection = ledger.getConnection()) {
            // Only within a transaction does the driver fetch piece by piece; both queries are to see the same.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Set<String> columns = headers(connection, feed);
            if (columns.isEmpty()) {
                return 0;
            }
            try (PreparedStatement query = query(connection, OF_FEED, feed);
                    CsvWriter csv = new CsvWriter(file)) {
                List<String> header = new ArrayList<>(columns);
                header.addAll(RejectsColumns.all());
                csv.row(header);
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

    private static void scope(PreparedStatement statement, int at, Long waybill, Collection<Long> only)
            throws SQLException {
        statement.setObject(at, waybill);
        statement.setObject(at + 1, waybill);
        for (int i = at + 2; i <= at + 3; i++) {
            statement.setArray(
                    i, only == null ? null : statement.getConnection().createArrayOf("bigint", only.toArray()));
        }
    }
}
