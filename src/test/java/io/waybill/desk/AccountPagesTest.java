package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.desk.http.Address;
import io.waybill.desk.page.Addresses;
import io.waybill.model.FeedName;
import io.waybill.timetable.TestDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Accounts, tokens and the audit list, over real HTTP. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class AccountPagesTest {
    private static final String OWN = "a sentence of their own";

    private final TestDatabase database;
    private final TestDesk desk;

    AccountPagesTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        desk = TestDesk.withLive(
                folder,
                database,
                new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/a", "tripos")
                        .thing(3, 2, "tripos/a/I", "part"));
        desk.waybill().drop("permissions", "people.csv", "tripos/a/I,user/sidney,\r\ntripos/gone,user/sidney,\r\n");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private List<String> acts(String query) {
        List<String> acts = new ArrayList<>();
        JsonNode lines = desk.visitor("admin")
                .get("/api/audit?limit=1000&" + query)
                .json()
                .path("lines");
        lines.forEach(line -> acts.add(line.path("who").asText() + " "
                + line.path("act").asText() + " " + line.path("subject").asText()));
        return acts;
    }

    private static String secret(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        return reply.page().select("code.secret").text();
    }

    @Test
    void whatCannotBeEnteredIntoTheAuditListIsNotDone() throws Exception {
        long reject = database.number("SELECT min(id) FROM waybill.rejects WHERE state = 'open'");
        long waybills = database.number("SELECT count(*) FROM waybill.waybills");
        Visitor admin = desk.visitor("admin");
        Visitor operator = desk.visitor("operator");
        admin.learnFormToken("/waybills");
        database.run(
                "CREATE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no entry'; END $$",
                "CREATE TRIGGER refuse_entry BEFORE INSERT ON waybill.audit FOR EACH ROW EXECUTE FUNCTION refuse_entry()");
        try {
            assertThat(admin.post("/rejects/" + reject + "/choose", Map.of("do", "drop", "for", "all"))
                            .status())
                    .isEqualTo(500);
            assertThat(admin.post("/rejects/" + reject + "/row", Map.of("cell-0", "tripos/a"))
                            .status())
                    .isEqualTo(500);
            assertThat(admin.post("/waybills/1/undo", Map.of("preview", "true")).status())
                    .isEqualTo(500);
            assertThat(database.number("SELECT count(*) FROM waybill.choices")).isZero();
            // What is done to files comes after its line.
            assertThat(admin.post(
                                    "/rejects/" + reject + "/rule",
                                    Map.of("from", "tripos/gone", "to", "tripos/a/I", "do", "save"))
                            .status())
                    .isEqualTo(500);
            assertThat(admin.get("/rules").text()).doesNotContain("tripos/gone");
            assertThat(admin.upload(
                                    "/drop",
                                    Map.of("feed", "timetable/permissions"),
                                    "unseen.csv",
                                    "tripos/a,user/x,\r\n".getBytes())
                            .status())
                    .isEqualTo(500);
            assertThat(admin.post("/waybills/2/again", Map.of()).status()).isEqualTo(500);
            assertThat(inbox()).isEmpty();
            assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isEqualTo(waybills);
        } finally {
            database.run("DROP TRIGGER refuse_entry ON waybill.audit", "DROP FUNCTION refuse_entry()");
        }
        assertThat(operator.post("/rejects/" + reject + "/choose", Map.of("do", "drop", "for", "all"))
                        .status())
                .isEqualTo(303);
        assertThat(database.number("SELECT count(*) FROM waybill.choices")).isEqualTo(1);
        operator.post("/rejects/" + reject + "/choose", Map.of("do", "forget", "for", "all"));
        assertThat(database.number("SELECT count(*) FROM waybill.choices")).isZero();
    }

    /** The drops that wait in the folder of the permissions. */
    private List<String> inbox() throws IOException {
        try (Stream<Path> files = Files.list(permissions())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("preview"))
                    .toList();
        }
    }

    private Path permissions() {
        return desk.waybill().data().inbox(new FeedName("timetable", "permissions"));
    }

    @Test
    void whatFailsAfterItWasEnteredIntoTheAuditListIsEnteredAsFailed() throws Exception {
        Visitor operator = desk.visitor("operator");
        operator.learnFormToken("/waybills");
        Path folder = permissions();
        Path aside = folder.resolveSibling("aside");
        Files.move(folder, aside);
        Files.writeString(folder, "no folder");
        try {
            assertThat(operator.upload(
                                    "/drop",
                                    Map.of("feed", "timetable/permissions"),
                                    "lost.csv",
                                    "tripos/a,user/x,\r\n".getBytes())
                            .status())
                    .isEqualTo(500);
        } finally {
            Files.delete(folder);
            Files.move(aside, folder);
        }
        JsonNode lines = desk.visitor("admin")
                .get("/api/audit?act=dropped&who=operator&limit=2")
                .json()
                .path("lines");
        assertThat(lines.get(0).path("note").asText()).isEqualTo("which could not be done");
        assertThat(lines.get(1).path("note").asText()).isEmpty();
    }

    @Test
    void anAccountLivesFromItsOneTimePasswordToItsRemovalAndTheAuditListHasItAll() throws Exception {
        Visitor admin = desk.visitor("admin");
        Reply added = admin.post("/accounts", Map.of("name", "zoe", "role", "operator"));
        String once = secret(added);
        assertThat(once).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
        assertThat(admin.get("/accounts").text())
                .contains("zoe", "one-time password")
                .doesNotContain(once);
        Path file = desk.waybill().data().desk().resolve("accounts.json");
        String lasting = Files.readString(file);
        Files.writeString(file, lasting.replaceAll("\"until\" : \"[^\"]*\"", "\"until\" : \"2020-01-01T00:00:00Z\""));
        assertThat(admin.get("/accounts").page().select("tr:contains(zoe)").text())
                .contains("password expired 1 Jan 2020")
                .doesNotContain("until");
        assertThat(admin.get("/accounts/zoe").page().select(".lead").text())
                .contains("the one-time password expired 1 Jan 2020");
        Files.writeString(file, lasting);
        assertThat(admin.post("/accounts", Map.of("name", "zoe", "role", "viewer"))
                        .status())
                .isEqualTo(422);
        assertThat(admin.post("/accounts", Map.of("name", "<b>", "role", "viewer"))
                        .page()
                        .select("[role=alert]")
                        .text())
                .contains("cannot be a name");

        Visitor zoe = desk.visitor();
        zoe.logIn("zoe", once);
        assertThat(zoe.get("/waybills").location()).isEqualTo("/password");
        assertThat(zoe.post("/password", Map.of("now", once, "password", OWN, "again", OWN))
                        .status())
                .isEqualTo(303);
        zoe.learnFormToken("/waybills");
        assertThat(zoe.get("/waybills").status()).isEqualTo(200);
        assertThat(zoe.get("/accounts").status()).isEqualTo(403);
        assertThat(admin.get("/accounts/zoe").page().select("table[aria-labelledby=sessions] tbody tr"))
                .hasSize(1);

        assertThat(admin.post("/accounts/zoe/role", Map.of("role", "viewer")).location())
                .isEqualTo("/accounts/zoe");
        assertThat(zoe.get("/drop").status()).isEqualTo(403);
        admin.post("/accounts/zoe/end-sessions", Map.of());
        assertThat(zoe.get("/waybills").location()).startsWith("/log-in");
        zoe.logIn("zoe", OWN);
        admin.post("/accounts/zoe/lock", Map.of());
        assertThat(zoe.get("/waybills").location()).startsWith("/log-in");
        Reply locked = desk.visitor().post("/log-in", Map.of("name", "zoe", "password", OWN));
        assertThat(locked.status()).isEqualTo(401);
        assertThat(locked.page().select("[role=alert]").text())
                .isEqualTo("This account is locked: an admin can unlock it.");
        admin.post("/accounts/zoe/unlock", Map.of());
        zoe.logIn("zoe", OWN);
        String second = secret(admin.post("/accounts/zoe/reset", Map.of()));
        assertThat(second).isNotEqualTo(once);
        assertThat(zoe.get("/waybills").location()).startsWith("/log-in");
        assertThat(admin.post("/accounts/zoe/remove", Map.of()).location()).isEqualTo("/accounts");
        assertThat(admin.get("/accounts/zoe").status()).isEqualTo(404);

        assertThat(acts("who=zoe"))
                .containsExactly(
                        "zoe log-in ",
                        "zoe log-in-failed ",
                        "zoe log-in ",
                        "zoe refused list-feeds",
                        "zoe refused list-accounts",
                        "zoe password-changed account zoe",
                        "zoe log-in ");
        assertThat(acts("who=admin").stream().filter(line -> line.endsWith("account zoe")))
                .containsExactly(
                        "admin account-removed account zoe",
                        "admin password-reset account zoe",
                        "admin account-unlocked account zoe",
                        "admin account-locked account zoe",
                        "admin sessions-ended account zoe",
                        "admin role-changed account zoe",
                        "admin account-added account zoe");
        String whole = desk.visitor("admin").get("/audit?limit=1000").text();
        assertThat(whole).contains("127.0.0.1").doesNotContain(once, second, OWN);
        assertThat(Files.readString(desk.waybill().data().desk().resolve("accounts.json")))
                .doesNotContain(once, second, "changesForTheAuditList");
    }

    @Test
    void nobodyLocksThemselvesOutByMistake() {
        Visitor admin = desk.visitor("admin");
        for (String act : List.of("lock", "remove", "reset", "role")) {
            Reply reply = admin.post("/accounts/admin/" + act, Map.of("role", "viewer"));
            assertThat(reply.status()).as(act).isEqualTo(409);
            assertThat(reply.text()).contains("your own account");
        }
        Document own = admin.get("/accounts/admin").page();
        assertThat(own.select("form[action$=lock], form[action$=reset]")).isEmpty();
        assertThat(admin.get("/accounts/nobody").status()).isEqualTo(404);
        assertThat(admin.post("/accounts/nobody/lock", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aTokenLetsAProgramInWithItsRoleWithoutCookieOrFormTokenUntilItIsRevoked() throws Exception {
        Visitor operator = desk.visitor("operator");
        String token = secret(operator.post("/tokens", Map.of("name", "nightly", "role", "operator", "days", "30")));
        assertThat(operator.get("/tokens").text()).contains("nightly").doesNotContain(token);
        assertThat(operator.post("/tokens", Map.of("name", "up", "role", "admin"))
                        .status())
                .isEqualTo(422);
        Visitor program = desk.visitor().with("Authorization", "Bearer " + token);
        assertThat(program.get("/api/waybills").json().path("waybills")).isNotEmpty();
        Reply dropped = program.upload(
                "/api/drop",
                Map.of("feed", "timetable/permissions", "preview", "true"),
                "b.csv",
                "tripos/a,user/x,\r\n".getBytes());
        assertThat(dropped.status()).as(dropped.text()).isEqualTo(200);
        long number = desk.waybill()
                .ended(dropped.json().path("see").asText().replace("/api/drops/", ""))
                .number();
        assertThat(program.get("/waybills/" + number + "/files/1").text()).isEqualTo("tripos/a,user/x,\r\n");
        assertThat(program.postJson("/api/waybills/1/undo", Map.of()).status()).isEqualTo(403);
        for (String place : List.of("/api/tokens", "/api/accounts")) {
            Reply refused = program.postJson(place, Map.of("name", "more", "role", "viewer"));
            assertThat(refused.status()).as(place).isEqualTo(403);
            assertThat(refused.json().path("error").asText()).contains("A token is not enough");
        }
        assertThat(program.postJson("/api/password", Map.of()).status()).isEqualTo(403);

        JsonNode line = desk.visitor("admin")
                .get("/api/audit?act=dropped&waybill=" + number)
                .json()
                .at("/lines/0");
        assertThat(line.path("who").asText()).isEqualTo("operator");
        assertThat(line.path("program").asText()).isEqualTo("nightly");
        assertThat(line.path("waybill").asLong()).isEqualTo(number);
        assertThat(desk.visitor("admin")
                        .get("/accounts/operator")
                        .page()
                        .select("td")
                        .eachText())
                .contains("nightly");

        operator.post("/tokens/revoke", Map.of("token", "nightly"));
        Reply over = program.get("/api/waybills");
        assertThat(over.status()).isEqualTo(401);
        assertThat(over.json().path("error").asText()).contains("This token is not accepted");
        assertThat(over.header("WWW-Authenticate")).isEqualTo("Bearer");
        // A browser's session does not help a token that is wrong.
        assertThat(desk.visitor("admin")
                        .with("Authorization", "Bearer x")
                        .get("/api/waybills")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theAuditListSaysWhoAnsweredApprovedAndTookAFileAndNoNameThatIsNoAccount() {
        Visitor operator = desk.visitor("operator");
        long reject = operator.get("/api/rejects").json().at("/page/0/reject").asLong();
        operator.post("/rejects/" + reject + "/choose", Map.of("do", "drop"));
        operator.post("/rejects/" + reject + "/choose", Map.of("do", "forget"));
        operator.post("/rejects/" + reject + "/choose", Map.of());
        operator.get("/waybills/2/files/1");
        operator.head("/waybills/2/files/1");
        desk.visitor().post("/log-in", Map.of("name", "My Secret Password", "password", "x"));
        desk.visitor("admin").post("/waybills/2/undo", Map.of("preview", "true"));
        assertThat(acts("who=operator").subList(0, 3))
                .containsExactly(
                        "operator downloaded waybill 2",
                        "operator answered reject " + reject,
                        "operator answered reject " + reject);
        assertThat(acts("waybill=2")).startsWith("admin undone waybill 2");
        assertThat(acts("act=log-in-failed")).startsWith(" log-in-failed ");
        Visitor admin = desk.visitor("admin");
        Document page = admin.get("/audit?act=downloaded&who=operator&from=2000-01-01&to=2999-12-31")
                .page();
        assertThat(page.select("table.audit tbody tr").text())
                .contains("operator downloaded waybill 2 people.csv 127.0.0.1");
        assertThat(page.select("main").text()).doesNotContain("My Secret");
        assertThat(admin.get("/audit.csv?act=downloaded&who=operator").text())
                .contains("\"when\",\"who\"", "\"downloaded\",\"waybill 2\",\"people.csv\",\"2\",\"127.0.0.1\"")
                .doesNotContain("log-in");
        assertThat(admin.get("/audit?act=x").status()).isEqualTo(400);
        assertThat(admin.get("/audit?from=tomorrow").status()).isEqualTo(400);
        assertThat(operator.get("/audit").status()).isEqualTo(403);
    }

    @Test
    void whatWasRefusedIsToldWithWhatItIsAbout() {
        Visitor operator = desk.visitor("operator");
        Visitor viewer = desk.visitor("viewer");
        operator.post("/waybills/2/decline", Map.of());
        operator.post("/accounts/viewer/lock", Map.of());
        operator.post("/accounts/my-secret-password/lock", Map.of());
        viewer.post("/rejects/1/choose", Map.of("do", "drop"));
        viewer.post("/schedule/timetable/run", Map.of());
        JsonNode lines = desk.visitor("admin")
                .get("/api/audit?act=refused&limit=5")
                .json()
                .path("lines");
        List<String> refused = new ArrayList<>();
        lines.forEach(line -> refused.add(line.path("who").asText() + " "
                + line.path("subject").asText() + " " + line.path("waybill").asText("–") + " "
                + line.path("note").asText()));
        assertThat(refused)
                .containsExactly(
                        "viewer run-refresh – timetable",
                        "viewer choose-answer – reject 1",
                        "operator lock-account – ",
                        "operator lock-account – account viewer",
                        "operator decline-waybill 2 ");
        assertThat(acts("waybill=2")).contains("operator refused decline-waybill");
    }

    @Test
    void whateverChangesSomethingIsToldToTheAuditList() {
        assertThat(Addresses.all().stream()
                        .filter(address -> address.method().equals("POST") && !Addresses.isTold(address.operation()))
                        .map(Address::operation))
                .allMatch(operation -> operation.startsWith("search-")
                        || List.of("look-up-reference", "fill-form", "download-formed-file")
                                .contains(operation)
                        // These tell it themselves, in more detail.
                        || List.of(
                                        "log-in",
                                        "log-out",
                                        "change-password",
                                        "add-account",
                                        "change-role",
                                        "reset-password",
                                        "lock-account",
                                        "unlock-account",
                                        "end-sessions",
                                        "remove-account",
                                        "revoke-token-of-account",
                                        "make-token",
                                        "revoke-token")
                                .contains(operation));
    }
}
