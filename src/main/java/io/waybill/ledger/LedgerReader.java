package io.waybill.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.database.SqlText;
import io.waybill.model.FailureSentence;
import io.waybill.model.FeedName;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Reads the ledger, each answer from one snapshot. Safe for use by several threads. */
public final class LedgerReader {
    private final DataSource dataSource;
    private final ObjectMapper json = new ObjectMapper();

    /** @param dataSource the target's; the ledger's schema must be there */
    public LedgerReader(DataSource dataSource) {
        this.dataSource = requireNonNull(dataSource, "dataSource");
    }

    /**
     * The whole page of a waybill.
     *
     * @return empty when there is no such waybill
     * @throws LedgerException when the database does not answer
     */
    public Optional<LedgerEntry> show(long number) {
        return reading(connection ->
                rows(connection, "waybill.sql", query -> query.setLong(1, number), row -> entry(connection, row))
                        .stream()
                        .findFirst());
    }

    /**
     * Waybills, latest first.
     *
     * @param limit at most so many
     * @param offset leave out so many of the latest
     * @throws LedgerException when the database does not answer
     */
    public List<LedgerLine> list(WaybillFilter filter, int limit, long offset) {
        return reading(connection -> rows(
                connection,
                "waybills.sql",
                query -> {
                    int i = 1;
                    for (String wanted : new String[] {
                        filter.system(),
                        filter.feed(),
                        filter.state() == null ? null : filter.state().word()
                    }) {
                        query.setObject(i++, wanted, Types.VARCHAR);
                        query.setObject(i++, wanted, Types.VARCHAR);
                    }
                    String pattern = filter.text() == null ? null : LikePattern.containing(filter.text());
                    query.setObject(i++, pattern, Types.VARCHAR);
                    query.setObject(i++, pattern, Types.VARCHAR);
                    query.setObject(i++, filter.below(), Types.BIGINT);
                    query.setObject(i++, filter.below(), Types.BIGINT);
                    query.setInt(i++, limit);
                    query.setLong(i, offset);
                },
                LedgerReader::line));
    }

    /**
     * How many waybills stand where on their way; those that have ended are not counted.
     *
     * @throws LedgerException when the database does not answer
     */
    public Map<State, Long> standing() {
        return reading(connection -> {
            Map<State, Long> standing = new EnumMap<>(State.class);
            rows(
                            connection,
                            "standing.sql",
                            query -> {},
                            row -> Map.entry(State.ofWord(row.getString("state")), row.getLong("waybills")))
                    .forEach(entry -> standing.put(entry.getKey(), entry.getValue()));
            return standing;
        });
    }

    /**
     * How many rejects wait for a person.
     *
     * @param most no more are counted
     * @throws LedgerException when the database does not answer
     */
    public long openRejects(int most) {
        return reading(connection -> rows(
                        connection, "open-rejects.sql", query -> query.setInt(1, most), row -> row.getLong("rejects"))
                .get(0));
    }

    /**
     * What became of the drops of each day, today's last; also of days without any.
     *
     * @param days how many
     * @param clock tells which day it is, and where
     * @throws LedgerException when the database does not answer
     */
    public List<DayCounts> days(int days, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate first = today.minusDays(days - 1L);
        Map<LocalDate, DayCounts> known = new HashMap<>();
        reading(connection -> rows(
                        connection,
                        "days.sql",
                        query -> {
                            OffsetDateTime from =
                                    first.atStartOfDay(clock.getZone()).toOffsetDateTime();
                            query.setString(1, clock.getZone().getId());
                            query.setObject(2, from);
                            query.setString(3, clock.getZone().getId());
                            query.setObject(4, from);
                        },
                        row -> new DayCounts(
                                row.getObject("day", LocalDate.class),
                                row.getLong("delivered"),
                                row.getLong("failed"),
                                row.getLong("rejected"))))
                .forEach(day -> known.put(day.date(), day));
        return first.datesUntil(today.plusDays(1))
                .map(date -> known.getOrDefault(date, new DayCounts(date, 0, 0, 0)))
                .toList();
    }

