package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.MerlinSystem;
import io.waybill.model.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** References lead to the rows that they point to. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class TargetRowPageTest {
    private final TestDatabase database;
    private final TestDesk desk;
    private final Visitor operator;
    private final LedgerEntry delivered;

    TargetRowPageTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        desk = TestDesk.start(folder, database);
        operator = desk.visitor("operator");
        delivered = desk.waybill()
                .drop("merlin/users", "people.csv", "Email,Name,Leader\nann@x.ir,Ann,\nbob@x.ir,Bob,ann@x.ir\n");
        database.run("UPDATE api_user SET password = 'a-hash-of-something' WHERE email = 'ann@x.ir'");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    /** The link of a reference, by the name that it shows. */
    private static Element link(Document page, String name) {
        return page.select("a[href^=/row?]").stream()
                .filter(each -> each.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no link " + name + " in " + page.select("main").html()));
    }

    @Test
    void aReferenceLeadsFromThePlanToTheRowAndFromThereOn() {
        assertThat(delivered.state()).as(delivered.message()).isEqualTo(State.DELIVERED);
        for (String place :
                new String[] {"/waybills/" + delivered.number(), "/waybills/" + delivered.number() + "/changes"}) {
            Document changes = operator.get(place).page();
            Document ann =
                    operator.get(link(changes, "Ann (ann@x.ir)").attr("href")).page();
            assertThat(ann.select("h1").text()).startsWith("Ann (ann@x.ir)");
            assertThat(ann.select("#now + dl").text()).contains("email ann@x.ir");
            assertThat(ann.select("#change + div .tag").text()).isEqualTo("insert");
            assertThat(ann.select(".back a").attr("href")).isEqualTo("/waybills/" + delivered.number() + "/changes");
        }
        long bob = database.number("SELECT id FROM api_user WHERE email = 'bob@x.ir'");
        Document row = operator.get("/row?table=api_user&key=" + bob).page();
        assertThat(row.select("#change")).isEmpty();
        assertThat(operator.get(link(row, "Ann (ann@x.ir)").attr("href"))
                        .page()
                        .select("h1")
                        .text())
                .startsWith("Ann");
    }

    @Test
    void aRowThatIsOnlyPlannedIsShownFromThePlan() throws Exception {
        LedgerEntry preview = desk.waybill()
                .preview(
                        "merlin/users",
                        "new.csv",
                        "Email,Name,Leader\ncid@x.ir,Cid,\ndan@x.ir,Dan,cid@x.ir\n".getBytes(StandardCharsets.UTF_8));
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        Document changes =
                operator.get("/waybills/" + preview.number() + "/changes").page();
        Document cid =
                operator.get(link(changes, "Cid (cid@x.ir)").attr("href")).page();
        assertThat(cid.select("h1").text()).startsWith("Cid (cid@x.ir)");
        assertThat(cid.select(".lead").text()).startsWith("The target has no row with id");
        assertThat(cid.select("#now")).isEmpty();
        assertThat(cid.select(".rows").text()).contains("cid@x.ir");
    }

    @Test
    void cellsOfARejectedRowAndItsCandidatesLeadToTheRowsThatTheyName() throws Exception {
        LedgerEntry rejected = desk.waybill()
                .drop("merlin/users", "some.csv", "Email,Name,Leader,Agile Coach\neve@x.ir,Eve,ann@x.ir,bobb@x.ir\n");
        assertThat(rejected.state()).as(rejected.message()).isEqualTo(State.UNCHANGED);
        JsonNode listed = operator.get("/api/rejected?waybill=" + rejected.number())
                .json()
                .at("/rejects/0");
        long reject = listed.path("reject").asLong();
        assertThat(listed.at("/refersTo/Leader/table").asText()).isEqualTo("api_user");
        assertThat(listed.at("/refersTo/Leader/name").asText()).isEqualTo("Ann (ann@x.ir)");
        assertThat(listed.at("/refersTo").has("Email"))
                .as("there is no such user yet")
                .isFalse();
        assertThat(listed.at("/candidates/0/refersTo/name").asText()).isEqualTo("Bob (bob@x.ir)");
        for (String place : new String[] {
            "/rejects?waybill=" + rejected.number(),
            "/rejects/" + reject,
            "/rejected?waybill=" + rejected.number(),
            "/rejects/" + reject + "/row"
        }) {
            Document page = operator.get(place).page();
            boolean cause = place.startsWith("/rejects?");
            Element link = place.endsWith("/row") ? link(page, "Ann") : link(page, cause ? "Bob" : "ann@x.ir");
            assertThat(operator.get(link.attr("href")).page().select("h1").text())
                    .as(place)
                    .startsWith(cause ? "Bob (bob@x.ir)" : "Ann (ann@x.ir)");
        }
        assertThat(desk.visitor("viewer").get("/rejects/" + reject).page().select("a[href^=/row]"))
                .isEmpty();
        assertThat(desk.visitor("viewer")
                        .get("/api/rejects/" + reject)
                        .json()
                        .at("/alike/0/refersTo")
                        .size())
                .isZero();
    }

    @Test
    void secretColumnsStayHiddenAndNoRowIsFoundByOne() {
        long ann = database.number("SELECT id FROM api_user WHERE email = 'ann@x.ir'");
        Reply row = operator.get("/row?table=api_user&key=" + ann);
        assertThat(row.page().select("dl.row").text()).contains("password hidden");
        assertThat(row.text()).doesNotContain("a-hash-of-something");
        JsonNode json = operator.get("/api/row?table=api_user&key=" + ann).json();
        assertThat(json.at("/now/password")).hasToString("{\"hidden\":true}");
        assertThat(json.toString()).doesNotContain("a-hash-of-something");
        database.run("CREATE UNIQUE INDEX by_password ON api_user (password, id)");
        database.run("CREATE UNIQUE INDEX by_secret ON api_user (password) WHERE password <> ''");
        assertThat(operator.get("/row?table=api_user&column=password&key=a-hash-of-something")
                        .status())
                .isEqualTo(404);
        assertThat(operator.get("/row?table=api_user&column=email&key=ann@x.ir").status())
                .as("a unique column")
                .isEqualTo(200);
        assertThat(operator.get("/row?table=api_user&column=name&key=Ann").status())
                .as("several rows may have it")
                .isEqualTo(404);
    }

    @Test
    void onlyRowsOfTablesThatWaybillDeliversOrNamesAreShownAndOnlyToThoseWhoSeeValues() {
        for (String table :
                new String[] {"pg_authid", "pg_catalog.pg_authid", "waybill.sessions", "no such table", ";--"}) {
            assertThat(operator.get("/row?key=1&table=" + table.replace(" ", "%20"))
                            .status())
                    .as(table)
                    .isEqualTo(404);
        }
        assertThat(operator.get("/row?key=1").status()).isEqualTo(400);
        Document none = operator.get("/row?table=api_user&key=no-number").page();
        assertThat(none.select(".lead").text()).startsWith("The target has no row with id no-number");

        Visitor viewer = desk.visitor("viewer");
        assertThat(viewer.get("/row?table=api_user&key=1").status()).isEqualTo(403);
        assertThat(viewer.get("/waybills/" + delivered.number() + "/changes")
                        .page()
                        .select("a[href^=/row]"))
                .isEmpty();
    }
}
