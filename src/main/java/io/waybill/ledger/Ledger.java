package io.waybill.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.database.SqlText;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FailureSentence;
import io.waybill.model.FeedName;
import io.waybill.model.FileDigest;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Writes the ledger (schema {@code waybill} of the target). Methods with a connection take part in the transaction of the
 * caller, which is the data's own; the others are transactions of their own. Safe for use by several threads.
 */
public final class Ledger {
    private static final List<String> OF_AN_ATTEMPT =
            List.of("counts", "notices", "rejects", "files", "guards", "check_results");

    private final DataSource dataSource;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final RepetitionMessage carriedBeforeMessage;
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    /**
     * @param dataSource the target's; the ledger's schema must be there
     * @param clock whose zone is the one that people read times in
     */
    public Ledger(DataSource dataSource, Clock clock) {
        this.dataSource = requireNonNull(dataSource, "dataSource");
        this.clock = requireNonNull(clock, "clock");
        this.carriedBeforeMessage = new RepetitionMessage(clock.getZone());
    }

    /**
     * The next waybill number; one that is never used leaves a gap.
     *
     * @throws LedgerException when the database does not answer
     */
    public long nextNumber() {
        return inTransaction(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT nextval('waybill.waybill_number')");
                    ResultSet answer = query.executeQuery()) {
                answer.next();
                underWay.add(answer.getLong(1));
                return answer.getLong(1);
            }
        });
    }

    /**
     * Whether a waybill has certainly not ended and is not held: this process gave it its number, or began it anew, and has sent the
     * ledger no end of it. When an end was sent and the answer got lost, only the ledger knows.
     */
    public boolean surelyUnderWay(long number) {
        return underWay.contains(number);
    }

    /**
     * Forgets a waybill as if its drop had never been claimed; its number stays unused. One that has ended or is held, whose plan
     * somebody has approved, or that was asked for without a drop, is left as it is.
     *
     * @return whether the ledger knows nothing of it now
     * @throws LedgerException when it does not answer
     */
    public boolean forget(long number) {
        boolean forgotten = inTransaction(connection -> {
            // The attempt's own session may live on in the server for a while, and hold the row.
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = '10s'");
            }
            if (!forgettable(connection, number)) {
                return false;
            }
            deleteAttempt(connection, number);
            for (String table : List.of("steps", "changes", "plans")) {
                delete(connection, table, "waybill", number);
            }
            delete(connection, "waybills", "number", number);
            return true;
        });
        underWay.remove(number);
        return forgotten;
    }

    /**
     * Enters a claimed drop.
     *
     * @param configuration digest of what else decides what these bytes lead to
     * @param claimedBy account that runs Waybill
     * @param version Waybill's own
     * @throws LedgerException when it cannot be entered; then it is not
     */
    public void claim(Drop drop, String configuration, String claimedBy, String version) {
        inTransaction(connection -> {
            enter(connection, drop, configuration, claimedBy, version);
            step(connection, drop.number(), State.CLAIMED);
            return null;
        });
    }

    /**
     * Enters a waybill without a drop.
     *
     * @param name what it is, where others have the name of their file
     * @param refersTo the waybill that an undo takes back; null for others
     * @param by who asks for it
     * @param version Waybill's own
     * @return its number
     * @throws LedgerException when it cannot be entered; then it is not
     */
    public long request(
            WaybillKind kind,
            FeedName feed,
            String name,
            Long refersTo,
            DropOptions options,
            String by,
            String version) {
        long number = nextNumber();
        Drop request = new Drop(
                number,
                kind,
                feed,
                Path.of(""),
                name,
                FileDigest.NOTHING.size(),
                FileDigest.NOTHING.sha256(),
                options,
                clock.instant());
        inTransaction(connection -> {
            enter(connection, request, "", System.getProperty("user.name", "unknown"), version);
            try (PreparedStatement update = connection.prepareStatement(SqlText.of(Ledger.class, "request.sql"))) {
                update.setString(1, kind.word());
                update.setObject(2, refersTo);
                update.setString(3, withoutNul(by));
                update.setLong(4, number);
                update.executeUpdate();
            }
            step(connection, number, State.CLAIMED);
            return null;
        });
        return number;
    }

    /**
     * Writes down what a person says of a held plan.
     *
     * @param fingerprint of the plan that is meant
     * @throws LedgerException when it cannot be written
     */
    public void verdict(long number, boolean approved, String fingerprint, String by, String note) {
        inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(SqlText.of(Ledger.class, "verdict.sql"))) {
                insert.setLong(1, number);
                insert.setString(2, approved ? "approved" : "declined");
                insert.setString(3, fingerprint);
                insert.setString(4, withoutNul(by));
                insert.setString(5, withoutNul(note));
                insert.setObject(6, now());
                insert.setLong(7, number);
                insert.executeUpdate();
            }
            return null;
        });
    }

    /**
     * Begins an unfinished waybill anew: state {@code claimed}, nothing kept of the attempt that was cut off.
     *
     * @param counts whether that attempt is held against it; not when it was the target or this machine that cut it off
     * @throws LedgerException when it cannot be written
     * @throws IllegalStateException when there is no such waybill or it has ended already
     */
    public void restart(long number, boolean counts) {
        boolean forgettable = inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(SqlText.of(Ledger.class, "restart.sql"))) {
                update.setInt(1, counts ? 1 : 0);
                update.setLong(2, number);
                requireOne(update.executeUpdate(), number, "begun anew");
            }
            deleteAttempt(connection, number);
            step(connection, number, State.CLAIMED);
            return forgettable(connection, number);
        });
        if (forgettable) {
            underWay.add(number);
        }
    }

    /**
     * Ends a claimed waybill {@code unchanged} when another one carried it before: same feed, bytes and configuration, neither
     * preview nor {@code again}. Those that ask for the same bytes wait for each other.
     *
     * @return false when there is no such other waybill; then nothing was done
     * @throws LedgerException when the database does not answer
     */
    public boolean endIfCarriedBefore(Drop drop) {
        return inTransaction(connection -> endIfCarriedBefore(connection, drop));
    }

    /**
     * Whether no other waybill has carried these bytes since the claim. To be asked in the delivering transaction, before it
     * commits and at isolation level READ COMMITTED: the answer holds until its end, because others that ask for the same
     * bytes wait. Always true for a preview and with {@code again}.
     *
     * @param transaction the delivering one
     * @throws SQLException when the database does not answer
     */
    public boolean stillFirst(Connection transaction, Drop drop) throws SQLException {
        lockContent(transaction, drop.number());
        return earlier(transaction, drop.number()).isEmpty();
    }

    /**
     * Ends a waybill {@code unchanged} because another one carried the same bytes: what to do when {@link #stillFirst} says
     * no.
     *
     * @param transaction must not hold any change of data
     * @return false when there is no such other waybill; then nothing was done
     * @throws SQLException when the database does not answer
     */
    public boolean endIfCarriedBefore(Connection transaction, Drop drop) throws SQLException {
        lockContent(transaction, drop.number());
        Optional<Earlier> earlier = earlier(transaction, drop.number());
        if (earlier.isEmpty()) {
            return false;
        }
        finish(transaction, drop.number(), State.UNCHANGED, carriedBeforeMessage.of(transaction, drop, earlier.get()));
        try (PreparedStatement update =
                transaction.prepareStatement("UPDATE waybill.waybills SET same_as = ? WHERE number = ?")) {
            update.setLong(1, earlier.get().number());
            update.setLong(2, drop.number());
            update.executeUpdate();
        }
        return true;
    }

    /**
     * Notes that a waybill has reached a state on its way.
     *
     * @throws IllegalArgumentException when nothing follows that state: use {@link #finish}
     * @throws LedgerException when it cannot be noted, also because the waybill has ended
     */
    public void state(long number, State state) {
        if (state.terminal()) {
            throw new IllegalArgumentException(state + " ends a waybill");
        }
        inTransaction(connection -> {
            needNotLast(connection);
            try (PreparedStatement update = connection.prepareStatement(SqlText.of(Ledger.class, "state.sql"))) {
                update.setString(1, state.word());
                update.setLong(2, number);
                requireOne(update.executeUpdate(), number, state.word());
            }
            step(connection, number, state);
            return null;
        });
    }

    /**
     * Ends a waybill in the transaction that changes the data.
     *
     * @param message one or more sentences: why it ended as it did; may be empty
     * @throws SQLException when it cannot be written
     * @throws IllegalStateException when there is no such waybill or it has ended already
     */
    public void finish(Connection transaction, long number, State state, String message) throws SQLException {
        if (!state.terminal()) {
            throw new IllegalArgumentException(state + " does not end a waybill");
        }
        underWay.remove(number);
        try (PreparedStatement update = transaction.prepareStatement(SqlText.of(Ledger.class, "finish.sql"))) {
            update.setString(1, state.word());
            update.setString(2, withoutNul(message));
            update.setObject(3, now());
            update.setLong(4, number);
            requireOne(update.executeUpdate(), number, state.word());
        }
        step(transaction, number, state);
    }

    /**
     * Leaves a waybill to people: a guard holds it.
     *
     * @param message why, in sentences
     * @throws SQLException when it cannot be written
     * @throws IllegalStateException when there is no such waybill or it has ended already
     */
    public void hold(Connection transaction, long number, String message) throws SQLException {
        underWay.remove(number);
        try (PreparedStatement update = transaction.prepareStatement(SqlText.of(Ledger.class, "hold.sql"))) {
            update.setString(1, withoutNul(message));
            update.setLong(2, number);
            requireOne(update.executeUpdate(), number, State.HELD.word());
        }
        step(transaction, number, State.HELD);
    }

    /**
     * Notes of a delivered waybill that another one has taken it back.
     *
     * @throws SQLException when it cannot be written
     * @throws IllegalStateException when it is not delivered (any more)
     */
    public void undone(Connection transaction, long number, long by) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement(SqlText.of(Ledger.class, "undone.sql"))) {
            update.setLong(1, by);
            update.setLong(2, number);
            requireOne(update.executeUpdate(), number, State.UNDONE.word());
        }
        step(transaction, number, State.UNDONE);
    }

    /** Adds what the guards found, in this order. @throws SQLException when it cannot be written */
    public void guards(Connection transaction, long number, List<ReviewedPlan.GuardLine> guards) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(SqlText.of(Ledger.class, "guard.sql"))) {
            int ordinal = 0;
            for (ReviewedPlan.GuardLine guard : guards) {
                int i = 1;
                insert.setLong(i++, number);
                insert.setInt(i++, ++ordinal);
                insert.setString(i++, guard.guard());
                insert.setString(i++, guard.subject());
                insert.setLong(i++, guard.measured());
                insert.setLong(i++, guard.ofAll());
                insert.setString(i++, guard.most());
                insert.setBoolean(i++, guard.tripped());
                insert.setString(i, guard.sentence());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * The waybill that a feed delivered last, with the records that its file had.
     *
     * @param number 0 when there is none
     * @param read by subject
     */
    public record LastDelivered(long number, Map<String, Long> read) {}

    /** What a feed delivered last; what was taken back does not count. @throws SQLException when it cannot be read */
    public LastDelivered lastDelivered(Connection transaction, FeedName feed) throws SQLException {
        try (PreparedStatement query = transaction.prepareStatement(SqlText.of(Ledger.class, "last-delivered.sql"))) {
            query.setString(1, feed.system());
            query.setString(2, feed.feed());
            try (ResultSet rows = query.executeQuery()) {
                long number = 0;
                Map<String, Long> read = new TreeMap<>();
                while (rows.next()) {
                    number = rows.getLong("waybill");
                    read.put(rows.getString("subject"), rows.getLong("read"));
                }
                return new LastDelivered(number, read);
            }
        }
    }

    /**
     * Ends a waybill that changes no data.
     *
     * @throws LedgerException when it cannot be written
     * @throws IllegalStateException when there is no such waybill or it has ended already
     */
    public void finish(long number, State state, String message) {
        inTransaction(connection -> {
            finish(connection, number, state, message);
            return null;
        });
    }

    /**
     * How much of the file has been read.
     *
     * @param percent 0 to 100
     * @throws LedgerException when it cannot be written
     */
    public void progress(long number, int percent) {
        inTransaction(connection -> {
            needNotLast(connection);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE waybill.waybills SET progress = ? WHERE number = ?")) {
                update.setInt(1, percent);
                update.setLong(2, number);
                update.executeUpdate();
            }
            return null;
        });
    }

    /**
     * Adds counts, one per subject and origin. The schema refuses counts that do not balance.
     *
     * @throws SQLException when one does not balance or its subject was counted already
     */
    public void tallies(Connection transaction, long number, List<Tally> tallies) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(SqlText.of(Ledger.class, "tally.sql"))) {
            for (Tally tally : tallies) {
                int i = 1;
                insert.setLong(i++, number);
                insert.setString(i++, tally.subject());
                insert.setString(i++, tally.origin().name().toLowerCase(Locale.ROOT));
                for (long count : List.of(
                        tally.read(),
                        tally.inserted(),
                        tally.updated(),
                        tally.retired(),
                        tally.deletedByKey(),
                        tally.unchanged(),
                        tally.filtered(),
                        tally.rejected(),
                        tally.removed())) {
                    insert.setLong(i++, count);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Adds notices, in this order, after those that are there. @throws SQLException when they cannot be written */
    public void notices(Connection transaction, long number, List<Notice> notices) throws SQLException {
        for (Notice notice : notices) {
            try (PreparedStatement insert = transaction.prepareStatement(SqlText.of(Ledger.class, "notice.sql"))) {
                insert.setLong(1, number);
                insert.setString(2, notice.rule());
                insert.setString(3, withoutNul(notice.sentence()));
                insert.setLong(4, notice.count());
                insert.setLong(5, number);
                insert.executeUpdate();
            }
        }
    }

    /**
     * What the target had before and after.
     *
     * @param comparison a JSON value
     * @throws SQLException when it cannot be written
     */
    public void comparison(Connection transaction, long number, String comparison) throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement("UPDATE waybill.waybills SET comparison = ?::json WHERE number = ?")) {
            update.setString(1, comparison);
            update.setLong(2, number);
            update.executeUpdate();
        }
    }

    /** Adds files, or corrects those with the same path. @throws SQLException when they cannot be written */
    public void files(Connection transaction, long number, List<FileEntry> files) throws SQLException {
        for (FileEntry file : files) {
            try (PreparedStatement insert = transaction.prepareStatement(SqlText.of(Ledger.class, "file.sql"))) {
                insert.setLong(1, number);
                insert.setString(2, file.role().word());
                insert.setString(3, file.path());
                insert.setLong(4, file.size());
                insert.setString(5, file.sha256());
                insert.executeUpdate();
            }
        }
    }

    /** As {@link #files(Connection, long, List)}. @throws LedgerException when they cannot be written */
    public void files(long number, List<FileEntry> files) {
        inTransaction(connection -> {
            files(connection, number, files);
            return null;
        });
    }

    private static boolean forgettable(Connection connection, long number) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(Ledger.class, "forgettable.sql"))) {
            query.setLong(1, number);
            try (ResultSet row = query.executeQuery()) {
                return !row.next() || row.getBoolean("forgettable");
            }
        }
    }

    private static void deleteAttempt(Connection connection, long number) throws SQLException {
        for (String table : OF_AN_ATTEMPT) {
            delete(connection, table, "waybill", number);
        }
    }

    private static void delete(Connection connection, String table, String column, long number) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM waybill." + table + " WHERE " + column + " = ?")) {
            delete.setLong(1, number);
            delete.executeUpdate();
        }
    }

    private void enter(Connection connection, Drop drop, String configuration, String claimedBy, String version)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SqlText.of(Ledger.class, "claim.sql"))) {
            int i = 1;
            insert.setLong(i++, drop.number());
            insert.setString(i++, drop.feed().system());
            insert.setString(i++, drop.feed().feed());
            insert.setString(i++, State.CLAIMED.word());
            insert.setBoolean(i++, drop.options().preview());
            insert.setString(i++, drop.fileName());
            insert.setLong(i++, drop.size());
            insert.setString(i++, drop.sha256());
            insert.setString(i++, configuration);
            insert.setString(i++, options(drop.options()));
            insert.setString(i++, withoutNul(drop.options().token()));
            insert.setString(i++, version);
            insert.setString(i++, claimedBy);
            insert.setString(i++, withoutNul(drop.options().by()));
            insert.setObject(i, drop.claimedAt().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private String options(DropOptions options) {
        try {
            return json.writeValueAsString(options.asMap()).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new AssertionError("strings can be written as JSON", e);
        }
    }

    /** What is only on the way need not outlive a crash of the server: the drop begins anew then. Nobody waits for the disk. */
    private static void needNotLast(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = off");
        }
    }

    private void step(Connection connection, long number, State state) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(SqlText.of(Ledger.class, "step.sql"))) {
            insert.setLong(1, number);
            insert.setString(2, state.word());
            insert.setObject(3, now());
            insert.setLong(4, number);
            insert.executeUpdate();
        }
    }

    private void lockContent(Connection connection, long number) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(Ledger.class, "lock-content.sql"))) {
            query.setLong(1, number);
            query.executeQuery().close();
        }
    }

    private Optional<Earlier> earlier(Connection connection, long number) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SqlText.of(Ledger.class, "earlier.sql"))) {
            query.setLong(1, number);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Earlier(
                                rows.getLong("number"),
                                State.ofWord(rows.getString("state")),
                                rows.getObject("finished_at", OffsetDateTime.class)
                                        .toInstant()))
                        : Optional.empty();
            }
        }
    }

    /** A waybill that carried the same bytes. */
    record Earlier(long number, State state, Instant finishedAt) {}

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** PostgreSQL's text cannot hold it, and a message may quote a broken file. */
    private static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static void requireOne(int rows, long number, String wanted) {
        if (rows != 1) {
            throw new IllegalStateException("Waybill " + number + " cannot become " + wanted
                    + ": it is not in the ledger or has ended already.");
        }
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new LedgerException("The ledger cannot be written: " + FailureSentence.of(e), e);
        }
    }

    /** Where the connection is gone, too, what failed first is what is to be told. */
    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
