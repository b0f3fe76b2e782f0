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
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Writes the ledger (schema {@code waybill} of the target). Methods with a connection join the caller's transaction, the one that changes the
 * data; each of the others is a transaction of its own. Safe for use by several threads.
 */
public final class Ledger {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final List<String> OF_AN_ATTEMPT =
            List.of("counts", "notices", "rejects", "files", "guards", "check_results");

    private final DataSource dataSource;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final LedgerResults results = new LedgerResults();
    private final Repetitions repetitions;
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    /**
     * @param dataSource the target's; the ledger's schema must be there
     * @param clock whose zone is the one that people read times in
     */
    public Ledger(DataSource dataSource, Clock clock) {
        this.dataSource = requireNonNull(dataSource, "dataSource");
        this.clock = requireNonNull(clock, "clock");
        this.repetitions = new Repetitions(clock.getZone());
    }

    /** Writes what a waybill found and did. */
    public LedgerResults results() {
        return results;
    }

    /**
     * The next waybill number. A number that is never used leaves a gap.
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
     * Whether a waybill has certainly neither ended nor been held: this process gave it its number, or restarted it, and has not yet
     * sent its end to the ledger. When that was sent but the answer got lost, only the ledger knows.
     */
    public boolean surelyUnderWay(long number) {
        return underWay.contains(number);
    }

