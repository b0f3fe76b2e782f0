package io.waybill.database;

import java.sql.SQLException;

/** Says in one sentence why a database cannot be used. */
record Unavailability(String place, String user) {

    TargetUnavailableException of(SQLException failure) {
        return new TargetUnavailableException(sentence(failure), failure);
    }

    private String sentence(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String database = "The database " + place;
        return switch (state) {
            case "28P01" ->
                database + " does not accept the password of user " + user + ": set the right one for this target.";
            case "28000" ->
                database + " does not let user " + user + " in: check the user's name and the server's pg_hba.conf.";
            case "3D000" -> database + " does not exist: create it, or correct the target's URL.";
            case "42501" ->
                database + " does not give user " + user + " the rights that are needed (" + firstLine(failure)
                        + "): grant them.";
            case "53300" -> database + " has no connection to spare: try again later, or raise its max_connections.";
            case "53100" -> database + " has no disk space left: make room on the database server.";
            case "57P03" -> database + " is starting up or shutting down: try again in a moment.";
            default ->
                state.startsWith("08")
                        ? database + " cannot be reached (" + firstLine(failure)
                                + "): check that the server runs and that host and port are right."
                        : database + " cannot be used (" + firstLine(failure) + ").";
        };
    }

    private static String firstLine(SQLException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = message.lines().findFirst().orElse(message).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
