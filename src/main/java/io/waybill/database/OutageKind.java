package io.waybill.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;

/** Why the database as a whole cannot be used, when the statement itself was not at fault: waiting helps. */
public enum OutageKind {
    /** It cannot be reached: connection refused or lost, starting up, shutting down. Over as soon as a connection succeeds. */
    AWAY,
    /** It answers, but has no space, cannot write, or another session holds a lock. Over when work succeeds again. */
    UNABLE;

    private static final List<String> CUT_OFF = List.of("08", "57P", "25P03", "25P04");
    private static final String CLOSED_BY_POOL = "Connection is closed";
    /** What the driver says about a statement whose connection was lost a moment before, and about one lost while it was opened. */
    private static final List<String> CLOSED = List.of("55000", "99999");
    /** Insufficient resources, disk errors, read-only standby, and locks held by others. */
    private static final List<String> HELPLESS = List.of("53", "58000", "58030", "25006", "55P03", "40001", "40P01");

    /**
     * The kind of outage behind a failure; empty when the database is not out.
     *
     * @param failure any failure; its causes are examined
     */
    public static Optional<OutageKind> of(Throwable failure) {
        return databaseFailure(failure).flatMap(OutageKind::ofSql);
    }

    /** The database's own exception among the causes of a failure: the first one with an SQL state. */
    public static Optional<SQLException> databaseFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (sql.getSQLState() != null || sql instanceof SQLTransientConnectionException || isClosed(sql))) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the connection was ended from outside, as far as any of the causes shows it. To be asked where nothing but a lost connection
     * can be the reason for such a failure, because the exceptions that follow from one vary.
     */
    public static boolean isCutOff(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (sql.getSQLState() == null
                            || isOneOf(sql.getSQLState(), CUT_OFF)
                            || isOneOf(sql.getSQLState(), CLOSED))) {
                return true;
            }
        }
        return false;
    }

    private static Optional<OutageKind> ofSql(SQLException failure) {
        // The pool throws this when it cannot get a connection, for any reason.
        if (failure instanceof SQLTransientConnectionException
                || isClosed(failure)
                || isOneOf(failure.getSQLState(), CUT_OFF)) {
            return Optional.of(AWAY);
        }
        return isOneOf(failure.getSQLState(), HELPLESS) ? Optional.of(UNABLE) : Optional.empty();
    }

    /** The pool's own words, without an SQL state, about a connection that it has given up before. */
    private static boolean isClosed(SQLException failure) {
        return failure.getSQLState() == null && CLOSED_BY_POOL.equals(failure.getMessage());
    }

    static boolean isOneOf(String state, List<String> beginnings) {
        return state != null && beginnings.stream().anyMatch(state::startsWith);
    }
}
