package io.waybill.merlin.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinSystem;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.merlin.feed.Import.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class OrganisationTest {
    @TempDir
    Path folder;

    private TestDatabase database;
    private Import drop;

    @BeforeEach
    void theApplicationsTablesAreThere(TestDatabase database) {
        this.database = database;
        drop = new Import(database, folder);
    }

    @Test
    void aWholeOrganisationIsDeliveredAtOnceAndASecondTimeChangesNothing() throws IOException {
        Path sample = Files.createDirectory(folder.resolve("sample"));
        new SampleOrganization(1, 120, 13, 120, true, false).write(sample);

        Result first = everything(sample);

        assertThat(first.faults()).isEmpty();
        assertThat(first.handovers())
                .as("four of the organisation, two of each tribe")
                .hasSize(10);
        assertThat(database.number("SELECT count(*) FROM api_user")).isEqualTo(120);
        assertThat(database.query(
                        "SELECT count(*), count(team_id), count(department_id), count(chapter_id), count(organization_id),"
                                + " count(leader_id) FROM api_user"))
                .containsExactly("120|120|120|120|120|119");
        assertThat(database.number("SELECT count(*) FROM api_orgassignmentsnapshot"))
                .isEqualTo(120);
        assertThat(database.query("SELECT name FROM api_department ORDER BY name"))
                .containsExactly("Engineering");
        assertThat(database.query("SELECT count(*), count(DISTINCT uuid) FROM api_ladderlevel"))
                .containsExactly("288|288");
        assertThat(database.query("SELECT u.email FROM api_organization o JOIN api_user u ON u.id = o.ceo_id"))
                .singleElement()
                .asString()
                .contains(".0@");
        assertThat(database.query(
                        "SELECT c.name, count(*) FROM api_committee c JOIN api_committee_members m ON m.committee_id = c.id"
                                + " GROUP BY 1 ORDER BY 1"))
                .containsExactly(
                        "CEO Committee|1",
                        "CFO Committee|1",
                        "CTO Committee|1",
                        "Engineering Director Committee|3",
                        "HR Manager Committee|1",
                        "Product Director Committee|3");

        Result second = everything(sample);

        assertThat(second.changes()).isEmpty();
        assertThat(second.faults()).isEmpty();
        assertThat(second.handovers()).isEmpty();
        assertThat(second.kept()).isEmpty();
    }

    private Result everything(Path sample) {
        for (MerlinFeed feed : MerlinFeed.values()) {
            if (feed != MerlinFeed.HISTORY) {
                drop.file(SampleOrganization.file(sample, feed));
            }
        }
        return drop.option("create-missing").deliver();
    }

    @Test
    void onlyWhatTheFileSaysChangesAndABlankCellKeeps() {
        organisation();
        drop.file(
                        "users.csv",
                        "Email,Name,Phone,Team,Chapter,Leader",
                        "a@x.ir,Ana,1,Infra,,b@x.ir",
                        "b@x.ir,Ben,2,Infra,,")
                .deliver();
        List<String> before = users();

        assertThat(drop.file("users.csv", "Email", "A@X.ir").deliver().changes())
                .isEmpty();
        assertThat(drop.file("users.csv", "Email,Name,Phone,Team,Leader", "a@x.ir,,,,")
                        .deliver()
                        .changes())
                .isEmpty();
        assertThat(users()).isEqualTo(before);

        Result renamed = drop.file("users.csv", "Email,Name", "a@x.ir,Anna").deliver();

        assertThat(renamed.changes()).containsExactly("api_user +0 ~1");
        assertThat(users())
                .containsExactly("a@x.ir|Anna|1|Infra|Engineering|b@x.ir", "b@x.ir|Ben|2|Infra|Engineering|∅");
    }

    @Test
    void theTokenClears() {
        organisation();
        drop.file("users.csv", "Email,Name,Phone,Team,Leader", "a@x.ir,Ana,1,Infra,b@x.ir", "b@x.ir,Ben,2,Infra,")
                .deliver();

        drop.file("users.csv", "Email,Phone,Team,Leader", "a@x.ir,[clear],[clear],[clear]")
                .deliver();

        assertThat(users().get(0)).isEqualTo("a@x.ir|Ana||∅|Engineering|∅");
    }

    @Test
    void relationsThatAreThereAreKeptUnlessTheyAreToBeOverwritten() {
        organisation();
        drop.file("teams.csv", "team_name,team_tribe_name", "Books,Finance").deliver();
        drop.file(
                        "users.csv",
                        "Email,Name,Team,Leader",
                        "a@x.ir,Ana,Infra,b@x.ir",
                        "b@x.ir,Ben,Infra,",
                        "c@x.ir,Cem,Infra,b@x.ir")
                .deliver();

        Result kept = drop.file("users.csv", "Email,Name,Team,Leader", "a@x.ir,Anna,Books,c@x.ir")
                .deliver();

        assertThat(kept.kept()).containsExactly("1 leader: b@x.ir, not c@x.ir", "1 team: Infra, not Books");
        assertThat(users().get(0)).isEqualTo("a@x.ir|Anna||Infra|Engineering|b@x.ir");

        Result forced = drop.file("users.csv", "Email,Team,Leader", "a@x.ir,Books,c@x.ir")
                .option("force-update")
                .deliver();

        assertThat(forced.kept()).isEmpty();
        assertThat(forced.changes()).containsExactly("api_user +0 ~1", "api_orgassignmentsnapshot +0 ~1");
        assertThat(users().get(0)).isEqualTo("a@x.ir|Anna||Books|Finance|c@x.ir");
    }

    @Test
    void whatARowRefersToMustBeThere() {
        organisation();

        Result result = drop.file(
                        "users.csv",
                        "Email,Name,Team,Tribe,Chapter,Leader,PR",
                        "a@x.ir,Ana,Infar,,Nowhere,gone@x.ir,gone@x.ir",
                        "b@x.ir,Ben,,Nirvana,,a@x.ir,",
                        "c@x.ir,Cem,Infra,,,b@x.ir,")
                .deliver();

        assertThat(result.faults())
                .as("and who refers to a reject is one too")
                .containsExactly(
                        "1 agile_coach user-not-found: gone@x.ir",
                        "1 chapter chapter-not-found: Nowhere",
                        "1 leader user-not-found: gone@x.ir",
                        "1 team team-not-found: Infar",
                        "2 tribe tribe-not-found: Nirvana",
                        "3 leader user-not-found: b@x.ir");
        assertThat(result.changes()).isEmpty();
    }

    @Test
    void whatIsMissingIsMadeWhenThatIsAskedFor() {
        Result result = drop.file(
                        "teams.csv", "team_name,team_tribe_name,team_leader_email", "Infra,Platform,boss@x.ir")
                .option("create-missing")
                .option("create-users")
                .deliver();

        assertThat(result.faults()).isEmpty();
        assertThat(result.changes())
                .containsExactly("api_department +1 ~0", "api_tribe +1 ~0", "api_team +1 ~0", "api_user +1 ~0");
        assertThat(database.query(
                        "SELECT t.name, b.name, b.category, d.name, u.email, u.username, u.name, u.password, u.is_active"
                                + " FROM api_team t JOIN api_tribe b ON b.id = t.tribe_id JOIN api_department d ON d.id = t.department_id"
                                + " JOIN api_user u ON u.id = t.leader_id"))
                .containsExactly("Infra|Platform|∅|Engineering|boss@x.ir|boss@x.ir|boss||t");
    }

    @Test
    void whatOnlyARejectRefersToIsNotMade() {
        Result result = drop.file(
                        "teams.csv", "team_name,team_tribe_name,team_leader_email", "Infra,Platform,gone@x.ir")
                .option("create-missing")
                .deliver();

        assertThat(result.faults()).containsExactly("1 team_leader_email user-not-found: gone@x.ir");
        assertThat(result.changes()).isEmpty();
    }

    @Test
    void namesAreKnownInAnySpellingAndKeptInTheirs() {
        drop.file("tribes.csv", "tribe_name,tribe_category", "پلتفرم علی,tech")
                .option("create-missing")
                .deliver();
        database.run("UPDATE api_tribe SET name = 'پلتفرم علي'");

        Result result = drop.file("tribes.csv", "tribe_name,tribe_description", "پلتفرم  علی,x")
                .deliver();

        assertThat(result.changes()).containsExactly("api_tribe +0 ~1");
        assertThat(database.query("SELECT name, description FROM api_tribe")).containsExactly("پلتفرم علي|x");
    }

    /** Whether the row of its own or one that refers to it comes first. */
    @Test
    void newThingsHavePersianLettersWhicheverSpellingComesFirst() {
        List<String> expected = List.of("علی|کیان");
        drop.file("tribes.csv", "tribe_name,tribe_category", "علي,tech")
                .file("teams.csv", "team_name,team_tribe_name", "كيان,علی")
                .option("create-missing")
                .deliver();
        String names =
                "SELECT tribe.name, team.name FROM api_team team JOIN api_tribe tribe ON tribe.id = team.tribe_id";
        assertThat(database.query(names)).isEqualTo(expected);

        database.run("DELETE FROM api_team", "DELETE FROM api_tribe");
        drop.file("teams.csv", "team_name,team_tribe_name", "کیان,علي")
                .option("create-missing")
                .deliver();
        drop.file("tribes.csv", "tribe_name,tribe_category", "علی,tech").deliver();
        assertThat(database.query(names)).isEqualTo(expected);
    }

    @Test
    void anAmbiguousNameMeansNothingUnlessItIsWrittenOut() {
        organisation();
        database.run("INSERT INTO api_team (uuid, name, description) VALUES (gen_random_uuid(), 'Infra', ''),"
                + " (gen_random_uuid(), 'INFRA', '')");

        assertThat(drop.file("users.csv", "Email,Team", "a@x.ir,infra")
                        .deliver()
                        .faults())
                .containsExactly("1 team ambiguous-team: infra");
        assertThat(drop.file("users.csv", "Email,Team", "a@x.ir,INFRA")
                        .deliver()
                        .faults())
                .isEmpty();
        assertThat(drop.file("teams.csv", "team_name,team_description", "Infra,x")
                        .deliver()
                        .faults())
                .containsExactly("1 team_name ambiguous-team: Infra");
    }

    @Test
    void rowsThatDisagreeAreAllRejectsAndRowsThatSayTheSameCountOnce() {
        Result result = drop.file("users.csv", "Email,Name", "a@x.ir,Ana", "A@x.ir,Anna", "b@x.ir,Ben", "B@X.IR,Ben")
                .deliver();

        assertThat(result.faults())
                .containsExactly("1 email rows-disagree: lines 2, 3", "2 email rows-disagree: lines 2, 3");
        assertThat(database.query("SELECT email FROM api_user")).containsExactly("b@x.ir");
    }

    @Test
    void nobodyStandsAboveTheirOwnLeader() {
        drop.file("users.csv", "Email,Leader", "a@x.ir,", "b@x.ir,a@x.ir", "c@x.ir,b@x.ir")
                .deliver();

        Result result =
                drop.file("users.csv", "Email,Leader,Name", "a@x.ir,c@x.ir,Ana").deliver();

        assertThat(result.faults()).containsExactly("1 leader leader-cycle: a@x.ir → c@x.ir → b@x.ir → a@x.ir");
        assertThat(result.changes()).isEmpty();
    }

    @Test
    void aDisabledUserStaysSoUnlessAColumnSaysOtherwise() {
        drop.file("users.csv", "Email,Active", "a@x.ir,no").deliver();
        drop.file("users.csv", "Email,Name", "a@x.ir,Ana").deliver();
        assertThat(database.query("SELECT is_active FROM api_user")).containsExactly("f");

        drop.file("users.csv", "Email,Active", "a@x.ir,yes").deliver();
        assertThat(database.query("SELECT is_active FROM api_user")).containsExactly("t");
    }

    @Test
    void aRoleChangesHandsAndIsToldSo() {
        drop.file("organizations.csv", "organization_name", "Acme").deliver();
        drop.file("users.csv", "Email,Role", "a@x.ir,CEO", "b@x.ir,").deliver();

        Result result = drop.file("users.csv", "Email,Role", "b@x.ir,ceo").deliver();

        assertThat(result.handovers()).containsExactly("CEO of Acme: a@x.ir → b@x.ir");
        assertThat(result.changes()).contains("api_organization +0 ~1");
        assertThat(database.number("SELECT ceo_id FROM api_organization")).isEqualTo(2);
        assertThat(database.query("SELECT user_id FROM api_committee_members ORDER BY 1"))
                .containsExactly("1", "2");
    }

    @Test
    void aRoleHasOneHolderAndAPlace() {
        Result nowhere = drop.file("users.csv", "Email,Role", "a@x.ir,CEO", "b@x.ir,Product Director")
                .deliver();
        assertThat(nowhere.faults())
                .containsExactly(
                        "1 role role-without-organization: CEO", "2 role role-without-tribe: Product Director");

        drop.file("organizations.csv", "organization_name", "Acme").deliver();
        Result two = drop.file("users.csv", "Email,Role", "a@x.ir,CEO", "b@x.ir,CEO", "c@x.ir,CTO")
                .deliver();

        assertThat(two.faults()).containsExactly("1 role two-holders: CEO", "2 role two-holders: CEO");
        assertThat(database.query("SELECT email FROM api_user")).containsExactly("c@x.ir");
    }

    @Test
    void aTeamThatMovesToAnotherTribeMovesTheAssignmentsOfItsMembers() {
        organisation();
        drop.file("users.csv", "Email,Team,Effective Date", "a@x.ir,Infra,2024-01-01", "b@x.ir,,")
                .deliver();

        Result result = drop.file("teams.csv", "team_name,team_tribe_name", "Infra,Finance")
                .option("force-update")
                .deliver();

        assertThat(result.changes()).contains("api_orgassignmentsnapshot +1 ~0");
        assertThat(database.query("SELECT t.name, s.effective_date FROM api_orgassignmentsnapshot s"
                        + " JOIN api_tribe t ON t.id = s.tribe_id ORDER BY s.id"))
                .containsExactly("Platform|2024-01-01", "Finance|2026-03-21");
    }

    @Test
    void importedNotesFollowAChangeOfLeader() {
        drop.file("users.csv", "Email,Leader", "a@x.ir,b@x.ir", "b@x.ir,", "c@x.ir,")
                .deliver();
        database.run(
                "INSERT INTO api_note (uuid, title, content, date, type, owner_id, is_public, period, year, submit_status, proposal_type,"
                        + " is_import, _skip_access_grants) SELECT gen_random_uuid(), 'x', 'x', '2024-01-01', 'Proposal', id, false, 0, 1400, 3,"
                        + " 'EVALUATION', true, true FROM api_user WHERE email = 'a@x.ir'",
                "INSERT INTO api_noteuseraccess (uuid, can_view, can_edit, can_write_summary, note_id, user_id, can_write_feedback,"
                        + " can_view_feedbacks, can_view_summary) SELECT gen_random_uuid(), true, false, false, n.id, u.id, false, true, true"
                        + " FROM api_note n, api_user u WHERE u.email IN ('a@x.ir', 'b@x.ir')");

        drop.file("users.csv", "Email,Leader", "a@x.ir,c@x.ir")
                .option("force-update")
                .deliver();

        assertThat(database.query(
                        "SELECT u.email, a.can_view, a.can_view_feedbacks, a.can_edit FROM api_noteuseraccess a"
                                + " JOIN api_user u ON u.id = a.user_id ORDER BY 1"))
                .containsExactly("a@x.ir|t|t|f", "b@x.ir|f|f|f", "c@x.ir|t|t|f");
    }

    @Test
    void laddersAspectsAndLevelsComeFromOneFileInAnyOrder() {
        Result result = drop.file(
                        "ladders.csv",
                        "ladder_code,ladder_name,aspect_code,aspect_name,aspect_order,level,stage,weight",
                        "SOFT,,technical,,,2,MID,0",
                        "SOFT,,technical,Technical,3,,,",
                        "SOFT,Software,,,,,,",
                        "HARD,,technical,,,1,,",
                        "SOFT,,charm,,,1,,",
                        "SOFT,,wit,,1,,,")
                .deliver();

        assertThat(result.faults())
                .containsExactly(
                        "4 ladder_code ladder-not-found: HARD",
                        "5 aspect_code aspect-not-found: charm",
                        "6 aspect_name missing-value");
        assertThat(
                        database.query(
                                "SELECT l.code, a.code, a.\"order\", v.level, v.stage, v.weight FROM api_ladderlevel v"
                                        + " JOIN api_ladderaspect a ON a.id = v.aspect_id JOIN api_ladder l ON l.id = a.ladder_id"))
                .containsExactly("SOFT|technical|3|2|میانه\u200C سطح|0");
    }

    @Test
    void theStageThatTheOriginalWroteIsMendedNotDoubled() {
        drop.file(
                        "ladders.csv",
                        "ladder_code,ladder_name,aspect_code,aspect_name,level,stage",
                        "SOFT,Software,t,T,2,MID")
                .deliver();
        database.run("UPDATE api_ladderlevel SET stage = replace(stage, U&'\\200C', '')");

        Result result = drop.file("ladders.csv", "ladder_code,aspect_code,level,stage,weight", "soft,T,2,mid,2.5")
                .deliver();

        assertThat(result.changes()).containsExactly("api_ladderlevel +0 ~1");
        assertThat(database.query("SELECT stage, weight FROM api_ladderlevel")).containsExactly("میانه\u200C سطح|2.5");
    }

    private void organisation() {
        drop.file("organizations.csv", "organization_name", "Acme")
                .file("tribes.csv", "tribe_name,tribe_category", "Platform,tech", "Finance,non-tech")
                .file("teams.csv", "team_name,team_tribe_name,team_category", "Infra,Platform,tech")
                .option("create-missing")
                .deliver();
    }

    private List<String> users() {
        return database.query("SELECT u.email, u.name, u.phone, t.name, d.name, l.email FROM api_user u"
                + " LEFT JOIN api_team t ON t.id = u.team_id LEFT JOIN api_department d ON d.id = u.department_id"
                + " LEFT JOIN api_user l ON l.id = u.leader_id ORDER BY 1");
    }
}
