package io.waybill.merlin;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.folder.Inbox;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.feed.MerlinReference;
import io.waybill.model.DropOptions;
import io.waybill.model.Notice;
import io.waybill.model.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People whose addresses change or are stored oddly, through the real routes: what is asked, answered, reported and held. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class PeopleRouteTest {
    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static TestWaybill waybill;

    @BeforeAll
    static void start(TestDatabase own) {
        database = own;
        waybill = TestWaybill.startOnly("merlin", folder, database);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @Test
    void aNewAddressOfSomebodyKnownIsAskedAboutAndTheAnswerIsKept() throws IOException {
        user("ada@x.ir", "Ada", "ada.g@gmail.com", "09120000001");
        String file = "Email,Name,Gmail,Phone\nada.lovelace@x.ir,Ada,ada.g@gmail.com,09120000001\n";

        LedgerEntry asked = waybill.drop("merlin/users", "ada.csv", file);

        assertThat(asked.exitStatus()).isEqualTo(LedgerEntry.WITH_REJECTS);
        CsvRow reject = rejects(asked).get(1);
        assertThat(cell(asked, reject, "rule")).isEqualTo("email-changed");
        assertThat(cell(asked, reject, "reason"))
                .contains("the same name and second address and telephone number", "answer with ada@x.ir");
        assertThat(cell(asked, reject, "candidate 1")).isEqualTo("ada@x.ir");
        assertThat(cell(asked, reject, "why 1")).isEqualTo("has the same name and second address and telephone number");
        assertThat(cell(asked, reject, "candidate 2")).isEqualTo("ada.lovelace@x.ir");
        assertThat(cell(asked, reject, "why 2")).isEqualTo("is somebody new");
        assertThat(emails("ada%")).containsExactly("ada@x.ir|ada@x.ir");

        LedgerEntry answered = answer(asked, "ada@x.ir");
        assertThat(answered.state()).as(answered.message()).isEqualTo(State.DELIVERED);
        assertThat(emails("ada%")).containsExactly("ada.lovelace@x.ir|ada.lovelace@x.ir");
        assertThat(answered.results().notices())
                .extracting(Notice::rule, Notice::sentence)
                .anySatisfy(notice -> assertThat(notice.toString())
                        .contains("address-changed", "1 user gets another e-mail address", "rejects.csv, line 2"));

        assertThat(waybill.drop("merlin/users", "later.csv", file + "zed@x.ir,Zed,,\n")
                        .exitStatus())
                .as("asked once")
                .isZero();
        database.run("UPDATE api_user SET email = 'ada@x.ir', username = 'ada@x.ir' WHERE name = 'Ada'");
        LedgerEntry remembered = waybill.drop("merlin/users", "ada2.csv", file + "zoe@x.ir,Zoe,,\n");
        assertThat(remembered.exitStatus()).as(remembered.message()).isZero();
        assertThat(emails("ada%")).containsExactly("ada.lovelace@x.ir|ada.lovelace@x.ir");
        assertThat(waybill.undone(remembered, false).state()).isEqualTo(State.DELIVERED);
        assertThat(emails("ada%")).containsExactly("ada@x.ir|ada@x.ir");
    }

    @Test
    void somebodyNewIsSaidToBeNewByTheAddressItself() throws IOException {
        user("kim@x.ir", "Kim", "", "09120000077");
        String file = "Email,Name,Phone\nkim2@x.ir,Kim,+98 912 000 0077\n";

        LedgerEntry asked = waybill.drop("merlin/users", "kim.csv", file);
        assertThat(cell(asked, rejects(asked).get(1), "rule")).isEqualTo("email-changed");
        LedgerEntry answered = answer(asked, "KIM2@x.ir");

        assertThat(answered.exitStatus()).as(answered.message()).isZero();
        assertThat(emails("kim%")).containsExactly("kim2@x.ir|kim2@x.ir", "kim@x.ir|kim@x.ir");
    }

    @Test
    void whoseLoginNameTheAddressIsKeepsTheirOwn() throws IOException {
        user("lea.new@x.ir", "Lea", "", "");
        database.run("UPDATE api_user SET username = 'lea@x.ir' WHERE email = 'lea.new@x.ir'");

        LedgerEntry asked = waybill.drop("merlin/users", "lea.csv", "Email,Phone\nlea@x.ir,123\nlev@x.ir,1\n");
        assertThat(asked.state()).as(asked.message()).isEqualTo(State.DELIVERED);
        CsvRow reject = rejects(asked).get(1);
        assertThat(cell(asked, reject, "rule")).isEqualTo("email-taken");
        assertThat(cell(asked, reject, "candidate 1")).isEqualTo("lea.new@x.ir");
        assertThat(cell(asked, reject, "candidate 2")).isEmpty();
        LedgerEntry answered = answer(asked, "lea.new@x.ir");

        assertThat(answered.exitStatus()).as(answered.message()).isZero();
        assertThat(emails("le_%")).containsExactly("lea.new@x.ir|lea@x.ir", "lev@x.ir|lev@x.ir");
        assertThat(database.query("SELECT phone FROM api_user WHERE email = 'lea.new@x.ir'"))
                .containsExactly("123");
    }

    @Test
    void aLeaderIsFoundByASecondAddressAsACandidate() throws IOException {
        user("max@x.ir", "Max", "max.home@gmail.com", "");

        Path file = Files.writeString(
                folder.resolve("max.csv"), "team_name,team_leader_email\nMaxTeam,Max.Home@gmail.com\n");
        new Inbox(waybill.data())
                .put(
                        TestWaybill.feed("merlin/teams"),
                        file,
                        new DropOptions(false, false, "max", "", Map.of("create-users", "true")));
        LedgerEntry asked = waybill.ended("max");
        CsvRow reject = rejects(asked).get(1);

        assertThat(cell(asked, reject, "rule")).isEqualTo("team-leader-email-not-found");
        assertThat(cell(asked, reject, "candidate 1")).isEqualTo("max@x.ir");
        assertThat(cell(asked, reject, "why 1")).isEqualTo("has the same second address");
    }

    @Test
    void theAddressOfSomebodyWithPowerChangesOnlyWithApproval() throws IOException {
        user("root@x.ir", "Root", "", "");
        database.run("UPDATE api_user SET is_superuser = true WHERE email = 'root@x.ir'");

        LedgerEntry held = waybill.drop("merlin/users", "root.csv", "Email,Former Email\nroot.new@x.ir,root@x.ir\n");
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.message()).contains("who holds a role or may administrate, gets another e-mail address");
        assertThat(waybill.decided(held, true).state()).isEqualTo(State.DELIVERED);
        assertThat(emails("root%")).containsExactly("root.new@x.ir|root.new@x.ir");
    }

    @Test
    void whatWasAssumedIsTold() throws IOException {
        user("odd @x.ir", "Odd", "", "");
        user("sam@x.ir", "Sam", "", "");

        LedgerEntry told = waybill.drop("merlin/users", "odd.csv", "Email,Name\nodd@x.ir,Oddny\nsam.two@x.ir,Sam\n");

        assertThat(told.exitStatus()).isZero();
        assertThat(told.results().notices())
                .extracting(Notice::rule)
                .containsExactlyInAnyOrder("odd-address", "perhaps-known");
        assertThat(told.results().notices())
                .extracting(Notice::sentence)
                .anyMatch(sentence -> sentence.contains("1 user was recognised although"))
                .anyMatch(sentence -> sentence.contains("odd.csv, line 3"))
                .noneMatch(sentence -> sentence.contains("@"));
    }

    @Test
    void theDeskFindsWhomAnAnswerMayName() throws SQLException {
        user("ned@x.ir", "Ned Land", "", "");
        MerlinReference reference = new MerlinReference(MerlinConfig.load(Path.of("config")), database.dataSource());
        for (String rule : List.of("email-changed", "email-taken", "former-email-not-found")) {
            assertThat(reference.search(reference.kind(rule).orElseThrow(), "land", 5))
                    .extracting(entry -> entry.path())
                    .containsExactly("ned@x.ir");
        }
    }

    private static List<CsvRow> rejects(LedgerEntry page) throws IOException {
        return CsvRows.read(waybill.error(page, "rejects.csv"), "rejects.csv");
    }

    private static String cell(LedgerEntry page, CsvRow row, String column) throws IOException {
        return row.cell(rejects(page).get(0).cells().indexOf(column));
    }

    /** Drops the rejects of a waybill with one answer for all. */
    private static LedgerEntry answer(LedgerEntry page, String answer) throws IOException {
        List<String> lines = new ArrayList<>();
        for (CsvRow row : rejects(page)) {
            List<String> cells = new ArrayList<>(row.cells());
            if (!lines.isEmpty()) {
                cells.set(cells.size() - 1, answer);
            }
            lines.add(String.join(
                    ",",
                    cells.stream()
                            .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                            .toList()));
        }
        return waybill.drop(page.feed().toString(), "rejects.csv", String.join("\n", lines) + "\n");
    }

    private static List<String> emails(String like) {
        return database.query(
                "SELECT email, username FROM api_user WHERE email LIKE '" + like + "' ORDER BY email COLLATE \"C\"");
    }

    private static void user(String email, String name, String gmail, String phone) {
        database.run(
                "INSERT INTO api_user (uuid, password, is_superuser, username, first_name, last_name, email, is_staff,"
                        + " is_active, date_joined, name, gmail, phone) VALUES (gen_random_uuid(), '', false, '" + email
                        + "', '', '', '" + email + "', false, true, now(), '" + name + "', '" + gmail + "', '" + phone
                        + "')");
    }
}
