package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.Refresh.Dumps;
import io.waybill.boot.Application;
import io.waybill.database.TargetSettings;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Requests;
import io.waybill.model.DropOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of the user's own, where Waybill is a guest: what it may be lacking, and what becomes of drops meanwhile. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class OwnDatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String SECRET = "hidden-from-all";
    /** All that the application has made, in the words of the catalogue. */
    private static final String APPLICATIONS =
            "SELECT 'relation', c.oid, relname, relkind::text, relowner, relpersistence::text"
                    + "   FROM pg_class AS c WHERE relnamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT 'constraint', oid, conname, contype::text, conrelid, condeferrable::text || condeferred"
                    + "   FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
                    + " UNION ALL SELECT 'trigger', t.oid, tgname, tgenabled::text, tgrelid, '' FROM pg_trigger AS t"
                    + "   JOIN pg_class AS c ON c.oid = tgrelid WHERE relnamespace = 'public'::regnamespace ORDER BY 1, 2";

    @TempDir
    private static Path folder;

    private static Dumps dumps;

    @BeforeAll
    static void dumps() throws IOException {
        dumps = Dumps.invented(folder.resolve("dumps"), 13, 600);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aUserWhoOwnsTheTablesOrOnlyMayWriteRefreshesThemAndMakesNothingButItsOwnSchema(
            boolean owner, TestDatabase database) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("home " + owner), database, dumps.play());
        String user = guest(database, owner);
        List<String> before = database.query(APPLICATIONS);
        Map<String, String> tables = refresh.tables();
        refresh.home().withTarget("TIMETABLE", new TargetSettings(database.url(), user, SECRET));

        refresh.drop(dumps.live());
        try (Application application = refresh.start()) {
            refresh.awaitEnded(1);
        }

        assertThat(refresh.state(1))
                .as(refresh.value("SELECT message FROM waybill.waybills"))
                .isEqualTo("delivered");
        assertThat(refresh.tables()).isNotEqualTo(tables);
        assertThat(database.query(APPLICATIONS)).isEqualTo(before);
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' ORDER BY 1"))
                .containsExactly("information_schema", "public", "waybill");
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void whateverIsSetForADatabaseItsDropsAreDeliveredAndUndone(String isolation, TestDatabase database)
            throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("odd " + isolation), database, dumps.play());
        Map<String, String> before = refresh.tables();
        for (String setting : List.of(
                "default_transaction_isolation = '" + isolation + "'",
                "statement_timeout = '40ms'",
                "lock_timeout = '20ms'",
                "idle_in_transaction_session_timeout = '20ms'",
                // Longer, because on a busy machine a connection is that old before it can be told otherwise.
                "idle_session_timeout = '1s'",
                "transaction_timeout = '100ms'",
                "timezone = 'America/St_Johns'",
                "datestyle = 'German'",
                "array_nulls = off",
                "transform_null_equals = on",
                "search_path = public, pg_temp")) {
            database.run("ALTER DATABASE " + database.name() + " SET " + setting);
        }

        refresh.drop(dumps.live());
        try (Application application = refresh.start()) {
            refresh.awaitEnded(1);
            assertThat(refresh.state(1)).isEqualTo("delivered");
            assertThat(refresh.tables()).isNotEqualTo(before);
            Ledger ledger = new Ledger(application.target().dataSource(), Clock.systemUTC());
            new Requests(ledger, application.ledger(), "test").undo(1, false, "ada", DropOptions.newToken());
            refresh.awaitEnded(2);
            assertThat(refresh.state(2)).isEqualTo("delivered");
        }
        assertThat(refresh.tables()).isEqualTo(before);
    }

    @Test
    void missingTablesAreToldBeforeAnythingIsRead(TestDatabase database) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("missing"), database, dumps.play());
        database.run("DROP TABLE timetables_eventtag, timetables_thinglock");

        refresh.drop(dumps.live());
        try (Application application = refresh.start()) {
            refresh.awaitEnded(1);
        }

        assertThat(refresh.state(1)).isEqualTo("failed");
        assertThat(refresh.value("SELECT message FROM waybill.waybills"))
                .contains("timetables_eventtag", "timetables_thinglock")
                .endsWith("Nothing was changed.");
        assertThat(refresh.places("live.dump")).containsExactly("error/timetable/live/#/live.dump");
        assertThat(refresh.names("outbox/timetable")).isEmpty();
        assertThat(refresh.stages()).isEmpty();
    }

    @Test
    void commandsThatCannotReachTheDatabaseSaySoInOneSentence() throws Exception {
        TestHome home = TestHome.ofProject(folder.resolve("nowhere"))
                .withTarget("TIMETABLE", new TargetSettings("jdbc:postgresql://127.0.0.1:1/play", "guest", SECRET));

        for (List<String> command : List.of(
                List.of("list"), List.of("drop", "timetable/live", dumps.live().toString(), "--wait"))) {
            WaybillProcess failed = WaybillProcess.run(home, command.toArray(String[]::new));

            assertThat(failed.exitStatus()).isEqualTo(1);
            assertThat(failed.err().lines()).hasSize(1);
            assertThat(failed.err())
                    .startsWith("waybill: ")
                    .contains("The database 127.0.0.1:1/play cannot be reached")
                    .doesNotContain(SECRET);
        }
        assertThat(home.data().inbox(Refresh.LIVE).toFile().list()).containsExactly("preview");
    }

    @Test
    void aServeWhoseSettingsAreWrongEndsWithASentence(TestDatabase database) throws Exception {
        TestHome home = TestHome.ofProject(folder.resolve("wrong"))
                .withTarget(
                        "TIMETABLE",
                        new TargetSettings(database.url().replace(database.name(), "none"), database.user(), SECRET));

        WaybillProcess serve = WaybillProcess.run(home, "serve");

        assertThat(serve.exitStatus()).isEqualTo(1);
        assertThat(serve.err().lines()).hasSize(1);
        assertThat(serve.err())
                .startsWith("waybill: ")
                .contains("/none does not exist")
                .doesNotContain(SECRET);
    }

    @Test
    @Tag("thorough")
    void aServeWhoseDatabaseIsAwayAtTheStartWaitsForItSaysSoOnceAndCarriesWhatWasDroppedMeanwhile(
            TestDatabase database, TestServer server) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("later"), database, dumps.play());
        int port = freePort();
        refresh.home().with("WAYBILL_HTTP_PORT", Integer.toString(port));
        server.shut(database);
        try (WaybillProcess serve = refresh.serve()) {
            refresh.drop(dumps.live());
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> get(port, "health").statusCode() == 503);
            assertThat(get(port, "health").body())
                    .contains("\"status\":\"DOWN\"", "The database 127.0.0.1:", "next try")
                    .doesNotContain("Exception");
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(refresh.names("inbox/timetable/live")).contains("live.dump");

            server.open(database);
            refresh.awaitEnded(1);

            assertThat(refresh.state(1)).isEqualTo("delivered");
            assertThat(get(port, "health").statusCode()).isEqualTo(200);
            assertThat(serve.err().lines().filter(line -> line.contains("The database")))
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("WARN", "Drops wait in their folders; Waybill tries again by itself.");
            assertThat(serve.err()).contains("works again: drops are carried.").doesNotContain("\tat ", "ERROR");
            serve.signal();
            assertThat(serve.exitStatus()).isEqualTo(143);
        }
    }

    @Test
    @Tag("thorough")
    void aServeThatWaitsForItsDatabaseEndsWithASentenceWhenTheDatabaseDoesNotLetItIn(
            TestDatabase database, TestServer server) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("refused"), database, dumps.play());
        refresh.home().withTarget("TIMETABLE", new TargetSettings(database.url(), "nobody_" + database.name(), SECRET));
        server.shut(database);
        server.administer("CREATE ROLE nobody_" + database.name() + " LOGIN");
        try (WaybillProcess serve = refresh.serve()) {
            await().atMost(SOON).until(() -> serve.err().contains("Drops wait"));
            server.administer("ALTER ROLE nobody_" + database.name() + " NOLOGIN");
            assertThat(serve.exitStatus()).isEqualTo(1);
            assertThat(serve.err()).contains("waybill: The database 127.0.0.1:", "rejects user nobody_");
        }
    }

    @Test
    @Tag("thorough")
    void whileTheDatabaseIsAwayDropsWaitHealthSaysSoAndTheyAreCarriedWhenItReturns(
            TestDatabase database, TestServer server) throws Exception {
        Refresh refresh = Refresh.of(folder.resolve("away"), database, dumps.play());
        int port = freePort();
        refresh.home()
                .withTarget("TIMETABLE", new TargetSettings(database.url(), guest(database, true), SECRET))
                .with("WAYBILL_HTTP_PORT", Integer.toString(port));
        try (Application application = refresh.start()) {
            HttpResponse<String> up = get(port, "health");
            assertThat(up.statusCode()).isEqualTo(200);
            assertThat(up.body()).contains("{\"status\":\"UP\"").doesNotContain(SECRET);
            assertThat(othersReach(port)).isFalse();

            server.shut(database);
            refresh.drop(dumps.live());
            HttpResponse<String> down = get(port, "health");
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.body())
                    .contains("{\"status\":\"DOWN\"", "The database 127.0.0.1:")
                    .doesNotContain(SECRET, "\\tat ", "Exception");
            assertThat(refresh.names("inbox/timetable/live")).contains("live.dump");

            server.open(database);
            refresh.awaitEnded(1);
            assertThat(refresh.state(1)).isEqualTo("delivered");
            assertThat(get(port, "health").statusCode()).isEqualTo(200);
            assertThat(get(port, "metrics").body())
                    .containsPattern("camel_exchanges_total\\{.*routeId=\"refresh-play\".*} 1.0")
                    .contains(
                            "waybill_ended_total{feed=\"timetable/live\",state=\"delivered\"} 1.0",
                            "waybill_ended_total{feed=\"timetable/play\",state=\"failed\"} 0.0",
                            "waybill_duration_seconds_count{feed=\"timetable/live\"} 1")
                    .containsPattern("waybill_records_total\\{feed=\"timetable/live\",outcome=\"updated\"} [1-9]");
        }
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleOfALoadFailsNoDrop(TestDatabase database) throws Exception {
        Dumps large = Dumps.invented(folder.resolve("large"), 17, 8_000);
        Refresh refresh = Refresh.of(folder.resolve("middle"), database, large.play());
        Map<String, String> before = refresh.tables();
        refresh.home().withTarget("TIMETABLE", new TargetSettings(database.url(), guest(database, true), SECRET));
        try (Application application = refresh.start()) {
            refresh.drop(large.live());
            await().atMost(SOON).pollInterval(Duration.ofMillis(2)).until(() -> "reading".equals(refresh.state(1)));
            database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid()");
            assertThat(refresh.tables()).isEqualTo(before);
            refresh.awaitEnded(1);
        }
        assertThat(database.query("SELECT state, attempts FROM waybill.waybills"))
                .as("the attempt that was cut off is forgotten")
                .containsExactly("delivered|1");
        assertThat(refresh.places("live.dump")).hasSize(1).first().asString().startsWith("archive/");
        await().atMost(SOON).untilAsserted(() -> assertThat(refresh.stages()).isEmpty());
    }

    /** A user of this database who may make schemas in it, and owns the application's tables or may only write to them. */
    private static String guest(TestDatabase database, boolean owner) {
        String user = "guest_" + database.name() + (owner ? "_owner" : "_writer");
        database.run(
                "CREATE ROLE " + user + " LOGIN PASSWORD '" + SECRET + "'",
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + user,
                "GRANT USAGE ON SCHEMA public TO " + user);
        for (String table : database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            database.run(
                    owner
                            ? "ALTER TABLE " + table + " OWNER TO " + user
                            : "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO " + user);
        }
        if (!owner) {
            database.run("GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO " + user);
        }
        return user;
    }

    private static HttpResponse<String> get(int port, String what) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + "/observe/" + what);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Whether the port answers on any address of this machine that others can reach. */
    private static boolean othersReach(int port) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .forEach(addresses::add);
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket(address, port)) {
                return socket.isConnected();
            } catch (IOException e) {
                continue;
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
