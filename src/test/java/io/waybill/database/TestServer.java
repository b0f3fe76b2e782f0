package io.waybill.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A throw-away PostgreSQL server for tests: fast because it need not survive anything. Jupiter tests get databases of a shared
 * one through {@link TestPostgres}; others may start their own.
 */
public final class TestServer implements AutoCloseable {
    /** Where the tests of a build unpack the server's programs, once. */
    static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

    private final EmbeddedPostgres server;
    private final Path data;
    private final AtomicInteger databases = new AtomicInteger();

    public TestServer() {
        this(null);
    }

    /**
     * One that may be stopped and started again.
     *
     * @param data where its data stand, which is made; null for a place of its own choice
     */
    public TestServer(Path data) {
        this.data = data;
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            if (data != null) {
                builder.setDataDirectory(data).setServerConfig("synchronous_commit", "on");
            }
            server = builder.setOverrideWorkingDirectory(BINARIES.toFile())
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("jit", "off")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("log_min_messages", "fatal")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, empty database. */
    public TestDatabase newDatabase() {
        String name = "test_" + databases.incrementAndGet();
        administer("CREATE DATABASE " + name + " TEMPLATE template0 STRATEGY file_copy");
        return database(name);
    }

    /** Rejects new connections to a database and ends the existing ones, as if its server were down. */
    public void shut(TestDatabase database) {
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
     * @param template must have no open connections
     */
    public TestDatabase newDatabase(TestDatabase template) {
        String name = "test_" + databases.incrementAndGet();
        administer("CREATE DATABASE " + name + " TEMPLATE " + template.name() + " STRATEGY file_copy");
        return database(name);
    }

    /** Ends it as a crash does: no transaction ends, no buffer is written; it recovers when it starts again. */
    public void stopImmediately() {
        control("stop", "-m", "immediate");
    }

    /** Starts it again where and as it was. */
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
        try (var connection = database("postgres").dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
