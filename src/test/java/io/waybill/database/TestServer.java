package io.waybill.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A throw-away PostgreSQL server for tests: fast because it need not survive anything. Jupiter tests get databases of a shared
 * one through {@link TestPostgres}; others may start their own.
 */
public final class TestServer implements AutoCloseable {
    /** Where the tests of a build unpack the server's programs, once. */
    static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    public TestServer() {
        try {
            server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(BINARIES.toFile())
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
        return new TestDatabase(this, name);
    }

    /** Lets nobody into a database any more and throws everybody out, as if its server were away. */
    public void shut(TestDatabase database) {
        administer("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS false");
        administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database.name() + "'");
    }

    /** Undoes {@link #shut}. */
    public void open(TestDatabase database) {
        administer("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS true");
    }

    void drop(String database) {
        administer("DROP DATABASE " + database + " WITH (FORCE)");
    }

    DataSource dataSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url(database));
        source.setUser("postgres");
        return source;
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    /** Runs a statement as the server's administrator, outside every test's database. */
    public void administer(String sql) {
        try (var connection = dataSource("postgres").getConnection();
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
