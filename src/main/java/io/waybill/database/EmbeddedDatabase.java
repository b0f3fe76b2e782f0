package io.waybill.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that Waybill runs itself, in {@code <data>/postgres/}: real PostgreSQL from Maven's binaries, durable, on
 * 127.0.0.1 only, protected by a generated password.
 *
 * <p>Several processes may use one at the same time: the first starts the server, the others attach to it, the last one stops
 * it. When a process dies and leaves its server running, the next one attaches to that server.
 *
 * <pre>
 * postgres/cluster/                the data directory
 * postgres/binaries/               the unpacked server
 * postgres/connection.properties   port, user, password (mode 0600)
 * postgres/server.log              the server's log
 * </pre>
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final Path home;
    private final Path cluster;
    private final EmbeddedUsers users;
    private final EmbeddedServer server;
    private EmbeddedConnection connection;
    private Path entry;

    private EmbeddedDatabase(Path home, Path binaries) throws IOException {
        this.home = home;
        this.cluster = home.resolve("cluster");
        this.server = new EmbeddedServer(home, cluster, binaries);
        this.users = new EmbeddedUsers(home.resolve("users"));
    }

    /**
     * Starts the database of a data folder, or attaches to it when it is already running; creates it when there is none.
     *
     * @param dataFolder Waybill's data folder; created when it does not exist
     * @throws TargetUnavailableException when it cannot be started or does not belong to this account
     */
    public static EmbeddedDatabase open(Path dataFolder) {
        return open(dataFolder, dataFolder.resolve("postgres").resolve("binaries"));
    }

    /** Like {@link #open(Path)}, with the server's programs unpacked into another folder, which several data folders may share. */
    static EmbeddedDatabase open(Path dataFolder, Path binaries) {
        Path home = dataFolder.toAbsolutePath().normalize().resolve("postgres");
        try {
            Files.createDirectories(home);
            FolderOwner.require(home);
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
            if (e instanceof TargetUnavailableException sentence) {
                throw sentence;
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

    /** The role to log in as. */
    public String user() {
        return EmbeddedConnection.USER;
    }

    /** The password of {@link #user()}; never log it. */
    public String password() {
        return connection.password();
    }

    /**
     * Restarts the server on the same port when it ended while in use, for example because it was killed or ran out of disk space.
     * Does nothing while it runs.
     *
     * @throws TargetUnavailableException when it does not start; trying again later may help
     */
    public void revive() {
        try (FileChannel channel = openLock();
                FileLock lock = locked(channel)) {
            if (Postmaster.of(cluster).isEmpty()) {
                LOG.debug("embedded database gone, lock {}", lock);
                if (freePort(connection.port()) != connection.port()) {
                    throw new TargetUnavailableException(
                            "The embedded database has stopped, and its port " + connection.port()
                                    + " is now used by another program: stop that program, or restart Waybill, which then chooses"
                                    + " another port.",
                            null,
                            true);
                }
                Files.deleteIfExists(cluster.resolve("postmaster.pid"));
                server.start(connection);
                server.requireOwn(connection);
            }
        } catch (IOException | SQLException | RuntimeException e) {
            if (e instanceof TargetUnavailableException sentence) {
                throw sentence;
            }
            throw new TargetUnavailableException(
                    "The embedded database in " + home + " has stopped and cannot be restarted (" + e.getMessage()
                            + "): see " + home.resolve("server.log") + ".",
                    e,
                    true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetUnavailableException("Interrupted while waiting for the embedded database in " + home, e);
        }
    }

    /** Stops the server unless another process uses it. Close pools and routes first. */
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
                server.stop();
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
            if (server.await(running.get(), connection)) {
                server.finishInitialising(initialising, connection);
                connection.write(published);
                return;
            }
        }
        if (Files.exists(initialising)) {
            // Initialisation was interrupted: there is no data in it yet.
            deleteTree(cluster);
        }
        boolean fresh = !Files.exists(cluster.resolve("PG_VERSION"));
        if (!fresh && !Files.exists(published)) {
            throw new TargetUnavailableException("The file " + published
                    + " with the embedded database's password is missing: put it back, or move " + home
                    + " away to start with an empty database.");
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
        server.start(connection);
        server.requireOwn(connection);
        server.finishInitialising(initialising, connection);
        server.allowCheckpoints(connection);
    }

    private FileChannel openLock() throws IOException {
        return FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** One at a time starts or stops the server, among processes and among threads of this one. */
    private static FileLock locked(FileChannel channel) throws IOException, InterruptedException {
        Deadline deadline = Deadline.endless();
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                deadline.pause();
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

    /** Deletes a folder and all that is in it; links are not followed. */
    static void deleteTree(Path folder) throws IOException {
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