    /**
     * Forgets a waybill as if its drop had never been claimed; its number stays unused. A waybill is left as it is when it has ended
     * or is held, when somebody has approved its plan, or when it was requested without a drop.
     *
     * @return whether the ledger has no trace of it now
     * @throws LedgerException when the database does not answer
     */
    public boolean forget(long number) {
        boolean forgotten = inTransaction(connection -> {
            // The session of the attempt may stay alive on the server for a while and keep the row locked.
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
     * @param configuration digest of everything besides the bytes that affects the result
     * @param claimedBy the account that Waybill runs under
     * @param version the version of Waybill
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
     * @param name what it does, shown instead of a file name
     * @param refersTo the waybill that an undo undoes; null for others
     * @param by name of the person who requested it
     * @param version the version of Waybill
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
                update.setString(3, LedgerText.withoutNul(by));
                update.setLong(4, number);
                update.executeUpdate();
            }
            step(connection, number, State.CLAIMED);
            return null;
        });
        return number;
    }

    /**
     * Enters a person's decision on a held plan.
     *
     * @param approved false when it was declined
     * @param fingerprint of the plan that was decided on
     * @throws LedgerException when it cannot be written
     */
    public void verdict(long number, boolean approved, String fingerprint, String by, String reason) {
        inTransaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(SqlText.of(Ledger.class, "verdict.sql"))) {
                insert.setLong(1, number);
                insert.setString(2, approved ? "approved" : "declined");
                insert.setString(3, fingerprint);
                insert.setString(4, LedgerText.withoutNul(by));
                insert.setString(5, LedgerText.withoutNul(reason));
                insert.setObject(6, now());
                insert.setLong(7, number);
                insert.executeUpdate();
            }
            return null;
        });
    }

    /**
     * Enters that a person has cancelled a waybill. From then on it can only end without having changed anything.
     *
     * @return false when it has ended, or was cancelled before; then nothing was entered
     * @throws RequestRefusedException when it is being committed at this moment
     * @throws LedgerException when it cannot be written
     */
    public boolean cancel(long number, String by, String reason) {
        return inTransaction(connection -> {
            // The delivering transaction keeps the row locked in its last step, which is short as a rule.
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL lock_timeout = '3s'");
            }
            try (PreparedStatement update = connection.prepareStatement(SqlText.of(Ledger.class, "cancel.sql"))) {
                update.setObject(1, now());
                update.setString(2, LedgerText.withoutNul(by));
                update.setString(3, LedgerText.withoutNul(reason));
                update.setLong(4, number);
                return update.executeUpdate() == 1;
            } catch (SQLException e) {
                if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw new RequestRefusedException("Waybill " + number
                            + " is at its last step, which cannot be cancelled. Look at it in a moment: if it is delivered, undo it; if it is"
                            + " still under way, cancel it again.");
                }
                throw e;
            }
        });
    }

    /**
     * Restarts an unfinished waybill: state {@code claimed}, with nothing left of the interrupted attempt.
     *
     * @param counts whether that attempt counts towards the maximum; not when an outage of the target or of this machine interrupted it
     * @throws LedgerException when it cannot be written
     * @throws IllegalStateException when there is no such waybill or it has ended already
     */
    public void restart(long number, boolean counts) {
        boolean forgettable = inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(SqlText.of(Ledger.class, "restart.sql"))) {
                update.setInt(1, counts ? 1 : 0);
                update.setLong(2, number);
                requireOne(update.executeUpdate(), number, "restarted");
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
     * Ends a claimed waybill {@code unchanged} when another one carried the same bytes before: same feed and configuration, and
     * neither a preview nor {@code again}, and carrying them once more would lead to nothing. Waybills with the same bytes wait for each
     * other.
     *
     * @return false when there is no such other waybill; then nothing was done
     * @throws LedgerException when the database does not answer
     */
    public boolean endIfCarriedBefore(Drop drop) {
        return inTransaction(connection -> endIfCarriedBefore(connection, drop));
    }

    /**
     * Whether no other waybill has carried these bytes since the claim. Call it in the delivering transaction, before the commit and
     * at isolation level READ COMMITTED: the answer holds until the end of the transaction, because other waybills with the same
     * bytes wait. Always true for a preview and with {@code again}.
     *
     * @param transaction the delivering transaction
     * @throws SQLException when the database does not answer
     */
    public boolean stillFirst(Connection transaction, Drop drop) throws SQLException {
        return repetitions.earlier(transaction, drop.number()).isEmpty();
    }

    /**
     * Ends a waybill {@code unchanged} because another one carried the same bytes. For use when {@link #stillFirst} returns false.
     *
     * @param transaction must not contain any changes of data
     * @return false when there is no such other waybill; then nothing was done
     * @throws SQLException when the database does not answer
     */
    public boolean endIfCarriedBefore(Connection transaction, Drop drop) throws SQLException {
        Optional<Repetitions.Earlier> earlier = repetitions.earlier(transaction, drop.number());
        if (earlier.isEmpty()) {
            return false;
        }
        finish(transaction, drop.number(), State.UNCHANGED, repetitions.message(drop, earlier.get()));
        try (PreparedStatement update =
                transaction.prepareStatement("UPDATE waybill.waybills SET same_as = ? WHERE number = ?")) {
            update.setLong(1, earlier.get().number());
            update.setLong(2, drop.number());
            update.executeUpdate();
        }
        return true;
    }

    /**
     * Records that a waybill has reached a state that does not end it.
     *
     * @throws IllegalArgumentException when the state ends a waybill: use {@link #finish}
     * @throws LedgerException when it cannot be written
     */
    public void state(long number, State state) {
        if (state.terminal()) {
            throw new IllegalArgumentException(state + " ends a waybill");
        }
        inTransaction(connection -> {
            commitWithoutWaiting(connection);
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
            update.setString(2, LedgerText.withoutNul(message));
            update.setObject(3, now());
            update.setBoolean(4, state == State.REFUSED || state == State.FAILED);
            update.setLong(5, number);
            requireOne(update.executeUpdate(), number, state.word());
        }
        total(transaction, number);
        step(transaction, number, state);
    }

    /**
     * Holds a waybill until somebody decides: a guard has tripped.
     *
     * @param message why, in sentences
     * @throws SQLException when it cannot be written
     * @throws IllegalStateException when there is no such waybill or it has ended already
     */
    public void hold(Connection transaction, long number, String message) throws SQLException {
        underWay.remove(number);
        try (PreparedStatement update = transaction.prepareStatement(SqlText.of(Ledger.class, "hold.sql"))) {
            update.setString(1, LedgerText.withoutNul(message));
            update.setObject(2, now());
            update.setLong(3, number);
            requireOne(update.executeUpdate(), number, State.HELD.word());
        }
        total(transaction, number);
        step(transaction, number, State.HELD);
    }

    private static void total(Connection transaction, long number) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement(SqlText.of(Ledger.class, "totals.sql"))) {
            update.setLong(1, number);
            update.executeUpdate();
        }
    }

    /**
     * Records that another waybill has undone a delivered one.
     *
     * @throws SQLException when it cannot be written
     * @throws IllegalStateException when it is not in state {@code delivered}
     */
    public void undone(Connection transaction, long number, long by) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement(SqlText.of(Ledger.class, "undone.sql"))) {
            update.setLong(1, by);
            update.setLong(2, number);
            requireOne(update.executeUpdate(), number, State.UNDONE.word());
        }
        step(transaction, number, State.UNDONE);
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
     * Records that the files of an ended waybill have reached their place: from now on nothing is left to be done for it.
     *
     * @throws LedgerException when it cannot be written
     */
    public void filed(long number) {
        inTransaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE waybill.waybills SET filed_at = ? WHERE number = ?")) {
                update.setObject(1, now());
                update.setLong(2, number);
                update.executeUpdate();
            }
            return null;
        });
    }

    /**
     * Records how much of what its state does is done.
     *
     * @param percent 0 to 100
     * @throws LedgerException when it cannot be written
     */
    public void progress(long number, int percent) {
        inTransaction(connection -> {
            commitWithoutWaiting(connection);
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
     * Adds files, or corrects those with the same path, in a transaction of its own.
     *
     * @throws LedgerException when they cannot be written
     */
    public void files(long number, List<FileEntry> files) {
        inTransaction(connection -> {
            results.files(connection, number, files);
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
            insert.setString(i++, LedgerText.withoutNul(drop.options().token()));
            insert.setString(i++, version);
            insert.setString(i++, claimedBy);
            insert.setString(i++, LedgerText.withoutNul(drop.options().by()));
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

    /** Commits without waiting for the disk. A state along the way need not survive a crash of the server, because the drop then
     * restarts. */
    private static void commitWithoutWaiting(Connection connection) throws SQLException {
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

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static void requireOne(int rows, long number, String next) {
        if (rows != 1) {
            throw new IllegalStateException("Waybill " + number + " cannot become " + next
                    + ": it is not in the ledger, has ended already, or was cancelled.");
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

    /** Rolls back; when that fails too, the first failure stays the one that is reported. */
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
