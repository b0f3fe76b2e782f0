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

/** Who holds a role: one rule for every file that names a holder. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class RolesTest {
    private static final String DIRECTOR = "tribe_name,tribe_engineering_director_email";
    private static final String ROLE = "Email,Role";

    private static TestDatabase filled;
    private static Import whole;

    @TempDir
    Path folder;

    private TestDatabase database;
    private Import drop;

    /** Users 1 (ali), 2 (sara) and 3 (tom), all of team Infra, tribe Platform, organisation Acme; ali directs Platform. */
    @BeforeAll
    static void anOrganisationIsThere(TestDatabase database, @TempDir Path folder) {
        filled = database;
        whole = new Import(database, folder);
        whole.file("organizations.csv", "organization_name", "Acme")
                .file("tribes.csv", "tribe_name", "Platform", "Finance")
                .file("teams.csv", "team_name,team_tribe_name", "Infra,Platform", "Books,Finance")
                .file("users.csv", "Email,Team", "ali@x.ir,Infra", "sara@x.ir,Infra", "tom@x.ir,Infra")
                .option("create-missing")
                .deliver();
        assertThat(whole.file("users.csv", ROLE, "ali@x.ir,Engineering Director")
                        .deliver()
                        .handovers())
                .containsExactly("Engineering Director of Platform: null → ali@x.ir");
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
    void aRoleThatAnyFileGivesOrClearsChangesHandsWhereItIsSeen() {
        Result tribes = drop.file("tribes.csv", DIRECTOR, "Platform,sara@x.ir").deliver();
        assertThat(tribes.handovers()).containsExactly("Engineering Director of Platform: ali@x.ir → sara@x.ir");
        assertThat(tribes.kept()).isEmpty();
        assertThat(director("Platform")).isEqualTo("sara@x.ir");
        assertThat(committee()).as("as by a users file").containsExactly("ali@x.ir", "sara@x.ir");

        assertThat(drop.file("users.csv", ROLE, "sara@x.ir,Engineering Director")
                        .deliver()
                        .changes())
                .isEmpty();
        assertThat(drop.file("tribes.csv", DIRECTOR, "Platform,").deliver().changes())
                .as("a blank cell says nothing")
                .isEmpty();

        Result cleared = drop.file("tribes.csv", DIRECTOR, "Platform,[clear]").deliver();
        assertThat(cleared.handovers()).containsExactly("Engineering Director of Platform: sara@x.ir → null");
        assertThat(director("Platform")).isEqualTo("∅");
        assertThat(drop.file("tribes.csv", DIRECTOR, "Platform,[clear]")
                        .deliver()
                        .changes())
                .isEmpty();
    }

    @Test
    void aUserGivesUpRolesAndTheyFallVacantUnlessSomebodyFollows() {
        drop.file("users.csv", ROLE, "ali@x.ir,CEO").deliver();

        Result vacant = drop.file("users.csv", ROLE, "ali@x.ir,[clear]").deliver();
        assertThat(vacant.faults()).isEmpty();
        assertThat(vacant.handovers())
                .containsExactlyInAnyOrder(
                        "CEO of Acme: ali@x.ir → null", "Engineering Director of Platform: ali@x.ir → null");
        assertThat(drop.file("users.csv", ROLE, "ali@x.ir,[clear]").deliver().changes())
                .isEmpty();

        drop.file("users.csv", ROLE, "ali@x.ir,Engineering Director").deliver();
        Result followed = drop.file("users.csv", ROLE, "ali@x.ir,[clear]", "sara@x.ir,Engineering Director")
                .deliver();
        assertThat(followed.handovers()).containsExactly("Engineering Director of Platform: ali@x.ir → sara@x.ir");
    }

    @Test
    void twoHoldersOfWhateverFilesAreRejectsThatNameEachOther() {
        for (List<String> order : List.of(List.of("tribes.csv", "users.csv"), List.of("users.csv", "tribes.csv"))) {
            for (String file : order) {
                if (file.equals("tribes.csv")) {
                    drop.file(file, DIRECTOR + ",tribe_description", "Platform,sara@x.ir,x", "Finance,,y");
                } else {
                    drop.file(file, ROLE, "tom@x.ir,Engineering Director");
                }
            }
            Result two = drop.deliver();

            assertThat(two.faults())
                    .containsExactly(
                            "1 tribe_engineering_director_email two-holders: sara@x.ir",
                            "3 role two-holders: Engineering Director");
            assertThat(two.expected().get(0))
                    .isEqualTo("one holder of Engineering Director of Platform; sara@x.ir (tribes.csv, line 2) and"
                            + " tom@x.ir (users.csv, line 2) would hold it");
            assertThat(two.handovers()).isEmpty();
        }
        assertThat(director("Platform")).isEqualTo("ali@x.ir");

        assertThat(drop.file("tribes.csv", DIRECTOR, "Platform,[clear]")
                        .file("users.csv", ROLE, "tom@x.ir,Engineering Director")
                        .deliver()
                        .faults())
                .hasSize(2);
        assertThat(drop.file("tribes.csv", DIRECTOR, "Platform,ali@x.ir")
                        .file("users.csv", ROLE, "ali@x.ir,[clear]")
                        .deliver()
                        .faults())
                .hasSize(2);
        assertThat(drop.file("tribes.csv", DIRECTOR, "Platform,tom@x.ir")
                        .file("users.csv", ROLE, "ali@x.ir,[clear]", "tom@x.ir,Engineering Director")
                        .deliver()
                        .handovers())
                .containsExactly("Engineering Director of Platform: ali@x.ir → tom@x.ir");
    }

    @Test
    void theRolesOfNewTribesAndNewPeopleAreSeenToo() {
        Result made = drop.file("tribes.csv", DIRECTOR + ",tribe_product_director_email", "New,new@x.ir,sara@x.ir")
                .option("create-missing")
                .option("create-users")
                .deliver();

        assertThat(made.handovers())
                .containsExactly(
                        "Engineering Director of New: null → new (new@x.ir)",
                        "Product Director of New: null → sara@x.ir");
        assertThat(director("New")).isEqualTo("new@x.ir");
        assertThat(database.query("SELECT c.name FROM api_user u JOIN api_committee c ON c.id = u.committee_id"
                        + " WHERE u.email = 'new@x.ir'"))
                .containsExactly("Engineering Director Committee");
    }

    @Test
    void aRoleWhoseHolderLeavesIsTold() {
        assertThat(drop.file("users.csv", "Email,Phone", "ali@x.ir,1").deliver().left())
                .isEmpty();
        assertThat(drop.file("users.csv", "Email,Team", "ali@x.ir,Books")
                        .option("force-update")
                        .deliver()
                        .left())
                .containsExactly("Engineering Director of Platform: ali@x.ir has left it");
        assertThat(drop.file("users.csv", "Email,Active", "ali@x.ir,no")
                        .deliver()
                        .left())
                .containsExactly("Engineering Director of Platform: ali@x.ir is not active");
        assertThat(drop.file("users.csv", "Email,Name", "ali@x.ir,Ali")
                        .deliver()
                        .left())
                .as("once")
                .isEmpty();
        assertThat(drop.file("users.csv", "Email,Active,Role", "ali@x.ir,,", "sara@x.ir,no,Engineering Director")
                        .deliver()
                        .left())
                .as("who gets it is not active")
                .containsExactly("Engineering Director of Platform: sara@x.ir is not active");
        Result moved = drop.file("users.csv", "Email,Active,Role", "sara@x.ir,yes,")
                .file("teams.csv", "team_name,team_tribe_name", "Infra,Finance")
                .option("force-update")
                .deliver();
        assertThat(moved.left())
                .as("with the team")
                .containsExactly("Engineering Director of Platform: sara@x.ir has left it");
    }

    @Test
    void whoHoldsARoleAlreadyJoinsNoCommitteeBehindAnybodysBack() {
        database.run("DELETE FROM api_committee_members");

        assertThat(drop.file("users.csv", ROLE, "ali@x.ir,Engineering Director")
                        .deliver()
                        .changes())
                .isEmpty();
    }

    private String director(String tribe) {
        return database.query("SELECT u.email FROM api_tribe t LEFT JOIN api_user u ON u.id = t.engineering_director_id"
                        + " WHERE t.name = '" + tribe + "'")
                .get(0);
    }

    private List<String> committee() {
        return database.query(
                "SELECT u.email FROM api_committee_members m JOIN api_user u ON u.id = m.user_id ORDER BY 1");
    }
}
