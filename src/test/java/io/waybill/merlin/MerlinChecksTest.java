package io.waybill.merlin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The checks of what is delivered, each of which finds what it is for. */
@ExtendWith(TestPostgres.class)
class MerlinChecksTest {
    @TempDir
    Path folder;

    @Test
    void whatADropBringsAboutRollsItBackAndWhatWasThereBeforeIsTold(TestDatabase database)
            throws IOException, SQLException {
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
        try (TestWaybill waybill =
                TestWaybill.startOnly("merlin", folder, database, Map.of(), MerlinChecksTest::namesAreChecked)) {
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
                            "teams-without-tribes warning 1",
                            "users-without-names warning 4");

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
                            + " salary_change) VALUES (1, gen_random_uuid(), 0, '2024-01-01', false, 99, 0)",
                    "UPDATE api_organization SET function_owner_id = 99",
                    "INSERT INTO api_committee_members (committee_id, user_id) VALUES (99, 1)",
                    "UPDATE api_ladderaspect SET ladder_id = 99",
                    "INSERT INTO api_senioritysnapshot (id, uuid, title, overall_score, details_json, effective_date, is_redacted,"
                            + " ladder_id, user_id, stages_json)"
                            + " VALUES (1, gen_random_uuid(), '', 0, '{}', '2024-01-01', false, 99, 1, '{}')",
                    "INSERT INTO api_summary (id, uuid, content, bonus, salary_change, note_id, submit_status, aspect_changes,"
                            + " is_import) VALUES (1, gen_random_uuid(), '', 0, 0, 99, 2, '{}', true)");
            LedgerEntry carried = waybill.drop("merlin/users", "more.csv", "Email,Name\nmore@x.ir,More\n");
            assertThat(carried.state()).as(carried.message()).isEqualTo(State.DELIVERED);
            assertThat(carried.results().checks().stream()
                            .filter(check -> check.sentence().endsWith("It was so before this drop.")))
                    .allMatch(check -> !check.error() && check.rows() > 0)
                    .extracting(check -> check.name())
                    .containsExactlyInAnyOrder(
                            "aspects-without-ladders",
                            "events-without-users",
                            "invalid-committee-members",
                            "invalid-leaders",
                            "invalid-role-holders",
                            "invalid-snapshot-references",
                            "invalid-team-references",
                            "notes-without-owners",
                            "orphaned-relations",
                            "snapshots-without-users",
                            "users-without-required-fields");
            assertThat(waybill.drop("merlin/teams", "teams.csv", "team_name,team_description\nInfra,x\n")
                            .state())
                    .as("about other rows")
                    .isEqualTo(State.DELIVERED);

            LedgerEntry refused = waybill.drop("merlin/users", "new.csv", "Email,Name\nnew2@x.ir,Nobody\nz@x.ir,Zed\n");
            assertThat(refused.state()).isEqualTo(State.FAILED);
            assertThat(refused.times().steps())
                    .as("on the stage, before anything is written")
                    .extracting(LedgerEntry.Step::state)
                    .doesNotContain(State.PLANNED, State.APPLYING);
            assertThat(refused.message())
                    .contains("The check nobody failed: Somebody is called Nobody. 1 row: user ")
                    .doesNotContain("before this drop");
            assertThat(database.number("SELECT count(*) FROM api_user WHERE email = 'z@x.ir'"))
                    .isZero();
            run(database, "UPDATE api_user SET name = 'Nobody' WHERE id = 1");
            assertThat(waybill.drop("merlin/users", "other.csv", "Email,Name\nother@x.ir,Nobody\n")
                            .message())
                    .contains("Besides 1 that was so before this drop. 1 row: user ")
                    .doesNotContain("user 1.");
            assertThat(waybill.drop("merlin/users", "gone.csv", "Email,Phone\none@x.ir,12\n")
                            .state())
                    .as("a row that is so already")
                    .isEqualTo(State.DELIVERED);

