package io.waybill.doctor;

import io.waybill.database.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;

/** What the database says about itself. Names are quoted for SQL. */
record DatabaseFacts(Server server, Database database, Role role, Session session) {
    /**
     * The server.
     *
     * @param version for people: {@code 16.2}
     * @param versionNumber to be compared: {@code 160002}
     * @param durable whether what was committed survives a crash
     * @param dataDirectory null when the role may not know it
     */
    record Server(String version, int versionNumber, boolean durable, String dataDirectory) {}

    /**
     * The database on it.
     *
     * @param limit how many connections it allows; -1 for no limit
     * @param size bytes
     */
    record Database(String name, String encoding, int limit, long size) {}

    /**
     * The role that Waybill logs in as.
     *
     * @param limit how many connections it may open; -1 for no limit
     * @param validUntil null when its password does not expire
     * @param replication its {@code session_replication_role}
     * @param temporaryLimit its {@code temp_file_limit}
     * @param tablespace in which it creates tables
     * @param tablespaceGranted whether it may
     */
    record Role(
            String name,
            int limit,
            Instant validUntil,
            boolean superuser,
            String replication,
            String temporaryLimit,
            String tablespace,
            boolean tablespaceGranted) {}

    /**
     * The session, as it is after Waybill has set what it needs.
     *
     * @param limits three time limits in milliseconds, with blanks between them
     * @param process the server's own for this session
     * @param settings names of what is set for database or role; null for nothing
     */
    record Session(String searchPath, String zone, String isolation, String limits, int process, String settings) {}

    static DatabaseFacts read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlText.of(DatabaseFacts.class, "facts.sql"))) {
            row.next();
            return new DatabaseFacts(server(row), database(row), role(row), session(row));
        }
    }

    private static Server server(ResultSet row) throws SQLException {
        return new Server(
                row.getString("version"),
                row.getInt("version_number"),
                row.getBoolean("durable"),
                row.getString("data_directory"));
    }

    private static Database database(ResultSet row) throws SQLException {
        return new Database(
                row.getString("quoted_database"),
                row.getString("encoding"),
                row.getInt("database_limit"),
                row.getLong("size"));
    }

    private static Role role(ResultSet row) throws SQLException {
        String until = row.getString("valid_until");
        return new Role(
                row.getString("role"),
                row.getInt("role_limit"),
                until == null || until.contains("infinity")
                        ? null
                        : row.getObject("valid_until", OffsetDateTime.class).toInstant(),
                row.getBoolean("superuser"),
                row.getString("replication_role"),
                row.getString("temporary_limit"),
                row.getString("tablespace"),
                row.getBoolean("tablespace_granted"));
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getString("search_path"),
                row.getString("zone"),
                row.getString("isolation"),
                row.getString("limits"),
                row.getInt("process"),
                row.getString("settings"));
    }
}
