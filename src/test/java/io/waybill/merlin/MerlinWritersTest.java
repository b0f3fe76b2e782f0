package io.waybill.merlin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The application writes to the tables of a drop while the drop is compared with them. */
@ExtendWith(TestPostgres.class)
class MerlinWritersTest {
    private static final String WAITING =
            "SELECT count(*) FROM pg_locks WHERE mode = 'ShareRowExclusiveLock' AND NOT granted";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException, IOException {
        database = own;
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
        waybill = TestWaybill.startOnly("merlin", folder, database);
        LedgerEntry first =
                waybill.drop("merlin/users", "users.csv", "email,name,phone\nada@x.ir,Ada,1112223\nbob@x.ir,Bob,\n");
        assertThat(first.state()).as(first.message()).isEqualTo(State.DELIVERED);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @Test
    void whatSomebodyWritesDuringTheComparisonIsPartOfWhatIsDeliveredAndTakenBack() throws Exception {
        LedgerEntry page = during(
                "UPDATE api_user SET phone = '4445556' WHERE email = 'ada@x.ir'",
                "email,name\nada@x.ir,Ada Lovelace\n",
                false);

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.run().attempts()).isEqualTo(2);
        assertThat(user("ada@x.ir")).isEqualTo("Ada Lovelace|4445556");
        assertThat(waybill.undone(page, false).state()).isEqualTo(State.DELIVERED);
        assertThat(user("ada@x.ir")).isEqualTo("Ada|4445556");
    }

    @Test
    void aPersonWhoIsAddedDuringTheComparisonIsNotAddedTwice() throws Exception {
        LedgerEntry page = during(
                "CREATE TEMP TABLE another ON COMMIT DROP AS SELECT * FROM api_user WHERE email = 'bob@x.ir';"
                        + " UPDATE another SET id = 99, uuid = gen_random_uuid(), email = 'cyd@x.ir', username = 'cyd', name = 'C';"
                        + " INSERT INTO api_user OVERRIDING SYSTEM VALUE TABLE another",
                "email,name\ncyd@x.ir,Cyd\n",
                false);

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM api_user WHERE email = 'cyd@x.ir' AND name = 'Cyd'"))
                .isEqualTo(1);
        assertThat(page.plan().tables().stream()
                        .filter(table -> table.table().endsWith("api_user"))
                        .mapToLong(table -> table.inserted())
                        .sum())
                .isZero();
    }

    @Test
    void aPreviewShowsThePlanThatFollowsFromWhatIsThere() throws Exception {
        LedgerEntry page = during(
                "UPDATE api_user SET name = 'Robert' WHERE email = 'bob@x.ir'", "email,name\nbob@x.ir,Robert\n", true);

        assertThat(page.state()).isEqualTo(State.PREVIEWED);
        assertThat(waybill.changes(page)).isEmpty();
        assertThat(user("bob@x.ir")).isEqualTo("Robert|");
    }

    @Test
    void exactlyTheApprovedPlanIsAppliedOrItWaitsForAnotherLook() throws Exception {
        database.run("INSERT INTO api_tribe (uuid, name, description) VALUES (gen_random_uuid(), 'Platform', '')");
        LedgerEntry held = waybill.drop(
                "merlin/tribes", "tribes.csv", "tribe_name,tribe_engineering_director_email\nPlatform,ada@x.ir\n");
        assertThat(held.state()).as(held.message()).isEqualTo(State.HELD);

        LedgerEntry again = during(
                "UPDATE api_tribe SET engineering_director_id = (SELECT id FROM api_user WHERE email = 'bob@x.ir')",
                () -> waybill.decided(held, true));
        assertThat(again.state()).as(again.message()).isEqualTo(State.HELD);
        assertThat(again.message()).startsWith("The target has changed since this plan was approved: 1 change is new");

        LedgerEntry delivered = during(
                "UPDATE api_user SET gmail = 'b@x.ir' WHERE email = 'bob@x.ir'", () -> waybill.decided(again, true));
        assertThat(delivered.state()).as(delivered.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT engineering_director_id FROM api_tribe"))
                .containsExactly("1");
    }

    @Test
    void peopleWhoWriteAllTheTimeCannotKeepADropOut() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService others = Executors.newFixedThreadPool(2);
        List<Future<Integer>> writers = new ArrayList<>();
        for (String email : List.of("ada@x.ir", "bob@x.ir")) {
            writers.add(others.submit(() -> {
                int written = 0;
                try (Connection connection = database.dataSource().getConnection();
                        Statement writer = connection.createStatement()) {
                    while (!ended.get()) {
                        writer.executeUpdate("UPDATE api_user SET last_login = now() WHERE email = '" + email + "'");
                        written++;
                    }
                }
                return written;
            }));
        }
        try {
            LedgerEntry page = waybill.drop("merlin/users", "many.csv", "email,name\nada@x.ir,Augusta\ndan@x.ir,Dan\n");

            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(page.run().attempts()).isLessThanOrEqualTo(2);
            assertThat(database.number("SELECT count(*) FROM api_user WHERE name IN ('Augusta', 'Dan')"))
                    .isEqualTo(2);
        } finally {
            ended.set(true);
            others.shutdown();
        }
        for (Future<Integer> writer : writers) {
            assertThat(writer.get()).isPositive();
        }
    }

    private static LedgerEntry during(String write, String csv, boolean preview) throws Exception {
        return during(
                write,
                () -> waybill.ended(waybill.put("merlin/users", "users.csv", csv.getBytes(UTF_8), preview, false)));
    }

    /** Does something while another session has written; this one commits when rows are about to be written. */
    private static LedgerEntry during(String write, Callable<LedgerEntry> work) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection connection = database.dataSource().getConnection();
                Statement writer = connection.createStatement()) {
            connection.setAutoCommit(false);
            writer.execute(write);
            Future<LedgerEntry> page = other.submit(work);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> database.number(WAITING) > 0);
            connection.commit();
            return page.get();
        } finally {
            other.shutdown();
        }
    }

    private static String user(String email) {
        return database.query("SELECT name, phone FROM api_user WHERE email = '" + email + "'")
                .get(0);
    }
}