            run(
                    database,
                    "UPDATE api_user SET team_id = NULL, agile_coach_id = NULL, leader_id = NULL",
                    "UPDATE api_user SET email = id || '@x.ir', username = id || '@x.ir'",
                    "UPDATE api_team SET tribe_id = NULL",
                    "UPDATE api_timelineevent SET user_id = 1",
                    "UPDATE api_compensationsnapshot SET user_id = 1",
                    "UPDATE api_organization SET function_owner_id = NULL",
                    "DELETE FROM api_committee_members",
                    "UPDATE api_ladderaspect SET ladder_id = 1",
                    "DELETE FROM api_senioritysnapshot",
                    "DELETE FROM api_summary",
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

    /** Each reference of Merlin's tables to another row, which the database's own constraints may lack. */
    @Test
    void eachReferenceToWhatIsNotThereIsFound(TestDatabase database) throws IOException, SQLException {
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
        run(
                database,
                "DO $$ DECLARE k record; BEGIN FOR k IN SELECT conrelid::regclass AS t, conname FROM pg_constraint"
                        + " WHERE contype = 'f' AND conrelid::regclass::text LIKE 'api_%' LOOP"
                        + " EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.t, k.conname); END LOOP; END $$",
                user(1, "one@x.ir", null),
                "INSERT INTO api_organization (id, uuid, name, description) VALUES (1, gen_random_uuid(), 'Org', '')",
                "INSERT INTO api_department (id, uuid, name, description) VALUES (1, gen_random_uuid(), 'Dep', '')",
                "INSERT INTO api_chapter (id, uuid, name, description) VALUES (1, gen_random_uuid(), 'Backend', '')",
                "INSERT INTO api_tribe (id, uuid, name, description) VALUES (1, gen_random_uuid(), 'Platform', '')",
                "INSERT INTO api_team (id, uuid, name, description) VALUES (1, gen_random_uuid(), 'Infra', '')",
                "INSERT INTO api_committee (id, uuid, name, description) VALUES (1, gen_random_uuid(), 'Board', '')",
                "INSERT INTO api_committee_members (id, committee_id, user_id) VALUES (1, 1, 1)",
                "INSERT INTO api_ladder (id, uuid, code, name, description) VALUES (1, gen_random_uuid(), 'S', 'Soft', '')",
                "INSERT INTO api_ladderaspect (id, uuid, code, name, \"order\", ladder_id) VALUES (1, gen_random_uuid(), 'c', 'C', 0, 1)",
                "INSERT INTO api_ladderlevel (id, uuid, level, stage, weight, aspect_id, ladder_id)"
                        + " VALUES (1, gen_random_uuid(), 1, 'انتهای سطح', 1, 1, 1)",
                "INSERT INTO api_timelineevent (id, uuid, event_type, summary_text, effective_date, visibility_mask, user_id)"
                        + " VALUES (1, gen_random_uuid(), 'NOTICE', '', '2024-01-01', 1, 1)",
                "INSERT INTO api_compensationsnapshot (id, uuid, bonus_percentage, effective_date, is_redacted, user_id,"
                        + " salary_change) VALUES (1, gen_random_uuid(), 0, '2024-01-01', false, 1, 0)",
                "INSERT INTO api_senioritysnapshot (id, uuid, title, overall_score, details_json, effective_date, is_redacted,"
                        + " user_id, stages_json) VALUES (1, gen_random_uuid(), '', 0, '{}', '2024-01-01', false, 1, '{}')",
                "INSERT INTO api_orgassignmentsnapshot (id, uuid, effective_date, user_id)"
                        + " VALUES (1, gen_random_uuid(), '2024-01-01', 1)",
                "INSERT INTO api_note (id, uuid, title, content, date, type, owner_id, is_public, period, year, submit_status,"
                        + " proposal_type, is_import, _skip_access_grants)"
                        + " VALUES (1, gen_random_uuid(), '', '', '2024-01-01', 'Goal', 1, false, 0, 1400, 3, 'EVALUATION', true, true)",
                "INSERT INTO api_summary (id, uuid, content, bonus, salary_change, note_id, submit_status, aspect_changes,"
                        + " is_import) VALUES (1, gen_random_uuid(), '', 0, 0, 1, 2, '{}', true)",
                "INSERT INTO api_noteuseraccess (id, uuid, can_view, can_edit, can_write_summary, note_id, user_id,"
                        + " can_write_feedback, can_view_feedbacks, can_view_summary)"
                        + " VALUES (1, gen_random_uuid(), true, true, true, 1, 1, true, true, true)");
        List<String> checks = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("config/checks/merlin"))) {
            for (Path file : files.toList()) {
                String check = Files.readString(file);
                if (check.contains("severity: error")) {
                    assertThat(database.query(check)).as(file.toString()).isEmpty();
                    checks.add("SELECT 1 FROM (" + check + ") AS found");
                }
            }
        }
        String all = String.join(" UNION ALL ", checks);
        List<String> references = database.query(
                "SELECT r.referring, r.referrer FROM (SELECT table_name AS referring,"
                        + " column_name AS referrer FROM information_schema.columns WHERE table_schema = 'public'"
                        + " AND column_name LIKE '%\\_id' AND table_name = ANY ('{api_user,api_organization,api_chapter,api_tribe,api_team,"
                        + "api_committee_members,api_ladderaspect,api_ladderlevel,api_timelineevent,api_compensationsnapshot,"
                        + "api_senioritysnapshot,api_orgassignmentsnapshot,api_note,api_summary,api_noteuseraccess}')) AS r ORDER BY 1, 2");
        List<String> unfound = new ArrayList<>();
        for (String reference : references) {
            String table = reference.substring(0, reference.indexOf('|'));
            String column = reference.substring(reference.indexOf('|') + 1);
            String before = database.value("SELECT " + column + " FROM " + table);
            run(database, "UPDATE " + table + " SET " + column + " = 99");
            if (database.query(all).isEmpty()) {
                unfound.add(table + "." + column);
            }
            run(database, "UPDATE " + table + " SET " + column + " = " + before);
        }
        assertThat(references).hasSizeGreaterThan(45);
        assertThat(unfound)
                .as("what no feed of Merlin writes, nor refers to")
                .containsExactlyInAnyOrder(
                        "api_note.cycle_id",
                        "api_summary.cycle_id",
                        "api_summary.ladder_id",
                        "api_timelineevent.content_type_id",
                        "api_timelineevent.created_by_id",
                        "api_timelineevent.object_id");
    }

    /** A check of an operator's own. */
    private static void namesAreChecked(Path home) {
        try {
            Files.writeString(
                    home.resolve("config/checks/merlin/nobody.sql"),
                    "-- severity: error\n-- sentence: Somebody is called Nobody.\n"
                            + "SELECT 'user ' || id FROM api_user WHERE name = 'Nobody' ORDER BY id");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
