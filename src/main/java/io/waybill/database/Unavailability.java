package io.waybill.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;

/** Says in one sentence why a database cannot be used. */
record Unavailability(String place, String user) {
    /** What only a person can put right: password, name of the database, privileges, authentication methods. */
    private static final List<String> SETTINGS = List.of("28", "3D", "42501", "08004");

    /** Why a statement failed. */
    TargetUnavailableException of(SQLException failure) {
        SQLException reason = reason(failure);
        return new TargetUnavailableException(
                sentence(reason),
                failure,
                !isSetting(reason) && OutageKind.of(failure).isPresent());
    }

    /**
     * Why a statement failed that may not write.
     *
     * @param why what the database itself says; empty when it could not be asked
     */
    TargetUnavailableException of(SQLException failure, Optional<String> why) {
        return new TargetUnavailableException(
                why.map(clause -> "The database " + place + " " + clause).orElseGet(() -> sentence(reason(failure))),
                failure,
                true);
    }

    /** Why something broke off whose connection was ended from outside. */
    TargetUnavailableException ofBreakingOff(Exception failure) {
        return new TargetUnavailableException(
                "The database " + place
                        + " ended the connection: its server was stopped, or somebody ended the session.",
                failure,
                true);
    }

    /** Why a connection failed: unless a setting is wrong, the failure is temporary. */
    TargetUnavailableException ofConnecting(SQLException failure) {
        SQLException reason = reason(failure);
        return new TargetUnavailableException(sentence(reason), failure, !isSetting(reason));
    }

    private static boolean isSetting(SQLException failure) {
        return OutageKind.isOneOf(failure.getSQLState(), SETTINGS);
    }

    /** The pool's exception only says that there is no connection; the driver's, its cause, says why. */
    private static SQLException reason(SQLException failure) {
        return failure instanceof SQLTransientConnectionException && failure.getCause() instanceof SQLException behind
                ? behind
                : failure;
    }

    private String who() {
        return user.isBlank() ? "a log-in for which no user is set" : "user " + user;
    }

    private String sentence(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String database = "The database " + place;
        return switch (state) {
            case "28P01" ->
                database + " does not accept the password of " + who() + ": set the right one for this target.";
            case "28000" -> database + " rejects " + who() + ": check the user's name and the server's pg_hba.conf.";
            case "08004" ->
                database + " rejects " + who() + " (" + firstLine(failure)
                        + "): check the user's name and password, and whether the server requires SSL.";
            case "3D000" -> database + " does not exist: create it, or correct the target's URL.";
            case "42501" ->
                database + " denies user " + user + " a privilege it needs (" + firstLine(failure)
                        + "): \"waybill doctor\" names the statement that grants it.";
            case "53300" ->
                database + " has no free connection (" + firstLine(failure)
                        + "): try again later, or raise its max_connections, or the CONNECTION LIMIT of database or role.";
            case "53400" ->
                database + " has reached a limit that is set there (" + firstLine(failure) + "): raise it for user "
                        + user + ".";
            case "53100" -> database + " has no disk space left: free some on the database server.";
            case "53200" -> database + " has run out of memory: check what else runs on the database server.";
            case "58030" -> database + " cannot use its disk (" + firstLine(failure) + "): check the database server.";
            case "25006" -> database + " is read-only: check whether its server is a standby or under maintenance.";
            case "55P03", "40P01" ->
                database + " has a table locked by another session: let that session finish, or end it.";
            case "40001" ->
                database + " let another session change the same rows first (" + firstLine(failure)
                        + "): nothing was changed, and the next attempt sees what it did.";
            case "25P03", "25P04", "57P05" ->
                database + " ended the connection, because it was idle or busy for longer than allowed ("
                        + firstLine(failure) + "): ALTER ROLE ... RESET the time limit for user " + user + ".";
            case "57P01", "57P02" -> database + " was shut down, or its administrator closed the connection.";
            case "57P03" -> database + " is starting up or shutting down: try again in a moment.";
            default ->
                failure instanceof SQLTransientConnectionException && state.isEmpty()
                        ? database + " has not answered in time, or all of Waybill's connections to it are in use."
                        : state.startsWith("08")
                                ? database + " cannot be reached (" + firstLine(failure)
                                        + "): check that the server runs and that host and port are right."
                                : database + " cannot be used (" + firstLine(failure) + ").";
        };
    }

    /** Without the severity, in whatever language the server says it. */
    private static String firstLine(SQLException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = message.lines().findFirst().orElse(message).strip().replaceFirst("^\\p{Lu}{4,}: +", "");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
