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
        waybill = TestWaybill.start(folder, database);
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

    /** Drops a file while another session has written something; this one commits when the drop is about to write its rows. */
    private static LedgerEntry during(String write, String csv, boolean preview) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement writer = connection.createStatement()) {
            connection.setAutoCommit(false);
            writer.execute(write);
            String token = waybill.put("merlin/users", "users.csv", csv.getBytes(UTF_8), preview, false);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> database.number(WAITING) > 0);
            connection.commit();
            return waybill.ended(token);
        }
    }

    private static String user(String email) {
        return database.query("SELECT name, phone FROM api_user WHERE email = '" + email + "'")
                .get(0);
    }
}
