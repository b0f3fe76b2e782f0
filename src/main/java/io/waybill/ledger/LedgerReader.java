package io.waybill.ledger;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Snapshot;
import io.waybill.database.SqlText;
import io.waybill.model.FailureSentence;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Reads the ledger, each answer from one snapshot. Safe for use by several threads. */
public final class LedgerReader {
    private static final int MILLIS = 1_000;

    private final DataSource dataSource;
    private final EntryReader entries = new EntryReader();

    /** @param dataSource the target's; the ledger's schema must be there */
    public LedgerReader(DataSource dataSource) {
        this.dataSource = requireNonNull(dataSource, "dataSource");
    }

    /**
     * Everything about one waybill.
     *
     * @return empty when there is no such waybill
     * @throws LedgerException when the database does not answer
     */
    public Optional<LedgerEntry> show(long number) {
        return answerFromSnapshot(connection ->
                LedgerQuery.rows(connection, "waybill.sql", number, row -> entries.of(connection, row)).stream()
                        .findFirst());
    }

    /**
     * Waybills, latest first.
     *
     * @param limit maximum number of waybills
     * @param offset how many of the latest to skip
     * @throws LedgerException when the database does not answer
     */
    public List<LedgerLine> list(WaybillFilter filter, int limit, long offset) {
        return list(filter, WaybillOrder.LATEST, limit, offset);
    }

    /**
     * Waybills in an order.
     *
     * @param limit maximum number of waybills
     * @param offset how many of the first to skip
     * @throws LedgerException when the database does not answer
     */
    public List<LedgerLine> list(WaybillFilter filter, WaybillOrder order, int limit, long offset) {
        List<LedgerLine> lines = new ArrayList<>();
        each(filter, order, limit, offset, lines::add);
        return lines;
    }

    /**
     * Passes on waybills in an order, one after another, however many there are.
     *
     * @throws LedgerException when the database does not answer
     */
    public void each(WaybillFilter filter, WaybillOrder order, Consumer<LedgerLine> each) {
        each(filter, order, Long.MAX_VALUE, 0, each);
    }

    private void each(WaybillFilter filter, WaybillOrder order, long limit, long offset, Consumer<LedgerLine> each) {
        each(connection -> {
            LedgerQuery.each(
                    connection,
                    order.in(SqlText.of(LedgerReader.class, "waybills.sql")),
                    query -> {
                        int i = 1;
                        for (String text : new String[] {
                            filter.system(),
                            filter.feed(),
                            filter.state() == null ? null : filter.state().word(),
                            filter.by()
                        }) {
                            i = twice(query, i, stored(text), Types.VARCHAR);
                        }
                        i = twice(query, i, time(filter.since()), Types.TIMESTAMP_WITH_TIMEZONE);
                        i = twice(query, i, time(filter.before()), Types.TIMESTAMP_WITH_TIMEZONE);
                        i = twice(query, i, stored(filter.text()), Types.VARCHAR);
                        i = twice(query, i, filter.below(), Types.BIGINT);
                        query.setLong(i++, limit);
                        query.setLong(i, offset);
                    },
                    row -> each.accept(line(row)));
            return null;
        });
    }

    private static int twice(PreparedStatement query, int at, Object value, int type) throws SQLException {
        query.setObject(at, value, type);
        query.setObject(at + 1, value, type);
        return at + 2;
    }

