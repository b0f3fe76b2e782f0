package io.waybill.merlin.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import io.waybill.merlin.MerlinSystem;
import io.waybill.merlin.feed.Import.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Assignments of users with the day from which they count. Today is 2026-03-21. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class AssignmentsTest {
    private static final String MOVES = "Email,Team,Leader,Effective Date";

    private static TestDatabase filled;
    private static Import whole;

    @TempDir
    Path folder;

    private TestDatabase database;
    private Import drop;

    @BeforeAll
    static void anOrganisationIsThere(TestDatabase database, @TempDir Path folder) {
        filled = database;
        whole = new Import(database, folder);
        whole.file("tribes.csv", "tribe_name,tribe_category", "Platform,tech", "Finance,non-tech")
                .file("teams.csv", "team_name,team_tribe_name", "Core,Platform", "Infra,Platform", "Books,Finance")
                .file("users.csv", "Email", "boss@x.ir", "lead@x.ir")
                .option("create-missing")
                .deliver();
    }

    @BeforeEach
    void eachTestHasACopy(TestServer server) {
        database = server.newDatabase(filled);
        drop = whole.copy(database, folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anAssignmentBeforeTheLatestOneIsHistoryAndTodayStays() {
        drop.file("users.csv", MOVES, "a@x.ir,Core,boss@x.ir,2025-05-01").deliver();

        for (String option : List.of("force-update", "create-users")) {
            Result past = drop.file("users.csv", MOVES, "a@x.ir,Books,lead@x.ir,2024-01-01")
                    .option(option)
                    .deliver();
            assertThat(past.faults()).isEmpty();
            assertThat(past.kept()).isEmpty();
        }

        assertThat(today()).containsExactly("a@x.ir|Core|boss@x.ir|Engineering");
        assertThat(history())
                .containsExactly(
                        "a@x.ir|2024-01-01|Books|Finance|lead@x.ir|Finance",
                        "a@x.ir|2025-05-01|Core|Platform|boss@x.ir|Engineering");
    }

    @Test
    void aLaterAssignmentIsAMoveAndOneOfTheSameDayIsARelationThatIsKept() {
        drop.file("users.csv", MOVES, "a@x.ir,Core,boss@x.ir,2024-01-01").deliver();

        Result sameDay =
                drop.file("users.csv", MOVES, "a@x.ir,Infra,,2024-01-01").deliver();
        assertThat(sameDay.kept()).containsExactly("1 team: Core, not Infra");
        assertThat(sameDay.changes()).isEmpty();

        Result later = drop.file("users.csv", MOVES, "a@x.ir,Books,,2025-01-01").deliver();
        assertThat(later.kept()).isEmpty();
        assertThat(later.changes()).containsExactly("api_user +0 ~1", "api_orgassignmentsnapshot +1 ~0");
        assertThat(today()).containsExactly("a@x.ir|Books|boss@x.ir|Finance");
        assertThat(drop.file("users.csv", MOVES, "a@x.ir,Books,,2025-01-01")
                        .deliver()
                        .changes())
                .isEmpty();

        drop.file("users.csv", MOVES, "a@x.ir,Infra,,2025-01-01")
                .option("force-update")
                .deliver();
        assertThat(today()).containsExactly("a@x.ir|Infra|boss@x.ir|Engineering");
        assertThat(history())
                .containsExactly(
                        "a@x.ir|2024-01-01|Core|Platform|boss@x.ir|Engineering",
                        "a@x.ir|2025-01-01|Infra|Platform|boss@x.ir|Engineering");
    }

    @Test
    void severalMovesOfAUserAreInOneFileInAnyOrderAndInAnyDrops() {
        List<String> rows = new ArrayList<>(List.of(
                "a@x.ir,Core,boss@x.ir,2023-01-01",
                "A@x.ir,Core,lead@x.ir,2024-01-01",
                "a@x.ir,Books,lead@x.ir,2025-01-01",
                "a@x.ir,Books,boss@x.ir,2026-01-01",
                "b@x.ir,Core,boss@x.ir,2025-06-01",
                "b@x.ir,Core,boss@x.ir,2023-06-01",
                "b@x.ir,Infra,lead@x.ir,2024-06-01"));
        List<String> whole = List.of(
                "a@x.ir|2023-01-01|Core|Platform|boss@x.ir|Engineering",
                "a@x.ir|2024-01-01|Core|Platform|lead@x.ir|Engineering",
                "a@x.ir|2025-01-01|Books|Finance|lead@x.ir|Finance",
                "a@x.ir|2026-01-01|Books|Finance|boss@x.ir|Finance",
                "b@x.ir|2023-06-01|Core|Platform|boss@x.ir|Engineering",
                "b@x.ir|2024-06-01|Infra|Platform|lead@x.ir|Engineering",
                "b@x.ir|2025-06-01|Core|Platform|boss@x.ir|Engineering");
        Random random = new Random(7);
        for (int tries = 0; tries < 3; tries++) {
            Collections.shuffle(rows, random);
            for (int from = 0; from < rows.size(); ) {
                int to = tries == 0 ? rows.size() : Math.min(rows.size(), from + 1 + random.nextInt(4));
                List<String> lines = new ArrayList<>(List.of(MOVES));
                lines.addAll(rows.subList(from, to));
                drop.file("users.csv", lines.toArray(String[]::new));
                if (random.nextBoolean()) {
                    drop.option("force-update");
                }
                Result result = drop.deliver();
                assertThat(result.faults()).isEmpty();
                assertThat(result.kept()).isEmpty();
                from = to - (to < rows.size() && to - from > 1 && random.nextBoolean() ? 1 : 0);
            }

            assertThat(history()).as(rows.toString()).isEqualTo(whole);
            assertThat(today())
                    .as(rows.toString())
                    .containsExactly("a@x.ir|Books|boss@x.ir|Finance", "b@x.ir|Core|boss@x.ir|Engineering");
            database.run(
                    "DELETE FROM api_orgassignmentsnapshot",
                    "DELETE FROM api_user WHERE lower(email) IN ('a@x.ir', 'b@x.ir')");
        }
    }

    @Test
    void whatARowLeavesBlankIsAsItWasOnItsDay() {
        List<String> rows = new ArrayList<>(List.of(
                "a@x.ir,Core,,2023-01-01",
                "a@x.ir,,boss@x.ir,2024-01-01",
                "a@x.ir,Books,,2025-01-01",
                "a@x.ir,,lead@x.ir,2026-01-01"));
        Collections.shuffle(rows, new Random(3));
        List<String> lines = new ArrayList<>(List.of(MOVES));
        lines.addAll(rows);
        drop.file("users.csv", lines.toArray(String[]::new)).deliver();

        assertThat(history())
                .containsExactly(
                        "a@x.ir|2023-01-01|Core|Platform|∅|Engineering",
                        "a@x.ir|2024-01-01|Core|Platform|boss@x.ir|Engineering",
                        "a@x.ir|2025-01-01|Books|Finance|boss@x.ir|Finance",
                        "a@x.ir|2026-01-01|Books|Finance|lead@x.ir|Finance");

        drop.file("users.csv", MOVES, "a@x.ir,Infra,,2025-06-01").deliver();
        assertThat(today()).as("the later day left it blank").containsExactly("a@x.ir|Infra|lead@x.ir|Engineering");
        assertThat(history())
                .contains(
                        "a@x.ir|2025-06-01|Infra|Platform|boss@x.ir|Engineering",
                        "a@x.ir|2026-01-01|Infra|Platform|lead@x.ir|Engineering")
                .hasSize(5);
    }

    @Test
    void whatARowSaysOfALaterDayStaysThoughItSaysNothingNew() {
        drop.file("users.csv", MOVES, "a@x.ir,Core,,2023-01-01", "a@x.ir,,boss@x.ir,2024-01-01")
                .deliver();
        Result said = drop.file("users.csv", MOVES, "a@x.ir,Core,,2024-01-01").deliver();
        assertThat(said.changes()).isEmpty();

        drop.file("users.csv", MOVES, "a@x.ir,Books,lead@x.ir,2023-06-01").deliver();

        assertThat(history())
                .containsExactly(
                        "a@x.ir|2023-01-01|Core|Platform|∅|Engineering",
                        "a@x.ir|2023-06-01|Books|Finance|lead@x.ir|Finance",
                        "a@x.ir|2024-01-01|Core|Platform|boss@x.ir|Engineering");
    }

    @Test
    void aBlankCellOfALaterDayIsFilledWithoutForceUpdate() {
        drop.file("users.csv", MOVES, "a@x.ir,Core,,2023-01-01", "a@x.ir,,boss@x.ir,2024-01-01")
                .deliver();

        Result filled =
                drop.file("users.csv", MOVES, "a@x.ir,Books,,2024-01-01").deliver();

        assertThat(filled.kept()).isEmpty();
        assertThat(history()).contains("a@x.ir|2024-01-01|Books|Finance|boss@x.ir|Finance");
        assertThat(today()).containsExactly("a@x.ir|Books|boss@x.ir|Finance");
    }

    @Test
    void whatSomebodyHasChangedInTheApplicationStays() {
        drop.file("users.csv", MOVES, "a@x.ir,Core,,2023-01-01", "a@x.ir,,boss@x.ir,2024-01-01")
                .deliver();
        database.run("UPDATE api_orgassignmentsnapshot SET team_id = (SELECT id FROM api_team WHERE name = 'Infra')"
                + " WHERE effective_date = '2024-01-01'");

        drop.file("users.csv", MOVES, "a@x.ir,Books,,2023-06-01").deliver();

        assertThat(history()).last().isEqualTo("a@x.ir|2024-01-01|Infra|Platform|boss@x.ir|Engineering");
    }

    @Test
    void anUndoneWaybillHasSaidNothing() {
        drop.file("users.csv", MOVES, "a@x.ir,Core,,2023-01-01", "a@x.ir,,boss@x.ir,2024-01-01")
                .deliver();
        drop.file("users.csv", MOVES, "a@x.ir,Core,,2024-01-01").deliver();
        long said = database.number("SELECT max(number) FROM waybill.waybills");
        database.run(
                "UPDATE waybill.waybills SET state = 'undone', undone_by = " + (said - 1) + " WHERE number = " + said);

        drop.file("users.csv", MOVES, "a@x.ir,Books,,2023-06-01").deliver();

        assertThat(history()).last().isEqualTo("a@x.ir|2024-01-01|Books|Finance|boss@x.ir|Finance");
    }

    @Test
    void aRowWithoutADayIsAboutTheDayOfItsDrop() {
        drop.file("users.csv", MOVES, "a@x.ir,Core,,2025-01-01").deliver();
        drop.file("users.csv", "Email,Leader", "a@x.ir,boss@x.ir").deliver();

        drop.file("users.csv", MOVES, "a@x.ir,Books,lead@x.ir,2025-06-01").deliver();

        assertThat(today()).containsExactly("a@x.ir|Books|boss@x.ir|Finance");
    }

    @Test
    void whoLeavesATeamHasNoneUntilTheNextOne() {
        drop.file(
                        "users.csv",
                        MOVES,
                        "a@x.ir,Core,,2023-01-01",
                        "a@x.ir,[clear],,2024-01-01",
                        "a@x.ir,,boss@x.ir,2025-01-01")
                .deliver();
        assertThat(today()).containsExactly("a@x.ir|∅|boss@x.ir|Engineering");

        drop.file("users.csv", MOVES, "a@x.ir,Infra,,2023-06-01").deliver();
        assertThat(today()).containsExactly("a@x.ir|∅|boss@x.ir|Engineering");
        assertThat(history())
                .containsExactly(
                        "a@x.ir|2023-01-01|Core|Platform|∅|Engineering",
                        "a@x.ir|2023-06-01|Infra|Platform|∅|Engineering",
                        "a@x.ir|2024-01-01|∅|∅|∅|Engineering",
                        "a@x.ir|2025-01-01|∅|∅|boss@x.ir|Engineering");
    }

    @Test
    void whatIsWrongWithOneMoveIsWrongWithAll() {
        Result result = drop.file(
                        "users.csv",
                        "Email,Name,Team,Leader,Effective Date",
                        "a@x.ir,,Nowhere,,2023-01-01",
                        "a@x.ir,Ana,Books,,2025-01-01",
                        "b@x.ir,,Core,,2023-01-01",
                        "b@x.ir,,Infra,,2023-01-01",
                        "b@x.ir,,Core,,2024-01-01",
                        "c@x.ir,,Core,,2023-01-01",
                        "c@x.ir,,Infra,,2024-01-01",
                        "c@x.ir,,,boss@x.ir,",
                        "d@x.ir,,Core,,2025-01-01",
                        "d@x.ir,,Infra,,2027-01-01",
                        "e@x.ir,,Core,,2025-01-01",
                        "e@x.ir,Eve,,boss@x.ir,")
                .deliver();

        assertThat(result.faults())
                .extracting(fault -> fault.replaceAll(": lines.*", ""))
                .containsExactly(
                        "1 team team-not-found: Nowhere",
                        "2 team team-not-found: Nowhere",
                        "3 email rows-disagree",
                        "4 email rows-disagree",
                        "5 email rows-disagree",
                        "6 email rows-disagree",
                        "7 email rows-disagree",
                        "8 email rows-disagree",
                        "10 effective_date date-in-future: 2027-01-01");
        assertThat(today()).containsExactly("d@x.ir|Core|∅|Engineering", "e@x.ir|Core|boss@x.ir|Engineering");
        assertThat(history())
                .as("a row without a day completes the only one with a day")
                .contains("e@x.ir|2025-01-01|Core|Platform|boss@x.ir|Engineering");
    }

    @Test
    void aPresentThatTheTargetHasWithoutADayIsKept() {
        drop.file("users.csv", "Email,Team,Leader", "a@x.ir,Core,boss@x.ir").deliver();
        database.run("DELETE FROM api_orgassignmentsnapshot");

        Result kept = drop.file("users.csv", MOVES, "a@x.ir,Books,,2025-01-01").deliver();
        assertThat(kept.kept()).containsExactly("1 team: Core, not Books");
        assertThat(today()).containsExactly("a@x.ir|Core|boss@x.ir|Engineering");

        database.run("DELETE FROM api_orgassignmentsnapshot");
        drop.file("users.csv", MOVES, "a@x.ir,Books,,2025-01-01")
                .option("force-update")
                .deliver();
        assertThat(today()).containsExactly("a@x.ir|Books|boss@x.ir|Finance");
    }

    @Test
    void aCoachHasNoHistoryAndADayWithoutAssignmentSaysNothing() {
        drop.file("users.csv", "Email,Team,PR,Effective Date", "a@x.ir,Core,boss@x.ir,2025-01-01")
                .deliver();

        Result past = drop.file(
                        "users.csv", "Email,Team,PR,Phone,Effective Date", "a@x.ir,Infra,lead@x.ir,12,2024-01-01")
                .option("force-update")
                .deliver();
        assertThat(past.kept()).containsExactly("1 agile_coach: boss@x.ir, not lead@x.ir");
        assertThat(past.changes()).containsExactly("api_user +0 ~1", "api_orgassignmentsnapshot +1 ~0");

        Result idle = drop.file("users.csv", "Email,Phone,Effective Date", "a@x.ir,13,2024-07-01")
                .deliver();
        assertThat(idle.changes()).containsExactly("api_user +0 ~1");
        assertThat(idle.dates()).containsExactly("0|1");
        assertThat(past.dates()).containsExactly("1|0");
    }

    @Test
    void aTeamThatMovedSinceDoesNotChangeThePast() {
        drop.file("users.csv", MOVES, "a@x.ir,Core,,2024-01-01").deliver();
        drop.file("teams.csv", "team_name,team_tribe_name", "Core,Finance")
                .option("force-update")
                .deliver();

        assertThat(drop.file("users.csv", MOVES, "a@x.ir,Core,,2024-01-01")
                        .deliver()
                        .changes())
                .isEmpty();
        assertThat(history().get(0)).isEqualTo("a@x.ir|2024-01-01|Core|Platform|∅|Engineering");
    }

    private List<String> today() {
        return database.query(
                "SELECT lower(u.email), t.name, l.email, d.name FROM api_user u LEFT JOIN api_team t ON t.id = u.team_id"
                        + " LEFT JOIN api_user l ON l.id = u.leader_id LEFT JOIN api_department d ON d.id = u.department_id"
                        + " WHERE lower(u.email) LIKE '_@%' ORDER BY 1");
    }

    private List<String> history() {
        return database.query(
                "SELECT lower(u.email), a.effective_date, t.name, r.name, l.email, d.name FROM api_orgassignmentsnapshot a"
                        + " JOIN api_user u ON u.id = a.user_id LEFT JOIN api_team t ON t.id = a.team_id"
                        + " LEFT JOIN api_tribe r ON r.id = a.tribe_id LEFT JOIN api_user l ON l.id = a.leader_id"
                        + " LEFT JOIN api_department d ON d.id = a.department_id ORDER BY 1, 2, a.id");
    }
}
