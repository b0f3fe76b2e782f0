package io.waybill.merlin.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.merlin.MerlinSystem;
import io.waybill.merlin.feed.Import.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Several rows about one thing: a blank cell says nothing, rows complete each other, two different values disagree. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class RowsOfOneThingTest {
    private static final List<List<Integer>> ORDERS = List.of(
            List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0), List.of(2, 0, 1), List.of(2, 1, 0));

    @TempDir
    Path folder;

    private TestDatabase database;
    private Import drop;

    @BeforeEach
    void theApplicationsTablesAreThere(TestDatabase database) {
        this.database = database;
        drop = new Import(database, folder);
        drop.file("ladders.csv", "ladder_code,ladder_name,aspect_code,aspect_name", "SOFT,Software,tech,Technical")
                .file("organizations.csv", "organization_name", "Acme")
                .file("tribes.csv", "tribe_name", "Platform")
                .file("teams.csv", "team_name,team_tribe_name", "Infra,Platform")
                .file("users.csv", "email", "boss@x.ir")
                .option("create-missing")
                .deliver();
    }

    @Test
    void aBlankCellDoesNotHideAValueWhicheverRowIsFirst() {
        Result result = drop.file(
                        "levels.csv",
                        "ladder_code,aspect_code,level,stage,weight",
                        "SOFT,tech,7,MID,",
                        "SOFT,tech,7,MID,2",
                        "SOFT,tech,8,MID,3",
                        "soft,TECH,8,mid,")
                .file("organizations.csv", "organization_name,organization_description", "Acme,", "Acme,d")
                .file("ladders.csv", "ladder_code,ladder_name,ladder_description", "S,Soft,d", "S,Soft,", "S,,")
                .deliver();

        assertThat(result.faults()).isEmpty();
        assertThat(database.query("SELECT level, weight FROM api_ladderlevel ORDER BY 1"))
                .containsExactly("7|2", "8|3");
        assertThat(database.query("SELECT name, description FROM api_organization"))
                .containsExactly("Acme|d");
        assertThat(database.query("SELECT name, description FROM api_ladder WHERE code = 'S'"))
                .containsExactly("Soft|d");
    }

    @Test
    void rowsAboutOneUserCompleteEachOtherInAnyOrder() {
        List<String> rows = new ArrayList<>(List.of("Email,Name,Phone,Team,Leader,Role,Active"));
        for (List<Integer> order : ORDERS) {
            String user = "u" + ORDERS.indexOf(order) + "@x.ir";
            List<String> own = List.of(
                    user.toUpperCase(java.util.Locale.ROOT) + ",Ana,,,,,no",
                    user + ",,0912,infra,,,",
                    user + ",Ana,,,boss@x.ir,,");
            order.forEach(place -> rows.add(own.get(place)));
        }

        Result result = drop.file("users.csv", rows.toArray(String[]::new)).deliver();

        assertThat(result.faults()).isEmpty();
        assertThat(
                        database.query(
                                "SELECT substr(u.email, 3), u.name, u.phone, t.name, l.email, u.is_active, count(*) FROM api_user u"
                                        + " JOIN api_team t ON t.id = u.team_id JOIN api_user l ON l.id = u.leader_id GROUP BY 1, 2, 3, 4, 5, 6"))
                .containsExactly("@x.ir|Ana|0912|Infra|boss@x.ir|f|6");
    }

    @Test
    void whatClearsAndWhatSetsDisagreeButABlankCellWithNeither() {
        Result result = drop.file(
                        "teams.csv",
                        "team_name,team_description,team_leader_email",
                        "Infra,[clear],",
                        "INFRA,,boss@x.ir",
                        "Core,[clear],",
                        "Core,kernel,")
                .deliver();

        assertThat(result.faults())
                .containsExactly("3 team_name rows-disagree: lines 4, 5", "4 team_name rows-disagree: lines 4, 5");
        assertThat(database.query(
                        "SELECT t.name, t.description, u.email FROM api_team t JOIN api_user u ON u.id = t.leader_id"))
                .containsExactly("Infra||boss@x.ir");
    }

    @Test
    void whatIsWrongWithAThingIsWrongWithAllRowsAboutIt() {
        for (List<String> rows :
                List.of(List.of("a@x.ir,Ana,", "a@x.ir,,Nowhere"), List.of("a@x.ir,,Nowhere", "a@x.ir,Ana,"))) {
            Result result = drop.file("users.csv", "Email,Name,Team", rows.get(0), rows.get(1), "b@x.ir,Ben,Infra")
                    .deliver();

            assertThat(result.faults())
                    .containsExactly("1 team team-not-found: Nowhere", "2 team team-not-found: Nowhere");
        }
        assertThat(database.query("SELECT email FROM api_user ORDER BY 1")).containsExactly("b@x.ir", "boss@x.ir");
    }

    @Test
    void aRejectedLevelDoesNotTakeItsLadderWithIt() {
        List<String> rows = List.of(
                "HARD,Hardware,,x,,1,,",
                "HARD,Hardware,chips,craft,Craft,1,,2",
                "HARD,,,craft,,1,,",
                "HARD,,,craft,,2,,");
        for (List<Integer> order : ORDERS) {
            String code = "HARD" + ORDERS.indexOf(order);
            List<String> file = new ArrayList<>(
                    List.of("ladder_code,ladder_name,ladder_description,aspect_code,aspect_name,level,stage,weight"));
            order.forEach(place -> file.add(rows.get(place).replace("HARD", code)));
            file.add(rows.get(3).replace("HARD", code));

            Result result =
                    drop.file("ladders.csv", file.toArray(String[]::new)).deliver();

            assertThat(result.faults()).containsExactly((order.indexOf(0) + 1) + " aspect_code aspect-not-found: x");
        }
        assertThat(database.query(
                        "SELECT l.name, l.description, a.name, v.level, v.weight, count(*) FROM api_ladderlevel v"
                                + " JOIN api_ladderaspect a ON a.id = v.aspect_id JOIN api_ladder l ON l.id = a.ladder_id"
                                + " GROUP BY 1, 2, 3, 4, 5 ORDER BY 4"))
                .containsExactly("Hardware|chips|Craft|1|2|6", "Hardware|chips|Craft|2|1|6");
    }

    @Test
    void aLadderWhoseNameOnlyARejectGivesIsIncomplete() {
        Result result = drop.file(
                        "ladders.csv",
                        "ladder_code,ladder_name,ladder_description,aspect_code,aspect_name,level",
                        "NEW,New,,x,,1",
                        "NEW,,d,craft,Craft,1")
                .deliver();

        assertThat(result.faults()).contains("1 aspect_code aspect-not-found: x", "2 ladder_name missing-value");
        assertThat(result.changes()).isEmpty();
    }

    @Test
    void theNameOfAnAspectInPersianIsNotContradictedByTheOtherOne() {
        for (String header : List.of("SOFT,craft,Craft,", "SOFT,craft,,فن")) {
            Result result = drop.file(
                            "aspects.csv",
                            "ladder_code,aspect_code,aspect_name,persian_name",
                            header,
                            "SOFT,craft,Craft,فن",
                            "SOFT,craft,,")
                    .deliver();
            assertThat(result.faults()).isEmpty();
        }
        assertThat(database.query("SELECT name FROM api_ladderaspect WHERE code = 'craft'"))
                .containsExactly("فن");
    }

    @Test
    void ofALevelWithTwoWeightsNeitherIsDeliveredButItsLadderIs() {
        Result result = drop.file(
                        "ladders.csv",
                        "ladder_code,ladder_description,aspect_code,level,weight",
                        "SOFT,a,tech,1,1",
                        "SOFT,a,tech,1,2",
                        "SOFT,b,tech,2,2",
                        "SOFT,b,tech,3,")
                .deliver();

        assertThat(result.faults())
                .containsExactly("1 level rows-disagree: lines 2, 3", "2 level rows-disagree: lines 2, 3");
        assertThat(database.query("SELECT description FROM api_ladder")).containsExactly("b");
        assertThat(database.query("SELECT level, weight FROM api_ladderlevel ORDER BY 1"))
                .containsExactly("2|2", "3|1");
    }
}