    private static String stored(String text) {
        return text == null ? null : LedgerText.withoutNul(text);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /**
     * How many waybills are in each state; those that have ended are not counted.
     *
     * @throws LedgerException when the database does not answer
     */
    public Map<State, Long> standing() {
        return answer(connection -> {
            Map<State, Long> standing = new EnumMap<>(State.class);
            LedgerQuery.rows(
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
     * @param most stop counting at this number
     * @throws LedgerException when the database does not answer
     */
    public long openRejects(int most) {
        return answer(connection -> LedgerQuery.rows(
                        connection, "open-rejects.sql", query -> query.setInt(1, most), row -> row.getLong("rejects"))
                .get(0));
    }

    /**
     * Outcomes of the drops of each day, including days without drops; today comes last.
     *
     * @param days number of days
     * @param clock for the current day, in its time zone
     * @throws LedgerException when the database does not answer
     */
    public List<DayCounts> days(int days, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate first = today.minusDays(days - 1L);
        Map<LocalDate, DayCounts> known = new HashMap<>();
        answer(connection -> LedgerQuery.rows(
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
     * How long drops like one usually take; an undo and a restore are like no other.
     *
     * @throws LedgerException when the database does not answer
     */
    public UsualTimes usualTimes(LedgerEntry page) {
        long size = page.file().size();
        if (page.kind() != WaybillKind.DROP || size == 0) {
            return UsualTimes.NONE;
        }
        Map<State, Duration> each = new EnumMap<>(State.class);
        answer(connection -> LedgerQuery.rows(
                        connection,
                        "usual-times.sql",
                        query -> {
                            query.setLong(1, size);
                            query.setString(2, page.feed().toString());
                            query.setLong(3, page.number());
                            query.setLong(4, (size + 1) / 2);
                            query.setLong(5, 2 * size);
                        },
                        row -> Map.entry(
                                State.ofWord(row.getString("state")),
                                Duration.ofMillis(Math.round(row.getDouble("seconds") * MILLIS)))))
                .forEach(entry -> each.put(entry.getKey(), entry.getValue()));
        return new UsualTimes(each);
    }

    /**
     * What was dropped into a feed on each day, including days without drops; today comes last.
     *
     * @param days number of days
     * @param clock for the current day, in its time zone
     * @throws LedgerException when the database does not answer
     */
    public List<FeedDay> feedDays(FeedName feed, int days, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate first = today.minusDays(days - 1L);
        Map<LocalDate, FeedDay> known = new HashMap<>();
        answer(connection -> LedgerQuery.rows(
                        connection,
                        "feed-days.sql",
                        query -> {
                            query.setString(1, clock.getZone().getId());
                            query.setString(2, feed.system());
                            query.setString(3, feed.feed());
                            query.setObject(
                                    4, first.atStartOfDay(clock.getZone()).toOffsetDateTime());
                        },
                        row -> new FeedDay(
                                row.getObject("day", LocalDate.class),
                                row.getLong("drops"),
                                row.getLong("failed"),
                                row.getLong("rejected"),
                                row.getLong("largest"),
                                Duration.ofMillis(Math.round(row.getDouble("longest") * MILLIS)))))
                .forEach(day -> known.put(day.date(), day));
        return first.datesUntil(today.plusDays(1))
                .map(date -> known.getOrDefault(date, FeedDay.nothing(date)))
                .toList();
    }

    /**
     * The waybill of the drop with this token.
     *
     * @return empty until the drop is claimed
     * @throws LedgerException when the database does not answer
     */
    public OptionalLong byToken(String token) {
        return answer(connection -> {
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
     * Waybills that wait to be carried although they have no file in an inbox: requested undos and restores, also those that have ended
     * and whose files are not in their place yet, and held ones whose plan somebody has approved or declined; oldest first.
     *
     * @throws LedgerException when the database does not answer
     */
    public List<Waiting> waiting() {
        return answer(connection -> LedgerQuery.rows(
                connection,
                "waiting.sql",
                query -> {},
                row -> new Waiting(row.getLong("number"), WaybillKind.ofWord(row.getString("kind")))));
    }

    /**
     * Numbers of waybills that somebody has cancelled and that have not ended yet.
     *
     * @throws LedgerException when the database does not answer
     */
    public List<Long> cancelled() {
        return answer(
                connection -> LedgerQuery.rows(connection, "cancelled.sql", query -> {}, row -> row.getLong("number")));
    }

    /** A waybill that waits to be carried. */
    public record Waiting(long number, WaybillKind kind) {}

    /**
     * Reads a waybill after its commit and checks that the ledger has what was written.
     *
     * @return the page
     * @throws IllegalStateException when it is missing, has not ended, or a count does not balance
     */
    public LedgerEntry verified(long number) {
        LedgerEntry page = show(number)
                .orElseThrow(() -> new IllegalStateException("Waybill " + number + " is missing in the ledger."));
        if (!page.state().terminal()) {
            throw new IllegalStateException("Waybill " + number + " reached the end of its route, but the ledger says "
                    + page.state().word() + ": the route ended without a delivery.");
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

    private static LedgerLine line(ResultSet row) throws SQLException {
        return new LedgerLine(
                row.getLong("number"),
                new FeedName(row.getString("system"), row.getString("feed")),
                State.ofWord(row.getString("state")),
                row.getBoolean("preview"),
                row.getString("file_name"),
                row.getLong("file_size"),
                row.getString("requested_by"),
                new LedgerLine.Times(
                        LedgerQuery.instant(row, "claimed_at"),
                        LedgerQuery.instant(row, "finished_at"),
                        row.getInt("progress"),
                        Duration.ofMillis(Math.round(row.getDouble("waited") * MILLIS))),
                new LedgerLine.Counts(
                        row.getLong("read"),
                        row.getLong("inserted"),
                        row.getLong("updated"),
                        row.getLong("retired"),
                        row.getLong("deleted"),
                        row.getLong("unchanged"),
                        row.getLong("filtered"),
                        row.getLong("rejected")));
    }

    /** For a single statement, which sees one snapshot by itself: neither a transaction nor a round trip for one is needed. */
    private <T> T answer(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new LedgerException("The ledger cannot be read: " + FailureSentence.of(e), e);
        }
    }

    /** For several statements that have to see the same data. */
    private <T> T answerFromSnapshot(Work<T> work) {
        return answer(connection -> {
            connection.setReadOnly(true);
            Snapshot.begin(connection);
            T answer = work.run(connection);
            connection.rollback();
            return answer;
        });
    }

    /** For a statement whose rows are fetched in portions, as the driver does within a transaction only. */
    private void each(Work<Void> work) {
        answer(connection -> {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            work.run(connection);
            connection.rollback();
            return null;
        });
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
