package io.waybill.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that Waybill runs itself, in {@code <data>/postgres/}: real PostgreSQL from Maven's binaries, durable, on
 * 127.0.0.1 only, with a password of its own.
 *
 * <p>Several processes may use one at the same time: the first starts the server, the others attach to it, the last one stops
 * it. A server that was left behind by a process that died is taken over.
 *
 * <pre>
 * postgres/cluster/                the data directory
 * postgres/binaries/               the unpacked server
 * postgres/connection.properties   port, user, password (mode 0600)
 * postgres/server.log              what the server says
 * </pre>
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration START_WAIT = Duration.ofSeconds(60);
    private static final Duration STOP_WAIT = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;

    /** Durable as PostgreSQL is by default (the library turns both off), lean, made for bulk loads by few connections. */
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
            Map.entry("jit", "off"));

    private final Path home;
    private final Path cluster;
    private final Path binaries;
    private final EmbeddedUsers users;
    private EmbeddedConnection connection;
    private EmbeddedPostgres started;
    private Path entry;

    private EmbeddedDatabase(Path home, Path binaries) throws IOException {
        this.home = home;
        this.cluster = home.resolve("cluster");
        this.binaries = binaries;
        this.users = new EmbeddedUsers(home.resolve("users"));
    }

    /**
     * Starts the database of a data folder, or attaches to the one that already runs for it; makes it when there is none.
     *
     * @param dataFolder Waybill's data folder; created when it does not exist
     * @throws TargetUnavailableException when that is not possible
     */
    public static EmbeddedDatabase open(Path dataFolder) {
        return open(dataFolder, dataFolder.resolve("postgres").resolve("binaries"));
    }

    /** As {@link #open(Path)}, with the server's programs unpacked elsewhere: several data folders may share them. */
    static EmbeddedDatabase open(Path dataFolder, Path binaries) {
        Path home = dataFolder.toAbsolutePath().normalize().resolve("postgres");
        try {
            Files.createDirectories(home);
            requireOwner(home);
            EmbeddedDatabase database = new EmbeddedDatabase(
                    home.toRealPath(), binaries.toAbsolutePath().normalize());
            try (FileChannel channel = database.openLock();
                    FileLock lock = locked(channel)) {
                database.attachOrStart();
                database.entry = database.users.enter();
                LOG.debug("embedded database open, lock {}", lock);
            }
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            if (e instanceof TargetUnavailableException told) {
                throw told;
            }
            throw new TargetUnavailableException(
                    "The embedded database in " + home + " cannot be started (" + e.getMessage() + "): see "
                            + home.resolve("server.log") + ".",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetUnavailableException("Interrupted while waiting for the embedded database in " + home, e);
        }
    }

    /** JDBC URL, without user and password. */
    public String url() {
        return connection.url(EmbeddedConnection.DATABASE);
    }

    public String user() {
        return EmbeddedConnection.USER;
    }

    public String password() {
        return connection.password();
    }

    /**
     * Starts the server again, where it was, when it has ended although it is in use: killed, or out of room. Does nothing while
     * it runs.
     *
     * @throws TargetUnavailableException when it does not start; worth another try later
     */
    public void revive() {
        try (FileChannel channel = openLock();
                FileLock lock = locked(channel)) {
            if (Postmaster.of(cluster).isEmpty()) {
                LOG.debug("embedded database gone, lock {}", lock);
                if (freePort(connection.port()) != connection.port()) {
                    throw new TargetUnavailableException(
                            "The embedded database has ended, and its port " + connection.port()
                                    + " is taken by another program meanwhile: end that, or restart Waybill, which then takes"
                                    + " another port.",
                            null,
                            true);
                }
                Files.deleteIfExists(cluster.resolve("postmaster.pid"));
                start();
                requireOwnServer();
            }
        } catch (IOException | SQLException | RuntimeException e) {
            if (e instanceof TargetUnavailableException told) {
                throw told;
            }
            throw new TargetUnavailableException(
                    "The embedded database in " + home + " has ended and cannot be started again (" + e.getMessage()
                            + "): see " + home.resolve("server.log") + ".",
                    e,
                    true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetUnavailableException("Interrupted while waiting for the embedded database in " + home, e);
        }
    }

    /** Stops the server when nobody else uses it. Close pools and routes first. */
    @Override
    public void close() {
        if (entry == null) {
            return;
        }
        try (FileChannel channel = openLock();
                FileLock lock = locked(channel)) {
            users.leave(entry);
            entry = null;
            if (!users.any()) {
                stop();
            }
            LOG.debug("embedded database closed, lock {}", lock);
        } catch (IOException e) {
            LOG.warn("The embedded database in {} could not be closed: {}", home, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attachOrStart() throws IOException, SQLException, InterruptedException {
        Path published = home.resolve("connection.properties");
        Path initialising = home.resolve("initialising");
        Optional<Postmaster> running = Postmaster.of(cluster);
        if (running.isPresent() && Files.exists(published)) {
            connection =
                    EmbeddedConnection.read(published).withPort(running.get().port());
            if (await(running.get())) {
                finishInitialising(initialising);
                connection.write(published);
                return;
            }
        }
        if (Files.exists(initialising)) {
            // Its making was cut off: nobody has put anything into it yet.
            deleteTree(cluster);
        }
        boolean fresh = !Files.exists(cluster.resolve("PG_VERSION"));
        if (!fresh && !Files.exists(published)) {
            throw new TargetUnavailableException("The file " + published
                    + " with the embedded database's password is missing: put it back, or move " + home
                    + " away to begin with an empty database.");
        }
        EmbeddedConnection last = fresh
                ? new EmbeddedConnection(0, EmbeddedConnection.newPassword())
                : EmbeddedConnection.read(published);
        connection = last.withPort(freePort(last.port()));
        connection.write(published);
        if (fresh) {
            Files.writeString(initialising, "");
        } else {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        }
        start();
        requireOwnServer();
        finishInitialising(initialising);
    }

    /** Waits until the server that is there answers; false when it ends instead. */
    private boolean await(Postmaster postmaster) throws IOException, SQLException, InterruptedException {
        long deadline = System.nanoTime() + START_WAIT.toNanos();
        while (true) {
            try {
                requireOwnServer();
                return true;
            } catch (SQLException e) {
                if (!postmaster.runs(cluster)) {
                    return false;
                }
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void start() throws IOException {
        Path passwordFile = home.resolve("initial-password");
        EmbeddedConnection.writePrivately(passwordFile, connection.password());
        Files.createDirectories(binaries);
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
        // The library's own lock may be held by a user that started the server and left before the last one: ours is in
        // force.
        Files.deleteIfExists(cluster.resolve("epg-lock"));
        try {
            started = builder.start();
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    /** A fixed port may be answered by a server of someone else's: only the data directory proves that it is ours. */
    private void requireOwnServer() throws SQLException {
        try (Connection session = connection.connectAsAdministrator("postgres");
                Statement statement = session.createStatement();
                ResultSet answer = statement.executeQuery("SELECT current_setting('data_directory')")) {
            answer.next();
            Path theirs = Path.of(answer.getString(1));
            if (!Files.isSameFile(theirs, cluster)) {
                throw new TargetUnavailableException("On port " + connection.port()
                        + " another PostgreSQL answers (data directory " + theirs + ", expected " + cluster + ").");
            }
        } catch (IOException e) {
            throw new TargetUnavailableException(
                    "The data directory " + cluster + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void finishInitialising(Path initialising) throws IOException, SQLException {
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
            // The role is called as the ledger's schema is: without this, "$user" would put every table there.
            statement.execute("ALTER ROLE waybill SET search_path = public");
        }
        Files.delete(initialising);
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet answer = statement.executeQuery(query)) {
            return answer.next();
        }
    }

    private void stop() throws IOException, InterruptedException {
        Optional<Postmaster> running = Postmaster.of(cluster);
        if (running.isEmpty()) {
            return;
        }
        if (started != null) {
            started.close();
        } else {
            running.get().stop(cluster);
        }
        long deadline = System.nanoTime() + STOP_WAIT.toNanos();
        while (running.get().runs(cluster)) {
            if (System.nanoTime() > deadline) {
                LOG.warn("The embedded database in {} is still shutting down", home);
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private FileChannel openLock() throws IOException {
        return FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** One at a time starts or stops the server, among processes and among threads of this one. */
    private static FileLock locked(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static int freePort(int preferred) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        for (int port : List.of(preferred, 0)) {
            try (ServerSocket socket = new ServerSocket(port, 1, loopback)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                LOG.debug("port {} is taken", port);
            }
        }
        throw new IOException("no free port on 127.0.0.1");
    }

    /** PostgreSQL's files belong to one account: another one, root included, would leave files that the first cannot use. */
    private static void requireOwner(Path home) throws IOException {
        Path probe;
        try {
            probe = Files.createTempFile(home, "owner", ".probe");
        } catch (IOException e) {
            throw new TargetUnavailableException(
                    "The folder " + home + " cannot be written to by user " + System.getProperty("user.name")
                            + ": run Waybill as " + Files.getOwner(home) + ", or choose another data folder.",
                    e);
        }
        try {
            Path owned = Files.exists(home.resolve("cluster")) ? home.resolve("cluster") : home;
            if (!Files.getOwner(owned).equals(Files.getOwner(probe))) {
                throw new TargetUnavailableException("The embedded database in " + home + " belongs to user "
                        + Files.getOwner(owned).getName() + ", but this is user "
                        + Files.getOwner(probe).getName()
                        + ": run Waybill as the former, or choose another data folder.");
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
