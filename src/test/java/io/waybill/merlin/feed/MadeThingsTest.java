package io.waybill.merlin.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import io.waybill.merlin.MerlinSystem;
import io.waybill.merlin.feed.Import.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What create-missing and create-users make, and what they do not. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class MadeThingsTest {
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
        whole.file("tribes.csv", "tribe_name,tribe_category", "Platform,tech")
                .file("teams.csv", "team_name,team_tribe_name,team_leader_email", "Infra,Platform,")
                .file(
                        "users.csv",
                        "Email,Team,Leader,Agile Coach,Chapter",
                        "ali@x.ir,Infra,,,Java",
                        "sara@x.ir,Infra,ali@x.ir,ali@x.ir,Java")
                .option("create-missing")
                .deliver();
        whole.file("teams.csv", "team_name,team_leader_email", "Infra,ali@x.ir").deliver();
        whole.file("chapters.csv", "chapter_name,chapter_leader_email,chapter_department", "Java,ali@x.ir,Engineering")
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
    void whatTheTargetKeepsMakesNothing() {
        Result kept = making(drop.file(
                        "teams.csv",
                        "team_name,team_tribe_name,team_leader_email,team_department",
                        "Infra,Plattform,ghost@x.ir,Nowhere")
                .file("chapters.csv", "chapter_name,chapter_leader_email,chapter_department", "Java,ghost@x.ir,Nowhere")
                .file("tribes.csv", "tribe_name,tribe_department", "Platform,Nowhere")
                .file("users.csv", "Email,Leader,Agile Coach,Chapter", "sara@x.ir,ghost@x.ir,ghost@x.ir,Kotlin"));

        assertThat(kept.faults()).isEmpty();
        assertThat(kept.changes()).isEmpty();
        assertThat(kept.kept()).hasSize(9);
    }

    @Test
    void whatIsOverwrittenOrIsNewMakesWhatItNames() {
        Result forced = making(drop.file("teams.csv", "team_name,team_tribe_name", "Infra,Plattform")
                .file("users.csv", "Email,Leader", "sara@x.ir,boss@x.ir", "new@x.ir,other@x.ir")
                .option("force-update"));

        assertThat(forced.faults()).isEmpty();
        assertThat(database.query("SELECT name FROM api_tribe ORDER BY 1")).containsExactly("Platform", "Plattform");
        assertThat(database.query("SELECT email FROM api_user ORDER BY 1"))
                .containsExactly("ali@x.ir", "boss@x.ir", "new@x.ir", "other@x.ir", "sara@x.ir");
    }

    @Test
    void whatHasARowOfItsOwnThatIsARejectWaitsForIt() {
        Result rejected = making(drop.file("tribes.csv", "tribe_name,tribe_category", "Fin,Non-Tehc")
                .file("teams.csv", "team_name,team_tribe_name", "Acc,Fin")
                .file("users.csv", "Email,Team", "a@x.ir,Acc"));

        assertThat(rejected.faults())
                .containsExactly(
                        "1 tribe_category unknown-category: Non-Tehc",
                        "2 team_tribe_name tribe-not-found: Fin",
                        "3 team team-not-found: Acc");
        assertThat(rejected.advice())
                .contains("Its own row in this drop is a reject: mend that one, and drop both together.");
        assertThat(rejected.changes()).isEmpty();

        making(drop.file("tribes.csv", "tribe_name,tribe_category", "Fin,Non-Tech")
                .file("teams.csv", "team_name,team_tribe_name", "Acc,Fin")
                .file("users.csv", "Email,Team", "a@x.ir,Acc"));
        assertThat(departments()).containsExactly("Fin|Fin|Fin");
    }

    @Test
    void departmentsFollowACategoryThatComesLaterAndThoseThatPeopleChoseDoNot() {
        making(drop.file("teams.csv", "team_name,team_tribe_name", "Acc,Fin", "Tax,Fin")
                .file("users.csv", "Email,Team", "a@x.ir,Acc", "b@x.ir,Tax"));
        assertThat(departments())
                .containsExactly("Engineering|Engineering|Engineering", "Engineering|Engineering|Engineering");
        making(drop.file("teams.csv", "team_name,team_department", "Tax,Law").option("force-update"));
        database.run("UPDATE api_user SET department_id = (SELECT id FROM api_department WHERE name = 'Engineering')"
                + " WHERE email = 'b@x.ir'");

        Result later = making(drop.file("tribes.csv", "tribe_name,tribe_category", "Fin,Non-Tech"));

        assertThat(later.changes())
                .containsExactlyInAnyOrder(
                        "api_department +1 ~0",
                        "api_user +0 ~1",
                        "api_tribe +0 ~1",
                        "api_team +0 ~1",
                        "api_orgassignmentsnapshot +0 ~1");
        assertThat(later.followed()).isEqualTo("2|1");
        assertThat(departments()).containsExactly("Fin|Fin|Fin", "Fin|Law|Engineering");
        assertThat(database.query("SELECT d.name FROM api_orgassignmentsnapshot s JOIN api_user u ON u.id = s.user_id"
                        + " JOIN api_department d ON d.id = s.department_id WHERE u.email = 'a@x.ir'"))
                .containsExactly("Fin");
    }

    @Test
    void aRejectedCategoryOfATribeThatIsThereComesRightWhenItIsMended() {
        making(drop.file("tribes.csv", "tribe_name", "Fin"));
        Result first = making(drop.file("tribes.csv", "tribe_name,tribe_category", "Fin,Non-Tehc")
                .file("teams.csv", "team_name,team_tribe_name", "Acc,Fin")
                .file("users.csv", "Email,Team", "a@x.ir,Acc"));
        assertThat(first.faults()).hasSize(1);
        assertThat(departments()).containsExactly("Engineering|Engineering|Engineering");

        making(drop.file("tribes.csv", "tribe_name,tribe_category", "Fin,Non-Tech"));
        assertThat(departments()).containsExactly("Fin|Fin|Fin");

        Result back = making(drop.file("tribes.csv", "tribe_name,tribe_category", "Fin,Tech")
                .file("teams.csv", "team_name,team_description", "Acc,x")
                .file("users.csv", "Email,Phone", "a@x.ir,1")
                .option("force-update"));
        assertThat(back.faults()).isEmpty();
        assertThat(departments())
                .as("also of rows that say something else")
                .containsExactly("Engineering|Engineering|Engineering");
    }

    @Test
    void withoutCreatingADepartmentThatIsMissingNothingFollows() {
        making(drop.file("teams.csv", "team_name,team_tribe_name", "Acc,Fin")
                .file("users.csv", "Email,Team", "a@x.ir,Acc"));

        Result result = drop.file("tribes.csv", "tribe_name,tribe_category", "Fin,Non-Tech")
                .deliver();

        assertThat(result.faults()).isEmpty();
        assertThat(result.changes()).containsExactly("api_tribe +0 ~1");
        assertThat(departments()).containsExactly("Engineering|Engineering|Engineering");
    }

    @Test
    void rejectsFoundLaterAndRejectsOfPeopleAndChaptersMakeNothingEither() {
        Result rejected = making(drop.file("tribes.csv", "tribe_name,tribe_department", "Fin,[clear]", "Fin,Money")
                .file("teams.csv", "team_name,team_tribe_name,team_leader_email", "Acc,Fin,", "Bar,,boss@x.ir")
                .file("chapters.csv", "chapter_name,chapter_leader_email", "Law,#N/A")
                .file(
                        "users.csv",
                        "Email,Leader,Chapter,Active",
                        "Boss@x.ir,,,perhaps",
                        "c@x.ir,boss@X.ir,,",
                        "d@x.ir,,law,"));

        assertThat(rejected.faults())
                .extracting(fault -> fault.replaceAll(":.*", ""))
                .containsExactly(
                        "1 chapter_leader_email damaged-value",
                        "2 tribe_name rows-disagree",
                        "3 tribe_name rows-disagree",
                        "4 team_tribe_name tribe-not-found",
                        "5 team_leader_email user-not-found",
                        "6 Active not-yes-or-no",
                        "7 leader user-not-found",
                        "8 chapter chapter-not-found");
        assertThat(rejected.changes()).isEmpty();
    }

    @Test
    void theTribeOfAUserNamesOnlyADepartmentAndIsNotMade() {
        assertThat(making(drop.file("users.csv", "Email,Tribe", "ali@x.ir,Plattform"))
                        .faults())
                .containsExactly("1 tribe tribe-not-found: Plattform");
    }

    private static Result making(Import drop) {
        return drop.option("create-missing").option("create-users").deliver();
    }

    /** Of tribe Fin, team Acc and user a. */
    private List<String> departments() {
        return database.query(
                "SELECT a.name, b.name, c.name FROM api_tribe t JOIN api_department a ON a.id = t.department_id"
                        + " JOIN api_team m ON m.tribe_id = t.id JOIN api_department b ON b.id = m.department_id"
                        + " JOIN api_user u ON u.team_id = m.id JOIN api_department c ON c.id = u.department_id WHERE t.name = 'Fin'"
                        + " ORDER BY m.name");
    }
}
