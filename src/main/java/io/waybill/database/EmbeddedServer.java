package io.waybill.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process of an embedded database: started, recognised, stopped. The caller holds the folder's lock. */
final class EmbeddedServer {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration START_WAIT = Duration.ofSeconds(60);
    private static final Duration STOP_WAIT = Duration.ofSeconds(60);

    /** The library's mark in a folder of programs that are complete. */
    private static final String UNPACKED = ".exists";

    /** Durable, as PostgreSQL is by default (the library turns fsync and synchronous commit off); small, for bulk loads over few connections. */
    private static final Map<String, String> SERVER = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("work_mem", "32MB"),
            Map.entry("maintenance_work_mem", "128MB"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("jit", "off"),
            // A process that was killed holds no locks for as long as its statement would have taken.
            Map.entry("client_connection_check_interval", "5s"));

    private final Path home;
    private final Path cluster;
    private final Path binaries;

    /**
     * @param home the folder for the password file and the log
     * @param cluster the data directory
     * @param binaries where the server's programs are unpacked
     */
    EmbeddedServer(Path home, Path cluster, Path binaries) {
        this.home = home;
        this.cluster = cluster;
        this.binaries = binaries;
    }

    /** Waits until the running server answers; false when it ends instead. */
    boolean await(Postmaster postmaster, EmbeddedConnection connection)
            throws IOException, SQLException, InterruptedException {
        Deadline deadline = Deadline.of(START_WAIT);
        while (true) {
            try {
                requireOwn(connection);
                return true;
            } catch (SQLException e) {
                if (!postmaster.runs(cluster)) {
                    return false;
                }
                if (deadline.isOver()) {
                    throw e;
                }
                deadline.pause();
            }
        }
    }

    /** Starts the server on the connection's port; creates the data directory when there is none. No server may run on it. */
    void start(EmbeddedConnection connection) throws IOException, InterruptedException {
        if (Files.exists(cluster)) {
            OrphanedSessions.end(cluster);
        }
        Path passwordFile = home.resolve("initial-password");
        EmbeddedConnection.writePrivately(passwordFile, connection.password());
        Files.createDirectories(binaries);
        if (binaries.startsWith(home)) {
            // Elsewhere another process may be unpacking.
            deleteHalfUnpacked();
        }
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_WAIT)
                .setPort(connection.port())
                .setConnectConfig("password", connection.password())
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                // passed on to initdb as they are
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString());
        SERVER.forEach(builder::setServerConfig);
        // The library keeps its own lock until the process that started the server ends. Our lock already protects the
        // folder.
        Files.deleteIfExists(cluster.resolve("epg-lock"));
        try {
            builder.start();
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    /**
     * Deletes programs that a process did not finish unpacking because it was killed: the library marks only complete ones, and does not
     * unpack over what is there.
     */
    private void deleteHalfUnpacked() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(binaries, Files::isDirectory)) {
            for (Path folder : folders) {
                if (!Files.exists(folder.resolve(UNPACKED))) {
                    LOG.info(
                            "The embedded database's programs in {} were not unpacked completely: unpacked again",
                            folder);
                    EmbeddedDatabase.deleteTree(folder);
                }
            }
        }
    }

    /**
     * Requires the server on the connection's port to be ours: another PostgreSQL may be listening there, and only the data
     * directory tells them apart.
     */
    void requireOwn(EmbeddedConnection connection) throws SQLException {
        try (Connection session = connection.connectAsAdministrator("postgres");
                Statement statement = session.createStatement();
                ResultSet answer = statement.executeQuery("SELECT current_setting('data_directory')")) {
            answer.next();
            Path theirs = Path.of(answer.getString(1));
            if (!Files.isSameFile(theirs, cluster)) {
                throw new TargetUnavailableException(
                        "Another PostgreSQL answers on port " + connection.port() + " (data directory " + theirs
                                + ", expected " + cluster + "): stop it, or start Waybill again.");
            }
        } catch (IOException e) {
            throw new TargetUnavailableException(
                    "The data directory " + cluster + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Creates Waybill's role and database in a new cluster, then deletes the marker file; does nothing without that file.
     *
     * @param initialising the marker of a cluster whose creation has not been finished
     */
    void finishInitialising(Path initialising, EmbeddedConnection connection) throws IOException, SQLException {
        if (!Files.exists(initialising)) {
            return;
        }
        try (Connection session = connection.connectAsAdministrator("postgres");
                Statement statement = session.createStatement()) {
            if (!exists(statement, "SELECT FROM pg_roles WHERE rolname = 'waybill'")) {
                statement.execute("CREATE ROLE waybill LOGIN PASSWORD '" + connection.password() + "'");
            }
            if (!exists(statement, "SELECT FROM pg_database WHERE datname = 'waybill'")) {
                statement.execute("CREATE DATABASE waybill OWNER waybill");
            }
        }
        try (Connection session = connection.connectAsAdministrator(EmbeddedConnection.DATABASE);
                Statement statement = session.createStatement()) {
            statement.execute("ALTER SCHEMA public OWNER TO waybill");
            // The role has the same name as the ledger's schema: without this, "$user" would put every table there.
            statement.execute("ALTER ROLE waybill SET search_path = public");
        }
        Files.delete(initialising);
    }

    /**
     * Lets Waybill's role write everything to the disk before tables change places: this server keeps no log of new tables, so that
     * their commit would do it, while readers wait. Clusters of earlier versions lack the right.
     */
    void allowCheckpoints(EmbeddedConnection connection) throws SQLException {
        try (Connection session = connection.connectAsAdministrator("postgres");
                Statement statement = session.createStatement()) {
            if (exists(statement, "SELECT WHERE NOT pg_has_role('waybill', 'pg_checkpoint', 'USAGE')")) {
                statement.execute("GRANT pg_checkpoint TO waybill");
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet answer = statement.executeQuery(query)) {
            return answer.next();
        }
    }

    /** Stops the server and waits until its process has ended; gives up waiting after a minute. */
    void stop() throws IOException, InterruptedException {
        Optional<Postmaster> running = Postmaster.of(cluster);
        if (running.isEmpty()) {
            return;
        }
        // Not through the library: that waits five seconds for the last checkpoint, and then complains.
        running.get().stop(cluster);
        Deadline deadline = Deadline.of(STOP_WAIT);
        while (running.get().runs(cluster)) {
            if (deadline.isOver()) {
                LOG.warn("The embedded database in {} is still shutting down", home);
                return;
            }
            deadline.pause();
        }
    }
}