    /**
     * The waybill of the drop that carries this token.
     *
     * @return empty while it is not claimed
     * @throws LedgerException when the database does not answer
     */
    public OptionalLong byToken(String token) {
        return reading(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT max(number) FROM waybill.waybills WHERE token = ? AND token <> ''")) {
                query.setString(1, token);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    long number = row.getLong(1);
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
                }
            }
        });
    }

    /**
     * Waybills that wait for being carried though no file of theirs stands in a folder: undos and restores that were asked for, and
     * held ones whose plan somebody has approved or declined; oldest first.
     *
     * @throws LedgerException when the database does not answer
     */
    public List<Waiting> waiting() {
        return reading(connection -> rows(
                connection,
                "waiting.sql",
                query -> {},
                row -> new Waiting(row.getLong("number"), WaybillKind.ofWord(row.getString("kind")))));
    }

    /** A waybill that people want to be carried. */
    public record Waiting(long number, WaybillKind kind) {}

    /**
     * Reads a waybill again after its commit and sees whether the ledger says what was meant.
     *
     * @return the page
     * @throws IllegalStateException when it is missing, stands elsewhere, or a count does not balance
     */
    public LedgerEntry verified(long number) {
        LedgerEntry page = show(number)
                .orElseThrow(() -> new IllegalStateException("Waybill " + number + " is missing in the ledger."));
        if (!page.state().terminal()) {
            throw new IllegalStateException("Waybill " + number + " was carried to the end but stands at "
                    + page.state().word() + " in the ledger: its route ended without a delivery.");
        }
        page.results().counts().stream()
                .filter(count -> !count.balances())
                .findFirst()
                .ifPresent(count -> {
                    throw new IllegalStateException(
                            "The counts of " + count.subject() + " on waybill " + number + " do not balance.");
                });
        return page;
    }

    private LedgerEntry entry(Connection connection, ResultSet row) throws SQLException {
        long number = row.getLong("number");
        return new LedgerEntry(
                number,
                WaybillKind.ofWord(row.getString("kind")),
                new FeedName(row.getString("system"), row.getString("feed")),
                State.ofWord(row.getString("state")),
                row.getString("message"),
                new LedgerEntry.DroppedFile(
                        row.getString("file_name"), row.getLong("file_size"), row.getString("file_sha256")),
                new LedgerEntry.Request(
                        row.getString("requested_by"),
                        row.getBoolean("preview"),
                        row.getString("token"),
                        options(row.getString("options"))),
                new LedgerEntry.Times(
                        instant(row, "claimed_at"),
                        instant(row, "finished_at"),
                        rowsOf(
                                connection,
                                number,
                                "steps.sql",
                                step -> new LedgerEntry.Step(
                                        State.ofWord(step.getString("state")), instant(step, "at")))),
                new LedgerEntry.Run(
                        row.getString("waybill_version"),
                        row.getString("claimed_by"),
                        row.getString("configuration"),
                        row.getInt("attempts"),
                        row.getInt("progress")),
                new LedgerEntry.Links((Long) row.getObject("same_as"), (Long) row.getObject("refers_to"), (Long)
                        row.getObject("undone_by")),
                new ReviewedPlan(
                        rowsOf(connection, number, "plans.sql", LedgerReader::table),
                        rowsOf(connection, number, "guards.sql", LedgerReader::guard),
                        rowsOf(connection, number, "verdicts.sql", LedgerReader::verdict)),
                new Results(
                        rowsOf(connection, number, "counts.sql", LedgerReader::tally),
                        rowsOf(connection, number, "notices.sql", LedgerReader::notice),
                        rowsOf(connection, number, "reject-counts.sql", LedgerReader::rejects),
                        rowsOf(connection, number, "check-results.sql", LedgerReader::check),
                        tree(row.getString("comparison")),
                        rowsOf(connection, number, "files.sql", LedgerReader::file)),
                new LedgerEntry.Recovery(
                        rowsOf(connection, number, "backups.sql", LedgerReader::backup),
                        instant(row, "journal_pruned_at")));
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(row.getString("rule"), row.getString("sentence"), row.getLong("count"));
    }

    private static Results.RejectCount rejects(ResultSet row) throws SQLException {
        return new Results.RejectCount(
                row.getString("kind"), row.getString("rule"), row.getString("state"), row.getLong("rejects"));
    }

    private static FileEntry file(ResultSet row) throws SQLException {
        return new FileEntry(
                FileEntry.Role.ofWord(row.getString("role")),
                row.getString("path"),
                row.getLong("size"),
                row.getString("sha256"));
    }

    private static ReviewedPlan.TableLine table(ResultSet row) throws SQLException {
        String schema = row.getString("table_schema");
        String name = row.getString("table_name");
        return new ReviewedPlan.TableLine(
                schema.equals("public") ? name : schema + "." + name,
                row.getString("model"),
                row.getLong("rows_before"),
                row.getLong("inserted"),
                row.getLong("updated"),
                row.getLong("retired"),
                row.getLong("deleted"),
                row.getLong("unchanged"),
                row.getString("fingerprint"));
    }

    private static ReviewedPlan.GuardLine guard(ResultSet row) throws SQLException {
        return new ReviewedPlan.GuardLine(
                row.getString("guard"),
                row.getString("subject"),
                row.getLong("measured"),
                row.getLong("of_all"),
                row.getString("most"),
                row.getBoolean("tripped"),
                row.getString("sentence"));
    }

    private static Results.CheckLine check(ResultSet row) throws SQLException {
        return new Results.CheckLine(
                row.getString("name"),
                row.getString("severity").equals("error"),
                row.getString("sentence"),
                row.getLong("rows"),
                List.of((String[]) row.getArray("examples").getArray()),
                row.getLong("milliseconds"),
                row.getString("failure"));
    }

    private static LedgerEntry.BackupLine backup(ResultSet row) throws SQLException {
        return new LedgerEntry.BackupLine(
                row.getString("id"),
                row.getString("path"),
                row.getLong("size"),
                row.getLong("all_rows"),
                instant(row, "removed_at"));
    }

    private static ReviewedPlan.Verdict verdict(ResultSet row) throws SQLException {
        return new ReviewedPlan.Verdict(
                row.getString("verdict").equals("approved"),
                row.getString("fingerprint"),
                row.getString("by"),
                row.getString("note"),
                instant(row, "at"));
    }

    private static LedgerLine line(ResultSet row) throws SQLException {
        return new LedgerLine(
                row.getLong("number"),
                new FeedName(row.getString("system"), row.getString("feed")),
                State.ofWord(row.getString("state")),
                row.getBoolean("preview"),
                row.getString("file_name"),
                row.getString("requested_by"),
                instant(row, "claimed_at"),
                instant(row, "finished_at"),
                row.getInt("progress"),
                row.getLong("read"),
                row.getLong("inserted"),
                row.getLong("updated"),
                row.getLong("retired"),
                row.getLong("deleted"),
                row.getLong("unchanged"),
                row.getLong("filtered"),
                row.getLong("rejected"));
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(
                row.getString("subject"),
                Tally.Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                row.getLong("read"),
                row.getLong("inserted"),
                row.getLong("updated"),
                row.getLong("retired"),
                row.getLong("deleted_by_key"),
                row.getLong("unchanged"),
                row.getLong("filtered"),
                row.getLong("rejected"),
                row.getLong("removed"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private Map<String, String> options(String text) throws SQLException {
        try {
            return json.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("the options of a waybill are not a JSON object of strings", e);
        }
    }

    private JsonNode tree(String text) throws SQLException {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("the comparison of a waybill is not JSON", e);
        }
    }

    private <T> List<T> rowsOf(Connection connection, long number, String name, Row<T> row) throws SQLException {
        return rows(connection, name, query -> query.setLong(1, number), row);
    }

    private <T> List<T> rows(Connection connection, String name, Parameters parameters, Row<T> row)
            throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(LedgerReader.class, name))) {
            parameters.set(query);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    all.add(row.of(rows));
                }
            }
        }
        return all;
    }

    private <T> T reading(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            T answer = work.run(connection);
            connection.rollback();
            return answer;
        } catch (SQLException e) {
            throw new LedgerException("The ledger cannot be read: " + FailureSentence.of(e), e);
        }
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private interface Parameters {
        void set(PreparedStatement query) throws SQLException;
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
