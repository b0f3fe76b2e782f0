package io.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    /** One for all: making a database takes seconds. */
    @TempDir
    static Path data;

    @AfterEach
    void leaveNoTables() throws SQLException {
        try (EmbeddedDatabase database = open()) {
            run(database, "DROP TABLE IF EXISTS kept");
        }
    }

    @Test
    void whatWasWrittenIsThereAfterTheNextStart() throws Exception {
        try (EmbeddedDatabase database = open()) {
            run(database, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        assertThat(postmaster()).isEmpty();

        try (EmbeddedDatabase database = open()) {
            assertThat(ask(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void itIsDurableListensOnLoopbackOnlyAndAsksForAPassword() throws Exception {
        try (EmbeddedDatabase database = open()) {
            assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(database, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(database, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), database.user(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            Path published = data.resolve("postgres/connection.properties");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(published)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(published)).contains(database.password());
        }
    }

    /** Also the role of a cluster that an earlier version made. */
    @Test
    void itsRoleMayAskForACheckpoint() throws Exception {
        String right = "SELECT pg_has_role('waybill', 'pg_checkpoint', 'USAGE')";
        try (EmbeddedDatabase database = open()) {
            assertThat(ask(database, right)).isEqualTo("t");
            run(database, "CHECKPOINT");
            try (Connection administrator =
                            DriverManager.getConnection(database.url(), "postgres", database.password());
                    Statement statement = administrator.createStatement()) {
                statement.execute("REVOKE pg_checkpoint FROM waybill");
            }
            assertThat(ask(database, right)).isEqualTo("f");
        }

        try (EmbeddedDatabase database = open()) {
            assertThat(ask(database, right)).isEqualTo("t");
        }
    }

    @Test
    void whatAnApplicationCreatesIsNotPutIntoWaybillsOwnSchema() throws Exception {
        try (EmbeddedDatabase database = open()) {
            run(database, "CREATE SCHEMA IF NOT EXISTS waybill");
            run(database, "CREATE TABLE kept (answer int)");

            assertThat(ask(database, "SELECT schemaname FROM pg_tables WHERE tablename = 'kept'"))
                    .isEqualTo("public");
        }
    }

    @Test
    void aSecondUserAttachesAndTheLastOneStopsTheServer() throws Exception {
        EmbeddedDatabase first = open();
        EmbeddedDatabase second = open();
        assertThat(second.url()).isEqualTo(first.url());

        first.close();
        assertThat(ask(second, "SELECT 1")).isEqualTo("1");

        second.close();
        assertThat(postmaster()).isEmpty();
    }

    @Test
    void severalThatOpenAtOnceShareOneServer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<EmbeddedDatabase> opening = this::open;
            List<EmbeddedDatabase> databases = threads.invokeAll(List.of(opening, opening, opening, opening)).stream()
                    .map(EmbeddedDatabaseTest::result)
                    .toList();
            assertThat(databases)
                    .extracting(EmbeddedDatabase::url)
                    .containsOnly(databases.get(0).url());
            databases.forEach(EmbeddedDatabase::close);
        } finally {
            threads.shutdown();
        }
        assertThat(postmaster()).isEmpty();
    }

    @Test
    void aServerLeftBehindByAProcessThatDiedIsTakenOver() throws Exception {
        EmbeddedDatabase lost = open();
        run(lost, "CREATE TABLE kept AS SELECT 42 AS answer");
        forgetUsers();

        try (EmbeddedDatabase database = open()) {
            assertThat(ask(database, "SELECT answer FROM kept")).isEqualTo("42");
        }

        assertThat(postmaster()).isEmpty();
    }

    @Test
    void aServerThatWasKilledStartsAgainWithItsData() throws Exception {
        EmbeddedDatabase database = open();
        run(database, "CREATE TABLE kept AS SELECT 42 AS answer");
        ProcessHandle process =
                ProcessHandle.of(postmaster().orElseThrow().pid()).orElseThrow();
        process.children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
        database.close();

        try (EmbeddedDatabase again = open()) {
            assertThat(ask(again, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    @Tag("thorough")
    void aServerThatWasKilledWhileASessionWasBusyStartsAgainAtOnce() throws Exception {
        ExecutorService busy = Executors.newSingleThreadExecutor();
        try (EmbeddedDatabase database = open()) {
            run(database, "CREATE TABLE kept AS SELECT 43 AS answer");
            Future<?> statement = busy.submit(() -> {
                run(database, "SELECT count(*) FROM generate_series(1, 2000) AS a, generate_series(1, 1000000) AS b");
                return null;
            });
            await().until(() -> ask(
                            database,
                            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%AS b%'"
                                    + " AND pid <> pg_backend_pid()")
                    .equals("1"));

            ProcessHandle.of(postmaster().orElseThrow().pid()).orElseThrow().destroyForcibly();
            await().until(() -> postmaster().isEmpty());
            database.revive();

            assertThat(ask(database, "SELECT answer FROM kept")).isEqualTo("43");
            assertThatThrownBy(() -> statement.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
        } finally {
            busy.shutdownNow();
        }
    }

    @Test
    @Tag("thorough")
    void aMakingThatWasCutOffIsBegunAnew(@TempDir Path other) throws Exception {
        Path home = Files.createDirectories(other.resolve("postgres"));
        Files.createDirectories(home.resolve("cluster"));
        Files.writeString(home.resolve("cluster/postgresql.conf"), "half");
        Files.writeString(home.resolve("initialising"), "");

        try (EmbeddedDatabase database = EmbeddedDatabase.open(other, TestServer.BINARIES)) {
            assertThat(ask(database, "SELECT current_user")).isEqualTo("waybill");
        }
    }

    @Test
    @Tag("thorough")
    void programsThatWereUnpackedHalfAreUnpackedAgain(@TempDir Path other) throws Exception {
        Path binaries = other.resolve("postgres/binaries");
        List<Path> unpacked;
        try (EmbeddedDatabase database = open();
                Stream<Path> all = Files.walk(TestServer.BINARIES)) {
            assertThat(ask(database, "SELECT 1")).isEqualTo("1");
            unpacked = all.toList();
        }
        for (Path file : unpacked) {
            Path copy = binaries.resolve(TestServer.BINARIES.relativize(file));
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(copy);
            } else if (Files.isSymbolicLink(file)) {
                Files.createSymbolicLink(copy, Files.readSymbolicLink(file));
            } else if (file.endsWith("bin/initdb")) {
                Files.writeString(copy, "half");
            }
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.open(other)) {
            assertThat(ask(database, "SELECT current_user")).isEqualTo("waybill");
        }
        try (Stream<Path> folders = Files.list(binaries)) {
            assertThat(folders).allMatch(folder -> Files.exists(folder.resolve(".exists")));
        }
    }

    @Test
    void aMissingPasswordFileIsSaidAndTheDataIsLeftAlone() throws Exception {
        open().close();
        Path published = data.resolve("postgres/connection.properties");
        Path elsewhere = Files.move(published, data.resolve("elsewhere"));

        assertThatThrownBy(this::open)
                .isInstanceOf(TargetUnavailableException.class)
                .hasMessageContaining("connection.properties")
                .hasMessageContaining("put it back");
        assertThat(data.resolve("postgres/cluster/PG_VERSION")).exists();
        Files.move(elsewhere, published);
    }

    @Test
    void theLedgerCanBeMadeInIt() throws Exception {
        try (EmbeddedDatabase database = open();
                Target target = Target.at("timetable", database)) {
            target.migrate();
            assertThat(ask(database, "SELECT count(*) FROM waybill.waybills")).isEqualTo("0");
            assertThat(target.embedded()).isTrue();
        }
    }

    private EmbeddedDatabase open() {
        return EmbeddedDatabase.open(data, TestServer.BINARIES);
    }

    private Optional<Postmaster> postmaster() throws IOException {
        return Postmaster.of(data.toRealPath().resolve("postgres/cluster"));
    }

    private void forgetUsers() throws IOException {
        try (var entries = Files.list(data.resolve("postgres/users"))) {
            for (Path entry : entries.toList()) {
                Files.delete(entry);
            }
        }
    }

    private static EmbeddedDatabase result(java.util.concurrent.Future<EmbeddedDatabase> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
