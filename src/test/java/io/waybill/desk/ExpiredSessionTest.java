package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.audit.Actor;
import io.waybill.model.State;
import io.waybill.timetable.TestDump;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a form whose session ended before it was sent; and plans that need four eyes. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class ExpiredSessionTest {
    private final TestDatabase database;
    private final TestDesk desk;

    ExpiredSessionTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        io.waybill.system.EmbeddedSchema.create(new io.waybill.timetable.TimetableSystem(), database.dataSource());
        desk = TestDesk.start(folder, database, Map.of("WAYBILL_FOUR_EYES", "true"));
        TestDump live = new TestDump()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/a", "tripos")
                .thing(3, 2, "tripos/a/I", "part");
        desk.waybill().drop("live", "live.dump", TestDump.text(live.records()));
        desk.waybill().drop("permissions", "people.csv", "tripos/a/I,user/sidney,\r\ntripos/gone,user/sidney,\r\n");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private Visitor expired(String account) {
        Visitor visitor = desk.visitor(account);
        visitor.learnFormToken("/waybills");
        desk.accounts().by(Actor.atCommandLine()).endSessions(account);
        return visitor;
    }

    private static Map<String, String> hidden(Document page, String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        page.select(form + " input[type=hidden]").forEach(input -> fields.put(input.attr("name"), input.val()));
        return fields;
    }

    @Test
    void whatWasTypedIsShownOnceMoreAfterTheLogInAndSentOnlyThen() {
        long reject = database.number("SELECT min(id) FROM waybill.rejects WHERE state = 'open'");
        String place = "/rejects/" + reject + "/row";
        Visitor operator = expired("operator").with("Referer", desk.url(place));
        Reply asked = operator.post(place, Map.of("cell-0", "tripos/\"typed\" <b>"));
        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.page().select("[role=alert]").text()).contains("What you sent is kept");

        Map<String, String> logIn = hidden(asked.page(), "form.card");
        assertThat(logIn.get("to")).isEqualTo(place);
        Map<String, String> wrong = new LinkedHashMap<>(logIn);
        wrong.putAll(Map.of("name", "operator", "password", "wrong"));
        Reply again = operator.post("/log-in", wrong);
        assertThat(again.status()).isEqualTo(401);
        assertThat(hidden(again.page(), "form.card")).isEqualTo(logIn);
        Map<String, String> right = new LinkedHashMap<>(logIn);
        right.putAll(Map.of("name", "operator", "password", TestDesk.PASSWORD));
        Reply resumed = operator.post("/log-in", right);
        assertThat(resumed.status()).isEqualTo(200);
        Document page = resumed.page();
        assertThat(page.select("h1").text()).isEqualTo("Send it again?");
        assertThat(page.select("main dd").text()).isEqualTo("tripos/\"typed\" <b>");
        assertThat(page.select("nav").text()).contains("Waybills");
        assertThat(database.number("SELECT count(*) FROM waybill.choices")).isZero();

        String form = "form[action=" + place + "]";
        Map<String, String> fields = hidden(page, form);
        operator.formToken(fields.remove("form-token"));
        assertThat(operator.post(place, fields).location()).isEqualTo("/rejects/" + reject);
        assertThat(database.query("SELECT cells[1] FROM waybill.choices")).containsExactly("tripos/\"typed\" <b>");
    }

    @Test
    void aFormIsKeptAlsoWhileSomebodyWhoForgotTheirPasswordChoosesAnother() {
        long reject = database.number("SELECT max(id) FROM waybill.rejects WHERE state = 'open'");
        String place = "/rejects/" + reject + "/choose";
        Visitor viewer = expired("operator").with("Referer", desk.url("/rejects/" + reject));
        Reply asked = viewer.post(place, Map.of("do", "drop", "for", "all"));
        String once =
                desk.accounts().by(Actor.atCommandLine()).reset("operator").password();
        try {
            Map<String, String> logIn = hidden(asked.page(), "form.card");
            logIn.putAll(Map.of("name", "operator", "password", once));
            Reply first = viewer.post("/log-in", logIn);
            assertThat(first.page().select("h1").text()).isEqualTo("Choose your password");
            Map<String, String> choice = hidden(first.page(), "form.card");
            viewer.formToken(choice.remove("form-token"));
            choice.putAll(Map.of("now", once, "password", "short", "again", "short"));
            Reply refused = viewer.post("/password", choice);
            assertThat(refused.status()).isEqualTo(422);
            choice = hidden(refused.page(), "form.card");
            choice.remove("form-token");
            choice.putAll(Map.of("now", once, "password", "another good sentence", "again", "another good sentence"));
            Reply resumed = viewer.post("/password", choice);
            assertThat(resumed.status()).isEqualTo(200);
            assertThat(resumed.page().select("h1").text()).isEqualTo("Send it again?");
            Map<String, String> fields = hidden(resumed.page(), "form[action=" + place + "]");
            viewer.formToken(fields.remove("form-token"));
            assertThat(viewer.post(place, fields).status()).isEqualTo(303);
            assertThat(database.query("SELECT answer FROM waybill.choices WHERE reject = " + reject))
                    .containsExactly("drop");
        } finally {
            desk.accounts().by(Actor.atCommandLine()).password("operator", TestDesk.PASSWORD, false);
            database.run("DELETE FROM waybill.choices");
        }
    }

    @Test
    void whoLogsInWithAOneTimePasswordComesToThePageThatTheyWanted() {
        String once = desk.accounts().by(Actor.atCommandLine()).reset("viewer").password();
        try {
            Visitor viewer = desk.visitor();
            Reply in = viewer.post("/log-in", Map.of("name", "viewer", "password", once, "to", "/rejects?waybill=2"));
            assertThat(in.location()).isEqualTo("/password?to=%2Frejects%3Fwaybill%3D2");
            Map<String, String> choice = hidden(viewer.get(in.location()).page(), "form.card");
            viewer.formToken(choice.remove("form-token"));
            choice.putAll(Map.of("now", once, "password", "another good sentence", "again", "another good sentence"));
            assertThat(viewer.post("/password", choice).location()).isEqualTo("/rejects?waybill=2");
        } finally {
            desk.accounts().by(Actor.atCommandLine()).password("viewer", TestDesk.PASSWORD, false);
        }
    }

    @Test
    void whatNoPageOfTheDeskSentIsNotKeptAndNeitherIsAPasswordNorWhatProgramsSend() {
        Visitor operator = expired("operator");
        operator.formToken("0".repeat(43));
        Reply forged = operator.post("/waybills/2/again", Map.of("preview", "true"));
        assertThat(forged.status()).isEqualTo(303);
        assertThat(forged.location()).startsWith("/log-in");
        Reply foreign = expired("operator")
                .with("Sec-Fetch-Site", "cross-site")
                .post("/waybills/2/again", Map.of("preview", "true"));
        assertThat(foreign.status()).isEqualTo(403);
        Reply password = expired("operator").post("/password", Map.of("now", "a secret that was typed"));
        assertThat(password.status()).isEqualTo(303);
        assertThat(expired("operator")
                        .postJson("/api/waybills/2/again", Map.of())
                        .status())
                .isEqualTo(401);
        Reply elsewhere = desk.visitor()
                .post(
                        "/log-in",
                        Map.of(
                                "name",
                                "operator",
                                "password",
                                TestDesk.PASSWORD,
                                "kept",
                                "{\"path\":\"//example.org/x\",\"page\":\"/waybills\",\"fields\":{}}"));
        assertThat(elsewhere.location()).isEqualTo("/waybills");
    }

    @Test
    void aFileThatWasSentTooLateIsAskedForOnceMoreOnItsPage() {
        Reply asked = expired("operator").upload("/drop", Map.of("feed", "timetable/live"), "a.csv", new byte[] {65});
        assertThat(asked.location()).isEqualTo("/log-in?to=%2Fdrop&file=lost");
        Document page = desk.visitor().get(asked.location()).page();
        assertThat(page.select("[role=alert]").text()).contains("choose it again");
        assertThat(page.select("input[name=to]").val()).isEqualTo("/drop");
    }

    private LedgerEntry held(String by, String user) {
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> (i < 5 ? "tripos/a/I" : "tripos/gone" + i) + ",user/" + user + i + ",\r\n")
                .collect(Collectors.joining());
        Reply dropped = desk.visitor(by)
                .upload("/drop", Map.of("feed", "timetable/permissions"), user + ".csv", rows.getBytes());
        String token = dropped.location().replace("/drops/", "");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> database.number("SELECT count(*) FROM waybill.waybills WHERE token = '" + token
                                + "' AND state = 'held'")
                        == 1);
        return desk.waybill()
                .page(database.number("SELECT number FROM waybill.waybills WHERE token = '" + token + "'"));
    }

    @Test
    void whoDroppedAFileMayDeclineItsPlanButNotApproveIt() {
        LedgerEntry own = held("admin", "fay");
        Visitor admin = desk.visitor("admin");
        String place = "/waybills/" + own.number();
        Document page = admin.get(place).page();
        assertThat(page.select("form[action$=approve] button").eachText()).containsExactly("Decline");
        assertThat(page.select(".notice").text())
                .as("why, and who may")
                .contains(
                        "You asked for it yourself, so somebody else has to approve it: an admin, and there is no other");
        admin.post("/accounts", Map.of("name", "zora", "role", "admin"));
        assertThat(admin.get(place).page().select(".notice").text()).contains("somebody else has to approve it: zora.");
        assertThat(desk.visitor("operator").get(place).page().select(".notice").text())
                .contains("An admin can approve or decline it: zora.");
        Map<String, String> seen = Map.of("fingerprint", own.plan().fingerprint());
        Reply refused = admin.post(place + "/approve", seen);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("was asked for by admin: somebody else has to approve it");
        assertThat(admin.get("/audit?act=refused&waybill=" + own.number())
                        .page()
                        .select("table.audit tbody tr")
                        .eachText())
                .singleElement(STRING)
                .contains("admin", "approve waybill", "waybill " + own.number(), "their own");
        assertThat(desk.waybill().page(own.number()).state()).isEqualTo(State.HELD);
        assertThat(admin.post(place + "/decline", seen).status()).isEqualTo(303);

        LedgerEntry others = held("operator", "gil");
        assertThat(admin.post(
                                "/waybills/" + others.number() + "/approve",
                                Map.of("fingerprint", others.plan().fingerprint()))
                        .status())
                .isEqualTo(303);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> desk.waybill().page(others.number()).state() == State.DELIVERED);
    }
}
