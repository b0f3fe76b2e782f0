package io.waybill.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;

/** What a failure says of the database as such, where it is not what was asked of it that was wrong: waiting helps. */
public enum OutageKind {
    /** It cannot be reached: refused, cut off, starting up, shutting down. Over as soon as it lets us in. */
    AWAY,
    /** It answers, but has no room, cannot write, or somebody else holds what is needed. Over when work succeeds again. */
    UNABLE;

    private static final List<String> CUT_OFF = List.of("08", "57P", "25P03", "25P04");
    /** No room, errors of its disk, standing by (read-only), and the rows or tables held by others. */
    private static final List<String> HELPLESS = List.of("53", "58000", "58030", "25006", "55P03", "40001", "40P01");

    /** @param failure whatever has gone wrong; its causes are looked at */
    public static Optional<OutageKind> of(Throwable failure) {
        return told(failure).flatMap(OutageKind::ofSql);
    }

    /** The database's own exception among the causes of a failure; the first that says what it is about. */
    public static Optional<SQLException> told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (sql.getSQLState() != null || sql instanceof SQLTransientConnectionException)) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static Optional<OutageKind> ofSql(SQLException failure) {
        // The pool's way to say that it got no connection, for whatever reason.
        if (failure instanceof SQLTransientConnectionException || isOneOf(failure.getSQLState(), CUT_OFF)) {
            return Optional.of(AWAY);
        }
        return isOneOf(failure.getSQLState(), HELPLESS) ? Optional.of(UNABLE) : Optional.empty();
    }

    static boolean isOneOf(String state, List<String> beginnings) {
        return state != null && beginnings.stream().anyMatch(state::startsWith);
    }
}
