package io.waybill.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.desk.account.Admission.General;
import io.waybill.desk.account.Right;
import io.waybill.desk.account.Rights;
import io.waybill.desk.account.Role;
import io.waybill.desk.http.Address;
import io.waybill.desk.http.Address.Content;
import io.waybill.desk.page.Addresses;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.audit.Actor;
import io.waybill.model.FileEntry;
import io.waybill.timetable.TestDump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The desk over real HTTP: who is admitted, what the pages show, what they do. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class DeskTest {
    private static final Set<String> FOR_VISITORS =
            Set.of("show-home", "show-log-in", "log-in", "send-asset", "describe-api");

    private final TestDatabase database;
    private final TestDesk desk;
    private final LedgerEntry permissions;

    DeskTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        desk = TestDesk.withLive(
                folder,
                database,
                new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/a", "tripos")
                        .thing(3, 2, "tripos/a/I", "part"));
        permissions = desk.waybill()
                .drop("permissions", "people.csv", "tripos/a/I,user/sidney,\r\ntripos/gone,user/sidney,\r\n");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void theOneRouteOfTheDeskBeginsAtTheGateAndReadsFormsBeforeItActs() throws Exception {
        JsonNode routes =
                new YAMLMapper().readTree(Path.of("routes/desk.camel.yaml").toFile());
        List<JsonNode> desk = new ArrayList<>();
        routes.forEach(entry -> {
            if (entry.at("/route/from/uri").asText().startsWith("platform-http:")) {
                desk.add(entry.path("route"));
            }
        });
        assertThat(desk).hasSize(1);
        JsonNode steps = desk.get(0).at("/from/steps");
        assertThat(steps.at("/0/bean/ref").asText()).isEqualTo("gate");
        assertThat(steps.at("/1/choice/when/0/steps/0/bean/ref").asText()).isEqualTo("forms");
        assertThat(steps.at("/1/choice/when/1/steps/0/bean/ref").asText()).isEqualTo("uploads");
        assertThat(steps.at("/2/bean/ref").asText()).isEqualTo("pages");
    }

    @Test
    void everyAddressNeedsARightOrAnAccountButForThoseOfVisitors() {
        for (Address address : Addresses.all()) {
            assertThat(address.admission() instanceof Right || address.admission() == General.ACCOUNT)
                    .as(address.operation())
                    .isNotEqualTo(FOR_VISITORS.contains(address.operation()));
            assertThat(address.content() != Content.NONE)
                    .as(address.operation())
                    .isEqualTo(address.method().equals("POST"));
        }
    }

    @Test
    void nobodySeesAnythingBeforeTheyLogIn() {
        for (Address address : Addresses.all()) {
            if (FOR_VISITORS.contains(address.operation())) {
                continue;
            }
            for (String path : address.paths()) {
                String place = path.replace("{number}", Long.toString(permissions.number()))
                        .replace("{file}", "1")
                        .replaceAll("\\{\\w+}", "x");
                Reply reply = address.method().equals("GET")
                        ? desk.visitor().get(place)
                        : desk.visitor().post(place, Map.of("a", "b"));
                if (place.startsWith("/api/")) {
                    assertThat(reply.status()).as(place).isEqualTo(401);
                    assertThat(reply.json().path("error").asText()).isEqualTo("Log in first.");
                } else {
                    assertThat(reply.status()).as(place).isEqualTo(303);
                    assertThat(reply.location()).as(place).startsWith("/log-in");
                }
                assertThat(reply.text()).as(place).doesNotContain("people.csv", "sidney");
            }
        }
    }

    @Test
    void headIsAnsweredAsGetWithoutABody() {
        Visitor operator = desk.visitor("operator");
        for (String place : List.of("/waybills", "/api/waybills", "/waybills/2/files/1", "/waybills/4711", "/")) {
            Reply get = operator.get(place);
            Reply head = operator.head(place);
            assertThat(head.status()).as(place).isEqualTo(get.status());
            assertThat(head.header("Content-Type")).as(place).isEqualTo(get.header("Content-Type"));
            assertThat(head.text()).as(place).isEmpty();
        }
        assertThat(desk.visitor().head("/waybills").location()).startsWith("/log-in");
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatTheAddressHas() {
        Visitor viewer = desk.visitor("viewer");
        Reply reply = viewer.post("/waybills", Map.of());
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(reply.text()).contains("This address does not take POST, only GET, HEAD.");
        Reply json = viewer.get("/api/waybills/1/undo");
        assertThat(json.status()).isEqualTo(405);
        assertThat(json.header("Allow")).isEqualTo("POST");
        assertThat(json.json().path("status").asInt()).isEqualTo(405);
    }

    @Test
    void afterLogInTheBrowserGoesWhereItWantedToButNeverToAnotherSite() {
        Reply asked = desk.visitor().get("/waybills/1?x=%2F");
        assertThat(asked.location()).isEqualTo("/log-in?to=%2Fwaybills%2F1%3Fx%3D%252F");
        assertThat(desk.visitor()
                        .get(asked.location())
                        .page()
                        .select("input[name=to]")
                        .attr("value"))
                .isEqualTo("/waybills/1?x=%2F");
        for (String elsewhere : List.of(
                "https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "", "/api/x")) {
            Reply in = desk.visitor()
                    .post("/log-in", Map.of("name", "viewer", "password", TestDesk.PASSWORD, "to", elsewhere));
            assertThat(in.location()).as(elsewhere).isEqualTo("/waybills");
        }
    }

    @Test
    void theSessionIsKeptInACookieThatNoScriptAndNoOtherSiteGets() {
        Reply in = desk.visitor().post("/log-in", Map.of("name", " Viewer ", "password", TestDesk.PASSWORD));
        assertThat(in.header("Set-Cookie"))
                .matches("waybill-\\d+=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict");
        assertThat(database.query("SELECT told, account FROM waybill.desk_sessions WHERE account = 'viewer'"))
                .contains("|viewer");
        String token = in.header("Set-Cookie").replaceAll(".*?=([^;]*);.*", "$1");
        assertThat(database.query("SELECT row_to_json(s)::text FROM waybill.desk_sessions AS s"))
                .noneMatch(row -> row.contains(token));
    }

    @Test
    void everyReplyCarriesTheHeadersThatKeepABrowserCarefulAndNoPageHasScriptOrStyleOfItsOwn() {
        Visitor admin = desk.visitor("admin");
        for (String place : List.of(
                "/",
                "/log-in",
                "/waybills",
                "/waybills/2",
                "/waybills/4711",
                "/nowhere",
                "/password",
                "/api/waybills",
                "/api/nowhere",
                "/waybills/2/files/1",
                "/assets/nothing")) {
            Reply reply = admin.get(place);
            assertThat(reply.header("Content-Security-Policy"))
                    .as(place)
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Referrer-Policy")).isEqualTo("same-origin");
            assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(reply.header("Cache-Control")).as(place).isEqualTo("no-store");
            assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(reply.header("Server")).isEmpty();
            Document page = reply.page();
            assertThat(page.select("[style], style, script:not([src])"))
                    .as(place)
                    .isEmpty();
            assertThat(page.getAllElements())
                    .allMatch(element -> element.attributes().asList().stream()
                            .noneMatch(attribute -> attribute.getKey().startsWith("on")
                                    || attribute.getValue().startsWith("javascript:")));
        }
    }

    @Test
    void nothingThatABrowserSendsBecomesAHeaderOfTheReply() {
        Reply reply = desk.visitor("viewer")
                .with("X-Evil", "1")
                .with("CamelHttpResponseCode", "500")
                .get("/waybills?Set-Cookie=evil%3D1&X-Evil=1&CamelHttpResponseCode=500&Location=x");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-Evil")).isEmpty();
        assertThat(reply.header("Set-Cookie")).isEmpty();
        assertThat(reply.header("Location")).isEmpty();
    }

    @Test
    void aWrongNameAndAWrongPasswordAreNotToldApart() {
        Reply wrongName = desk.visitor().post("/log-in", Map.of("name", "nobody", "password", "x".repeat(12)));
        Reply wrongPassword = desk.visitor().post("/log-in", Map.of("name", "admin", "password", "x".repeat(12)));
        assertThat(wrongName.status()).isEqualTo(401);
        assertThat(wrongName.text().replace("nobody", "admin")).isEqualTo(wrongPassword.text());
        assertThat(wrongName.page().select("[role=alert]").text()).isEqualTo("Name or password is wrong.");
        assertThat(wrongName.header("Set-Cookie")).isEmpty();
    }

    @Test
    void whoGuessesHasToWaitAndWhoComesFromElsewhereHasNot() {
        desk.accounts().by(Actor.atCommandLine()).add("guessed", Role.ADMIN, TestDesk.PASSWORD, false);
        for (int i = 0; i < 5; i++) {
            assertThat(desk.visitor()
                            .post("/log-in", Map.of("name", "guessed", "password", "guess " + i))
                            .status())
                    .isEqualTo(401);
        }
        Reply refused = desk.visitor().post("/log-in", Map.of("name", "guessed", "password", TestDesk.PASSWORD));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d?");
        assertThat(refused.page().select("[role=alert]").text()).startsWith("Too many attempts. Wait ");
        desk.visitor("viewer");
    }

    @Test
    void aOneTimePasswordHasToBeChangedBeforeAnythingElseAndOtherSessionsEndThen() {
        desk.accounts().by(Actor.atCommandLine()).add("new.one", Role.OPERATOR, "for one time only", true);
        Visitor visitor = desk.visitor();
        Visitor other = desk.visitor();
        for (Visitor each : List.of(visitor, other)) {
            assertThat(each.post("/log-in", Map.of("name", "new.one", "password", "for one time only"))
                            .location())
                    .isEqualTo("/password");
        }
        assertThat(visitor.get("/waybills").location()).isEqualTo("/password");
        assertThat(visitor.get("/api/waybills").status()).isEqualTo(401);
        visitor.learnFormToken("/password");

        for (Map<String, String> wrong : List.of(
                Map.of("now", "for one time only", "password", "short", "again", "short"),
                Map.of("now", "for one time only", "password", "one password of mine", "again", "another"),
                Map.of("now", "for one time only", "password", "for one time only", "again", "for one time only"),
                Map.of("now", "something else", "password", "one password of mine", "again", "one password of mine"))) {
            Reply refused = visitor.post("/password", wrong);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.page().select("[role=alert]").text()).isNotEmpty();
        }
        assertThat(visitor.get("/waybills").location()).isEqualTo("/password");

        Reply changed = visitor.post(
                "/password",
                Map.of(
                        "now",
                        "for one time only",
                        "password",
                        "one password of mine",
                        "again",
                        "one password of mine"));
        assertThat(changed.location()).isEqualTo("/waybills");
        assertThat(visitor.get("/waybills").page().select("[role=status]").text())
                .isEqualTo("Your password has been changed.");
        assertThat(visitor.get("/waybills").page().select("[role=status]")).isEmpty();
        assertThat(other.get("/waybills").location()).startsWith("/log-in");
    }

    @Test
    void whoLogsOutIsOutAlsoWithTheOldCookie() {
        Visitor viewer = desk.visitor("viewer");
        Reply page = viewer.get("/waybills");
        assertThat(page.status()).isEqualTo(200);
        Reply out = viewer.post("/log-out", Map.of());
        assertThat(out.location()).isEqualTo("/log-in");
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(viewer.get("/waybills").location()).startsWith("/log-in");
    }

    @Test
    void anAccountThatIsRemovedOrGetsAnotherRoleLosesWhatItHadAtOnce() {
        desk.accounts().by(Actor.atCommandLine()).add("leaver", Role.OPERATOR, TestDesk.PASSWORD, false);
        Visitor leaver = desk.visitor("leaver");
        assertThat(leaver.get("/waybills/2").page().select("form[action$=again] button"))
                .hasSize(1);
        desk.accounts().by(Actor.atCommandLine()).role("leaver", Role.VIEWER);
        assertThat(leaver.get("/waybills/2").page().select("form[action$=again] button"))
                .isEmpty();
        assertThat(leaver.post("/waybills/2/again", Map.of()).status()).isEqualTo(403);
        desk.accounts().by(Actor.atCommandLine()).remove("leaver");
        assertThat(leaver.get("/waybills").location()).startsWith("/log-in");
    }

    @Test
    void aFormThatNoPageOfTheDeskHasSentChangesNothing() {
        long before = database.number("SELECT count(*) FROM waybill.waybills");
        Visitor operator = desk.visitor("operator");
        Reply withoutToken = operator.postBody("/waybills/2/again", "application/x-www-form-urlencoded", "");
        assertThat(withoutToken.status()).isEqualTo(403);
        assertThat(withoutToken.page().select("main").text()).contains("This form is out of date");
        Visitor other = desk.visitor("viewer");
        other.learnFormToken("/waybills");
        operator.formToken("0".repeat(43));
        assertThat(operator.post("/waybills/2/again", Map.of()).status()).isEqualTo(403);
        operator.learnFormToken("/waybills");
        assertThat(operator.with("Origin", "https://example.org")
                        .post("/waybills/2/again", Map.of())
                        .status())
                .isEqualTo(403);
        Visitor framed = desk.visitor("operator").with("Sec-Fetch-Site", "cross-site");
        assertThat(framed.post("/waybills/2/again", Map.of()).status()).isEqualTo(403);
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isEqualTo(before);
    }

    @Test
    void aViewerReadsAndCanChangeNothing() throws Exception {
        Visitor viewer = desk.visitor("viewer");
        assertThat(viewer.get("/waybills").status()).isEqualTo(200);
        for (Address address : Addresses.all()) {
            if (address.method().equals("POST")
                    && address.admission() instanceof Right right
                    && !new Rights(false).of(Role.VIEWER, right)) {
                Reply reply = viewer.post(address.paths().get(0).replaceAll("\\{\\w+}", "2"), Map.of());
                assertThat(reply.status()).as(address.operation()).isEqualTo(403);
                assertThat(reply.text()).as(address.operation()).contains("Your role is viewer; this needs the role ");
            }
        }
    }

    @Test
    void theListShowsWhatWasDroppedAndItsFiltersLeaveOutTheRest() {
        Visitor viewer = desk.visitor("viewer");
        Document all = viewer.get("/waybills").page();
        assertThat(all.select("table.list tbody tr")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(all.select("tr:has(a[href=/waybills/2])").text())
                .startsWith("2 delivered with rejects timetable/permissions people.csv");
        assertThat(all.select(".lead").text()).containsPattern("Watching \\d+ folders\\. No refresh is scheduled\\.");

        assertThat(viewer.get("/waybills?feed=timetable/live")
                        .page()
                        .select("table.list")
                        .text())
                .contains("live.dump")
                .doesNotContain("people.csv");
        assertThat(viewer.get("/waybills?state=refused").page().select(".empty").text())
                .isEqualTo("No waybills match.");
        Document searched = viewer.get("/waybills?text=PEOPLE").page();
        assertThat(searched.select("table.list tbody tr"))
                .isNotEmpty()
                .allMatch(row -> row.text().contains("people.csv"));
        assertThat(searched.select("#text").val()).isEqualTo("PEOPLE");
        assertThat(viewer.get("/waybills?feed=timetable&state=delivered&since=&until=&by=&text=")
                        .location())
                .isEqualTo("/waybills?feed=timetable&state=delivered");
        assertThat(viewer.get("/waybills?state=lost").status()).isEqualTo(400);
        assertThat(viewer.get("/waybills?below=x").status()).isEqualTo(400);
    }

    @Test
    void thePageOfAWaybillShowsItsWayItsCountsAndWhatWasLeftBehind() {
        Document page = desk.visitor("operator").get("/waybills/2").page();
        assertThat(page.title()).isEqualTo("Waybill 2 · Waybill");
        assertThat(page.select("h1").text()).isEqualTo("Waybill 2 · people.csv delivered with rejects");
        assertThat(page.select("h1 + .answer p").eachText())
                .containsExactly(
                        "Delivered: 2 rows inserted.", "One row waits for you: choose what is meant, or mend it.");
        assertThat(page.select(".rows").text()).contains(" is admin of tripos/");
        assertThat(page.select(".way li"))
                .extracting(Element::ownText)
                .containsExactly("claimed", "reading", "staged", "planned", "applying", "delivered");
        assertThat(page.select("#counts-DROP table").text()).contains("timetables.thingtag 2 1 0 0 0 0 0 1");
        assertThat(page.select("#rejects ~ div").first().text()).contains("grant subject not found open 1");
        assertThat(page.select("#files + div a").eachText())
                .containsExactly("people.csv", "people-merged.json", "rejects.csv", "waybill.json");
    }

    @Test
    void aPageGoesOnLookingUntilTheFilesOfItsWaybillAreInTheirPlace() throws Exception {
        Visitor operator = desk.visitor("operator");
        Path work = desk.waybill().data().work(2);
        // Until then there is no button that delivers a previewed file, say.
        await().until(() -> {
            Files.createDirectories(work);
            return looksAgain(operator);
        });
        // Waybill itself finds that there is nothing left to be done in the folder.
        await().until(() -> !looksAgain(operator));
    }

    private static boolean looksAgain(Visitor visitor) {
        return visitor.get("/waybills/2").page().select("#waybill").hasAttr("hx-get");
    }

    @Test
    void whatTheLedgerListsCanBeDownloadedAndNothingElse() throws Exception {
        Visitor operator = desk.visitor("operator");
        Reply original = operator.get("/waybills/2/files/1");
        assertThat(original.text()).isEqualTo("tripos/a/I,user/sidney,\r\ntripos/gone,user/sidney,\r\n");
        assertThat(original.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"people.csv\"; filename*=UTF-8''people.csv");
        assertThat(original.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(operator.get("/waybills/2/rejects.csv").text()).contains("\"tripos/gone\",\"user/sidney\"");
        assertThat(operator.get("/waybills/1/rejects.csv").status()).isEqualTo(404);
        for (String nothing : List.of(
                "/waybills/2/files/0",
                "/waybills/2/files/9",
                "/waybills/2/files/-1",
                "/waybills/2/files/%2e%2e%2fsecret",
                "/waybills/2/files/../../../etc/passwd",
                "/waybills/4711/files/1",
                "/waybills/99999999999999999999",
                "/waybills/x")) {
            assertThat(operator.get(nothing).status()).as(nothing).isEqualTo(404);
        }
    }

    @Test
    void aFileThatIsNotWhatTheLedgerSaysIsNotSent() throws Exception {
        LedgerEntry page = desk.waybill().drop("permissions", "changing.csv", "tripos/a/I,user/other,\r\n");
        FileEntry original = page.results().files().stream()
                .filter(file -> file.role() == FileEntry.Role.ORIGINAL)
                .findFirst()
                .orElseThrow();
        Path file = desk.waybill().data().root().resolve(original.path());
        String place = "/waybills/" + page.number() + "/files/"
                + (page.results().files().indexOf(original) + 1);
        Visitor operator = desk.visitor("operator");
        assertThat(operator.get(place).status()).isEqualTo(200);

        Files.write(file, "tripos/a/I,user/OTHER,\r\n".getBytes(UTF_8));
        assertThat(operator.get(place).page().select("main").text()).contains("changing.csv was changed or replaced");
        Path elsewhere = Files.write(file.resolveSibling("elsewhere"), "tripos/a/I,user/other,\r\n".getBytes(UTF_8));
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
        assertThat(operator.get(place).status()).isEqualTo(404);
        assertThat(operator.get("/waybills/" + page.number())
                        .page()
                        .select(".files")
                        .text())
                .doesNotContain("changing.csv");
    }

    @Test
    void theSameFileIsDroppedAgainAsPreviewAndTheWaybillNamesWhoDidIt() {
        Visitor operator = desk.visitor("operator");
        Reply dropped = operator.post("/waybills/2/again", Map.of("preview", "on"));
        assertThat(dropped.status()).isEqualTo(303);
        LedgerEntry page = desk.waybill().ended(dropped.location().replace("/drops/", ""));
        assertThat(page.state().word()).isEqualTo("previewed");
        assertThat(page.request().by()).isEqualTo("operator");
        assertThat(page.file().name()).isEqualTo("people.csv");
        assertThat(operator.get(dropped.location()).location()).isEqualTo("/waybills/" + page.number());
        assertThat(operator.get("/waybills/" + page.number())
                        .page()
                        .select(".lead")
                        .text())
                .contains("by operator", "again, preview");
    }

    @Test
    void aPageThatLooksAgainByItselfIsSentOnAsAWhole() {
        Visitor visitor = desk.visitor().with("X-Waybill-Live", "1").with("HX-Request", "true");
        Reply reply = visitor.get("/waybills/2");
        assertThat(reply.header("HX-Redirect")).isEqualTo("/log-in?to=%2Fwaybills%2F2");
        assertThat(reply.text()).isEmpty();
    }

    @Test
    void aPageThatSaysWhatIsWrongLeadsOnForWhoeverSeesIt() {
        Visitor nobody = desk.visitor();
        Visitor viewer = desk.visitor("viewer");
        Visitor operator = desk.visitor("operator");
        Visitor admin = desk.visitor("admin");
        long number = permissions.number();

        assertThat(wayOn(nobody.get("/nothing-here"), 404)).isEqualTo("/log-in Log in");
        assertThat(wayOn(viewer.get("/nothing-here"), 404)).isEqualTo("/waybills Go to the waybills");
        assertThat(wayOn(viewer.get("/waybills/4000"), 404)).isEqualTo("/waybills Go to the waybills");
        assertThat(wayOn(viewer.get("/waybills?state=lost"), 400)).isEqualTo("/waybills Go to the waybills");
        assertThat(wayOn(viewer.get("/waybills?feed=%00"), 400)).isEqualTo("/waybills Go to the waybills");
        assertThat(wayOn(viewer.get("/waybills/" + number + "/changes?kind=lost"), 400))
                .isEqualTo("/waybills/" + number + " Go to waybill " + number);
        assertThat(wayOn(operator.get("/waybills/" + number + "/cancel"), 409))
                .isEqualTo("/waybills/" + number + " Go to waybill " + number);
        assertThat(wayOn(operator.get("/rejects/4000"), 404)).isEqualTo("/rejects Go to the rejects");
        assertThat(wayOn(operator.get("/rejected?state=lost"), 400)).isEqualTo("/rejects Go to the rejects");
        assertThat(wayOn(admin.get("/accounts/nobody"), 404)).isEqualTo("/accounts Go to the accounts");
        assertThat(wayOn(admin.get("/audit?act=x"), 400)).isEqualTo("/audit Go to the audit list");
        assertThat(wayOn(viewer.get("/accounts"), 403)).isEqualTo("/waybills Go to the waybills");
        assertThat(wayOn(viewer.get("/drop"), 403)).isEqualTo("/waybills Go to the waybills");
    }

    private static String wayOn(Reply reply, int status) {
        assertThat(reply.status()).isEqualTo(status);
        Element link = reply.page().select("main p a").last();
        assertThat(reply.page().select("header nav a").isEmpty())
                .as("whoever is logged in has the links of the header")
                .isEqualTo(link.attr("href").equals("/log-in"));
        return link.attr("href") + " " + link.text();
    }

    @Test
    void styleAndScriptLastAndNothingElseOfTheClassPathIsServed() {
        Document page = desk.visitor().get("/log-in").page();
        for (String place : List.of(
                page.select("link[rel=stylesheet]").attr("href"),
                page.select("link[rel=icon]").attr("href"),
                page.select("script").attr("src"))) {
            Reply asset = desk.visitor().get(place);
            assertThat(asset.status()).as(place).isEqualTo(200);
            assertThat(asset.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(asset.http().body()).hasSizeGreaterThan(100);
        }
        for (String nothing : List.of(
                "/assets/desk.css",
                "/assets/..%2fdesk.css",
                "/assets/../openapi.json",
                "/config/application.properties",
                "/io/waybill/desk/assets/desk.css",
                "/assets/")) {
            assertThat(desk.visitor().get(nothing).status()).as(nothing).isEqualTo(404);
        }
    }
}
