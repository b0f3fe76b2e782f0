package io.waybill.delivery.check;

import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Runs checks in a transaction that has changed the data, without changing that transaction: within a read-only
 * savepoint that is rolled back afterwards. A transaction can be made read-only at any time, but becomes writable again
 * only by rolling back to a savepoint.
 */
final class CheckRunner {
    private static final String CANCELLED = "57014";
    private static final String READ_ONLY = "25006";
    private static final int LONGEST_EXAMPLE = 200;
    private static final String QUERY = SqlText.of(CheckRunner.class, "run-check.sql");
    private static final String KNOWN = SqlText.of(CheckRunner.class, "known-offenders.sql");
    private static final String TRIAL = SqlText.of(CheckRunner.class, "try-check.sql");
    private static final String SLOT = "{check}";
    private static final String KNOWN_SLOT = "{known}";

    private final Connection connection;
    private final Duration timeout;

    CheckRunner(Connection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /** Whether the database has the tables without which a check says nothing. */
    boolean isAbout(Check check) throws SQLException {
        for (String table : check.needs()) {
            try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
                query.setString(1, table);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /**
     * Runs a check.
     *
     * @return what it finds; why it could not be run, when its query fails
     * @throws SQLException when the database cannot be reached or the query was cancelled
     */
    CheckResult run(Check check, long waybill) throws SQLException {
        return run(check, waybill, KnownOffenders.NONE);
    }

    /**
     * Runs a check.
     *
     * @param known what it finds without this delivery, too
     * @return what it finds besides; a warning, when that is nothing
     * @throws SQLException when the database cannot be reached or the query was cancelled
     */
    CheckResult run(Check check, long waybill, KnownOffenders known) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            begin(statement, waybill);
            String query = QUERY.replace(KNOWN_SLOT, known.array());
            CheckResult result;
            try (ResultSet row = statement.executeQuery(query.replace(SLOT, check.sql()))) {
                row.next();
                result = result(check, row.getLong("offenders"), examples(row, "examples"), start, "")
                        .without(row.getLong("known"), examples(row, "fresh_examples"));
            } catch (SQLException e) {
                Duration taken = Duration.ofNanos(System.nanoTime() - start);
                result = result(check, 0, List.of(), start, failure(check, e, query, taken));
            }
            // Not after a lost connection: its failure is the one to report.
            end(statement);
            return result;
        }
    }

    /**
     * What a check finds in the data that this connection sees.
     *
     * @return none when it finds too much for a comparison, or cannot be run
     * @throws SQLException when the database cannot be reached or the query was cancelled
     */
    KnownOffenders known(Check check, long waybill) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            begin(statement, waybill);
            // A delivery that loads empty tables may have locked them against readers.
            statement.execute("SET LOCAL lock_timeout = '2s'");
            KnownOffenders known = KnownOffenders.NONE;
            try (ResultSet row = statement.executeQuery(KNOWN.replace(SLOT, check.sql()))) {
                row.next();
                known = KnownOffenders.of(row.getLong("offenders"), row.getString("digests"));
            } catch (SQLException e) {
                // Only a failure of the query itself: what fails in this way among others finds nothing.
                failure(check, e, KNOWN, Duration.ofNanos(System.nanoTime() - start));
            }
            end(statement);
            return known;
        }
    }

    /**
     * Tests whether this database understands a check: its query is planned but not run.
     *
     * @return why it cannot be tested yet, because the database lacks what it uses; null when it is understood
     * @throws CheckFileException when it is wrong
     */
    String attempt(Check check) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            begin(statement, 0);
            String missing = null;
            SQLException mistake = null;
            try {
                statement.execute(TRIAL.replace(SLOT, check.sql()));
            } catch (SQLException e) {
                String state = e.getSQLState() == null ? "" : e.getSQLState();
                missing = failure(check, e, TRIAL, Duration.ZERO);
                if (!List.of("42P01", "3F000", "42501").contains(state)) {
                    mistake = e;
                }
            }
            // Not after a lost connection: its failure is the one to report.
            end(statement);
            if (mistake != null) {
                throw new CheckFileException(missing, mistake);
            }
            return missing;
        }
    }

    private void begin(Statement statement, long waybill) throws SQLException {
        statement.execute(SqlText.of(CheckRunner.class, "begin-check.sql"));
        try (PreparedStatement set = connection.prepareStatement(SqlText.of(CheckRunner.class, "set-for-check.sql"))) {
            set.setString(1, Long.toString(timeout.toMillis()));
            set.setString(2, Long.toString(waybill));
            set.executeQuery().close();
        }
    }

    private static void end(Statement statement) throws SQLException {
        statement.execute(SqlText.of(CheckRunner.class, "end-check.sql"));
    }

    private static CheckResult result(Check check, long rows, List<String> examples, long start, String failure) {
        long milliseconds = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return new CheckResult(check.name(), check.severity(), check.sentence(), rows, examples, milliseconds, failure);
    }

    private static List<String> examples(ResultSet row, String column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((String[]) array.getArray())
                        .map(CheckRunner::shown)
                        .toList();
    }

    private static String shown(String value) {
        if (value == null) {
            return "NULL";
        }
        return value.length() <= LONGEST_EXAMPLE ? value : value.substring(0, LONGEST_EXAMPLE) + "…";
    }

    /** @param query the whole query, which contains that of the check */
    private String failure(Check check, SQLException e, String query, Duration taken) throws SQLException {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        ServerErrorMessage server = e instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        boolean tooLong = state.equals(CANCELLED) && taken.compareTo(timeout) >= 0;
        if (server == null || state.startsWith("57") && !tooLong || state.startsWith("08") || !connection.isValid(1)) {
            throw e;
        }
        if (tooLong) {
            return check.place(1) + ": it took longer than the " + timeout.toMillis() + " ms that a check may take.";
        }
        if (state.equals(READ_ONLY)) {
            return check.place(1) + ": it writes, but a check may only read (" + server.getMessage() + ").";
        }
        return check.place(line(check, server.getPosition(), query)) + ": " + server.getMessage() + ".";
    }

    /** Line within the check of a position in the whole query; 1 when the server gives no position. */
    private static int line(Check check, int position, String query) {
        int at = position - 1 - query.indexOf(SLOT);
        if (position <= 0 || at <= 0) {
            return 1;
        }
        String before = check.sql()
                .substring(
                        0,
                        check.sql()
                                .offsetByCodePoints(
                                        0,
                                        Math.min(
                                                at,
                                                check.sql()
                                                        .codePointCount(
                                                                0, check.sql().length()))));
        return 1 + (int) before.chars().filter(c -> c == '\n').count();
    }
}
