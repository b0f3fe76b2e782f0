package io.waybill.merlin;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The checks of what is delivered, each of which finds what it is for. */
@ExtendWith(TestPostgres.class)
class MerlinChecksTest {
    @TempDir
    Path folder;

    @Test
    void warningsAreToldAndErrorsRollEverythingBack(TestDatabase database) throws IOException, SQLException {
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
        run(
                database,
                "INSERT INTO api_organization (id, uuid, name, description) VALUES (1, gen_random_uuid(), 'Org', '')",
                "INSERT INTO api_team (id, uuid, name, description) VALUES (1, gen_random_uuid(), 'Infra', '')",
                "INSERT INTO api_ladder (id, uuid, code, name, description) VALUES (1, gen_random_uuid(), 'S', 'Soft', ''),"
                        + " (2, gen_random_uuid(), 'T', 'Tech', '')",
                "INSERT INTO api_ladderaspect (id, uuid, code, name, \"order\", ladder_id) VALUES (1, gen_random_uuid(), 'c', 'C', 0, 1)",
                "INSERT INTO api_ladderlevel (id, uuid, level, stage, weight, aspect_id, ladder_id)"
                        + " VALUES (1, gen_random_uuid(), 1, 'EARLY', 1, 1, 2)",
                user(1, "one@x.ir", 2),
                user(2, "two@x.ir", 1),
                user(3, "ONE@x.ir", null),
                "INSERT INTO api_timelineevent (id, uuid, event_type, summary_text, effective_date, visibility_mask, user_id)"
                        + " VALUES (1, gen_random_uuid(), 'PROMOTION', '', '2024-01-01', 1, 1)");
        try (TestWaybill waybill = TestWaybill.start(folder, database)) {
            LedgerEntry told = waybill.drop("merlin/users", "users.csv", "Email\nnew@x.ir\n");
            assertThat(told.state()).as(told.message()).isEqualTo(State.DELIVERED);
            assertThat(told.results().checks().stream().filter(check -> check.rows() > 0))
                    .extracting(
                            check -> check.name() + " " + (check.error() ? "error" : "warning") + " " + check.rows())
                    .containsExactlyInAnyOrder(
                            "duplicate-emails warning 1",
                            "invalid-event-types warning 1",
                            "invalid-level-numbers warning 1",
                            "ladders-without-aspects warning 1",
                            "leader-cycles warning 2",
                            "missing-departments warning 1",
                            "teams-without-tribes warning 1");

            // What the foreign keys keep out, unless somebody takes them away.
            run(
                    database,
                    "DO $$ DECLARE k record; BEGIN FOR k IN SELECT conrelid::regclass AS t, conname FROM pg_constraint"
                            + " WHERE contype = 'f' AND conrelid::regclass::text LIKE 'api_%' LOOP"
                            + " EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.t, k.conname); END LOOP; END $$",
                    "UPDATE api_user SET email = '' WHERE id = 3",
                    "UPDATE api_user SET team_id = 99, agile_coach_id = 99 WHERE id = 2",
                    "UPDATE api_team SET tribe_id = 99",
                    "UPDATE api_timelineevent SET user_id = 99",
                    "INSERT INTO api_compensationsnapshot (id, uuid, bonus_percentage, effective_date, is_redacted, user_id,"
                            + " salary_change) VALUES (1, gen_random_uuid(), 0, '2024-01-01', false, 99, 0)");
            LedgerEntry refused = waybill.drop("merlin/users", "more.csv", "Email\nmore@x.ir\n");
            assertThat(refused.state()).isEqualTo(State.FAILED);
            assertThat(refused.times().steps())
                    .as("on the stage, before anything is written")
                    .extracting(LedgerEntry.Step::state)
                    .doesNotContain(State.PLANNED, State.APPLYING);
            assertThat(refused.results().checks().stream().filter(check -> check.error() && check.rows() > 0))
                    .extracting(check -> check.name())
                    .containsExactlyInAnyOrder(
                            "events-without-users",
                            "invalid-leaders",
                            "invalid-team-references",
                            "orphaned-relations",
                            "snapshots-without-users",
                            "users-without-required-fields");
            assertThat(database.number("SELECT count(*) FROM api_user WHERE email = 'more@x.ir'"))
                    .isZero();

            run(
                    database,
                    "UPDATE api_user SET team_id = NULL, agile_coach_id = NULL, leader_id = NULL",
                    "UPDATE api_user SET email = id || '@x.ir', username = id || '@x.ir'",
                    "UPDATE api_team SET tribe_id = NULL",
                    "UPDATE api_timelineevent SET user_id = 1",
                    "UPDATE api_compensationsnapshot SET user_id = 1",
                    "CREATE FUNCTION astray() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN NEW.team_id := 99; RETURN NEW; END $$",
                    "CREATE TRIGGER astray BEFORE INSERT ON api_user FOR EACH ROW EXECUTE FUNCTION astray()");
            LedgerEntry astray = waybill.drop("merlin/users", "astray.csv", "Email\nastray@x.ir\n");
            assertThat(astray.state()).isEqualTo(State.FAILED);
            assertThat(astray.times().steps())
                    .as("once more in the transaction, after it was written")
                    .extracting(LedgerEntry.Step::state)
                    .contains(State.APPLYING);
            assertThat(astray.message()).contains("invalid-team-references");
        }
    }

    private static String user(int id, String email, Integer leader) {
        return "INSERT INTO api_user (id, uuid, password, is_superuser, username, first_name, last_name, email, is_staff,"
                + " is_active, date_joined, leader_id) VALUES (" + id + ", gen_random_uuid(), '', false, '" + email
                + "', '', '', '" + email + "', false, true, now(), " + leader + ")";
    }

    private static void run(TestDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }
}
