package io.waybill.database;

import io.waybill.TestFolders;
import io.waybill.system.EmbeddedSchema;
import io.waybill.system.WaybillSystem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A throw-away PostgreSQL server for tests: fast because nothing in it has to survive a crash. Jupiter tests get databases of a
 * shared one through {@link TestPostgres}; others may take {@link #shared()} or start their own.
 */
public final class TestServer implements AutoCloseable {
    /** Where the tests of a build unpack the server's programs, once. */
    static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

    private static TestServer shared;

    private final EmbeddedPostgres server;
    private final Path data;
    private final AtomicInteger databases = new AtomicInteger();
    private final TestDatabase administration;
    private final Map<List<Class<? extends WaybillSystem>>, TestDatabase> templates = new HashMap<>();

    /** One whose data are kept in memory where there is room. */
    public TestServer() {
        this(temporary(), false, Map.of());
    }

    /**
     * The same with settings of its own.
     *
     * @param settings of the server, by name
     */
    public TestServer(Map<String, String> settings) {
        this(temporary(), false, settings);
    }

    /**
     * One that may be stopped and started again.
     *
     * @param data folder for its data, which is made
     */
    public TestServer(Path data) {
        this(data, true, Map.of());
    }

    private TestServer(Path data, boolean durable, Map<String, String> settings) {
        this.data = data;
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setDataDirectory(data);
            if (durable) {
                builder.setServerConfig("synchronous_commit", "on");
            } else {
                builder.setServerConfig("shared_buffers", "32MB")
                        .setServerConfig("huge_pages", "off")
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("wal_level", "minimal")
                        .setServerConfig("max_wal_senders", "0")
                        .setServerConfig("max_wal_size", "512MB");
            }
            settings.forEach(builder::setServerConfig);
            server = builder.setOverrideWorkingDirectory(BINARIES.toFile())
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("jit", "off")
                    // Processes that only large databases are quicker with.
                    .setServerConfig("io_method", "sync")
                    .setServerConfig("max_logical_replication_workers", "0")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("log_min_messages", "fatal")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            administration = database("postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one server of this process, started at the first call; it stops when the process ends. */
    public static synchronized TestServer shared() {
        if (shared == null) {
            shared = new TestServer();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "stop-test-server"));
        }
        return shared;
    }

    /**
     * Puts the server's programs where an embedded database looks for them, so that it does not have to unpack them: that takes longer than
     * most tests.
     *
     * @param binaries folder that is made
     */
    public static void linkPrograms(Path binaries) throws IOException {
        // They are complete once a server has started.
        shared();
        Files.createDirectories(binaries);
        try (Stream<Path> unpacked = Files.list(BINARIES)) {
            for (Path programs : unpacked.toList()) {
                Files.createSymbolicLink(binaries.resolve(programs.getFileName()), programs);
            }
        }
    }

    private static Path temporary() {
        try {
            return TestFolders.make("waybill-postgres-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new database that has Waybill's own schema and nothing else, as if Waybill had been started on it before. */
    public TestDatabase newDatabase() {
        return newDatabase(List.of());
    }

    /** The same with the tables of systems, which are made once and copied. */
    public synchronized TestDatabase newDatabase(List<Class<? extends WaybillSystem>> systems) {
        TestDatabase template = templates.get(systems);
        if (template == null) {
            template = systems.isEmpty() ? withLedger() : withTables(systems);
            templates.put(systems, template);
        }
        return newDatabase(template);
    }

    private TestDatabase withLedger() {
        TestDatabase database = newEmptyDatabase();
        try (Target target = Target.open("template", database.settings())) {
            target.migrate();
        }
        return database;
    }

    private TestDatabase withTables(List<Class<? extends WaybillSystem>> systems) {
        TestDatabase database = newDatabase();
        try {
            for (Class<? extends WaybillSystem> system : systems) {
                EmbeddedSchema.create(system.getConstructor().newInstance(), database.newConnections());
            }
        } catch (ReflectiveOperationException | SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return database;
    }

    /** A new database in which there is nothing at all. */
    public TestDatabase newEmptyDatabase() {
        return newDatabase("template0");
    }

    /** Closes a database to everybody and ends all its connections, as if its server were away. */
    public void shut(TestDatabase database) {
        database.disconnect();
        administer("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS false");
        administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database.name() + "'");
    }

    /** Undoes {@link #shut}. */
    public void open(TestDatabase database) {
        administer("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS true");
    }

    /**
     * A new database that is a copy of another one.
     *
     * @param template without any connection to it but its own
     */
    public TestDatabase newDatabase(TestDatabase template) {
        template.disconnect();
        return newDatabase(template.name());
    }

    private TestDatabase newDatabase(String template) {
        String name = "test_" + databases.incrementAndGet();
        administer("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy");
        return database(name);
    }

    /** Stops the server as a crash does: no transaction ends, no buffer is written; it recovers when it starts again. */
    public void stopImmediately() {
        control("stop", "-m", "immediate");
    }

    /** Starts the server again with the data and the port that it had. */
    public void startAgain() {
        control("restart", "-m", "immediate");
    }

    private void control(String... arguments) {
        try {
            List<String> command = new ArrayList<>();
            if ("root".equals(System.getProperty("user.name"))) {
                // PostgreSQL does not run as root; this is how it was started, too.
                command.addAll(List.of("unshare", "-U"));
            }
            // The file begins with the path of the server's program; its tools stand beside it.
            String options = Files.readString(data.resolve("postmaster.opts"));
            Path program = Path.of(options.substring(0, options.indexOf(" ")).replace("\"", ""));
            command.addAll(List.of(program.resolveSibling("pg_ctl").toString(), "-D", data.toString(), "-w"));
            command.addAll(List.of(arguments));
            int status = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private TestDatabase database(String name) {
        return new TestDatabase(
                new TargetSettings(
                        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, "postgres", "postgres"),
                name,
                () -> administer("DROP DATABASE " + name + " WITH (FORCE)"));
    }

    /** Runs a statement as the server's administrator, outside every test's database. */
    public void administer(String sql) {
        administration.run(sql);
    }

    @Override
    public void close() {
        administration.disconnect();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
