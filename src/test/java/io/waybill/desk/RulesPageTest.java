package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.reject.KeptCounts;
import io.waybill.timetable.TestDump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people say once and Waybill goes by since; candidates looked over together and beside each other. */
@ExtendWith(TestPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesPageTest {
    private TestDesk desk;
    private TestDatabase database;
    private Visitor operator;

    @BeforeAll
    void start(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        desk = TestDesk.withLive(
                folder,
                database,
                new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/nst", "tripos")
                        .thing(3, 2, "tripos/nst/IA", "part")
                        .thing(4, 3, "tripos/nst/IA/earth", "subject")
                        .thing(5, 3, "tripos/nst/IA/physics", "subject")
                        .thing(6, 1, "tripos/new", "tripos")
                        .thing(7, 6, "tripos/new/I", "part"));
        operator = desk.visitor("operator");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    /** What one test leaves open must not wait for the next. */
    @AfterEach
    void nothingWaits() {
        database.run("DELETE FROM waybill.choices");
        database.run("UPDATE waybill.rejects SET state = 'reported' WHERE state = 'open'");
        KeptCounts.renew(database);
    }

    private LedgerEntry dropped(String name, String... rows) throws Exception {
        return desk.waybill().drop("permissions", name, String.join("\r\n", rows) + "\r\n");
    }

    private long first(long waybill) {
        return database.number("SELECT min(id) FROM waybill.rejects WHERE waybill = " + waybill);
    }

    private LedgerEntry delivered() {
        String preview = operator.post("/rejects/deliver", Map.of("feed", "timetable/permissions"))
                .location();
        LedgerEntry seen = desk.waybill().ended(preview.replace("/drops/", ""));
        String drop =
                operator.post("/waybills/" + seen.number() + "/again", Map.of()).location();
        return desk.waybill().ended(drop.replace("/drops/", ""));
    }

    private Element row(Document page, String text) {
        return page.select("tr").stream()
                .filter(row -> row.text().contains(text))
                .findFirst()
                .orElse(null);
    }

    @Test
    void aKeptAnswerIsTheirsWhoChoseItNotTheirsWhoDeliveredIt() throws Exception {
        LedgerEntry page = dropped("whose.csv", "tripos/nst/IA/erth,user/bea,", "tripos/nst/IA/erth,user/cleo,");
        String place = "/rejects/" + first(page.number()) + "/choose";
        desk.visitor("admin")
                .post(
                        place,
                        Map.of("for", "ticked", "row", "" + first(page.number()), "answer", "tripos/nst/IA/earth"));
        operator.post(
                place,
                Map.of("for", "ticked", "row", "" + (first(page.number()) + 1), "answer", "tripos/nst/IA/earth"));
        assertThat(delivered().state()).isEqualTo(State.DELIVERED);
        Document rules = operator.get("/rules").page();
        assertThat(row(rules, "user/bea").text()).contains("admin, today");
        assertThat(row(rules, "user/cleo").text()).contains("operator, today");
    }

    @Test
    void aKeptAnswerSaysWhoGaveItAndWhatItDecidedAndDecidesNothingOnceItIsRemoved() throws Exception {
        LedgerEntry page = dropped("one.csv", "tripos/nst/IA/erth,user/anna,");
        operator.post("/rejects/" + first(page.number()) + "/choose", Map.of("answer", "tripos/nst/IA/earth"));
        assertThat(delivered().state()).isEqualTo(State.DELIVERED);

        Element kept = row(operator.get("/rules").page(), "tripos/nst/IA/erth · user/anna");
        assertThat(kept.text()).contains("tripos/nst/IA/earth", "operator, today", "none yet");

        LedgerEntry later = dropped(
                "two.csv",
                "tripos/nst/IA/erth,user/anna,",
                "tripos/nst/IA/erth,user/anna,",
                "tripos/nst/IA,user/anna,");
        assertThat(later.results().rejects()).isEmpty();
        assertThat(row(operator.get("/rules").page(), "tripos/nst/IA/erth").text())
                .contains("waybill " + later.number());
        assertThat(desk.waybill().undone(later, false).state()).isEqualTo(State.DELIVERED);
        Element undone = row(operator.get("/rules").page(), "tripos/nst/IA/erth");
        assertThat(undone.text()).as("what was undone does not count").contains("none yet");

        Element form = undone.selectFirst("form");
        Map<String, String> fields = new HashMap<>();
        Map<String, List<String>> keys =
                Map.of("key", form.select("input[name=key]").eachAttr("value"));
        form.select("input").forEach(input -> fields.put(input.attr("name"), input.val()));
        assertThat(keys.get("key")).containsExactly("tripos/nst/IA/erth", "user/anna");
        assertThat(desk.visitor("viewer").post("/rules/answers/remove", fields).status())
                .isEqualTo(403);
        Visitor.Reply removed = operator.post(
                "/rules/answers/remove",
                List.of(
                        Map.entry("system", fields.get("system")),
                        Map.entry("kind", fields.get("kind")),
                        Map.entry("waybill", fields.get("waybill")),
                        Map.entry("key", keys.get("key").get(0)),
                        Map.entry("key", keys.get("key").get(1))));
        assertThat(removed.status()).as(removed.text()).isEqualTo(303);
        assertThat(row(operator.get("/rules").page(), "tripos/nst/IA/erth")).isNull();
        LedgerEntry last = dropped("three.csv", "tripos/nst/IA/erth,user/anna,", "tripos/nst/IA,user/zoe,");
        assertThat(last.results().rejects()).as("it is asked again").hasSize(1);
        assertThat(operator.get("/rejected").page().text())
                .as("what it has decided before is still shown")
                .contains("tripos/nst/IA/earth by operator");
    }

    @Test
    void aRuleForPathsIsListedWithItsAuthorItsEffectAndWhatItHides() throws Exception {
        LedgerEntry page = dropped(
                "old.csv", "tripos/older/I,user/lara,", "tripos/older/I,user/mia,", "tripos/older/II,user/lara,");
        String place = "/rejects/" + first(page.number()) + "/rule";

        Document nowhere = operator.post(place, Map.of("from", "tripos/older", "to", "tripos/nowhere"))
                .page();
        assertThat(nowhere.select(".notice.bad").text()).contains("There is nothing at the new path");
        assertThat(nowhere.select("button[value=save]")).isEmpty();
        Visitor.Reply refused =
                operator.post(place, Map.of("from", "tripos/older", "to", "tripos/nowhere", "do", "save"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("main .notice.bad").first().text())
                .contains("tripos/nowhere", "solves nothing");
        assertThat(refused.page().select("input[name=to]").val())
                .as("what was typed is still there")
                .isEqualTo("tripos/nowhere");
        Visitor.Reply itself = operator.post(place, Map.of("from", "tripos/older", "to", "tripos/older"));
        assertThat(itself.status()).isEqualTo(422);
        assertThat(itself.page().select("main .notice.bad").text()).contains("'tripos/older' would lead to itself");
        assertThat(itself.page().select("input[name=from]").val()).isEqualTo("tripos/older");
        Path file = desk.waybill().config().resolve("timetable-renames.csv");
        assertThat(Files.readString(file)).doesNotContain("tripos/nowhere");

        operator.post(place, Map.of("from", "tripos/older", "to", "tripos/new", "do", "save"));
        LedgerEntry done = delivered();
        assertThat(done.state()).isEqualTo(State.DELIVERED);
        Element rule = row(operator.get("/rules").page(), "tripos/older");
        assertThat(rule.text()).contains("tripos/new", "operator", "2 · waybill " + done.number());

        long rest = database.number("SELECT id FROM waybill.rejects WHERE state = 'open'");
        Document second = operator.post(
                        "/rejects/" + rest + "/rule", Map.of("from", "tripos/older/II", "to", "tripos/nst/IA"))
                .page();
        assertThat(second.select(".notice.warn").text()).contains("It hides the rule tripos/older → tripos/new");

        Map<String, String> astray = Map.of("from", "tripos/new", "to", "tripos/nst", "do", "save");
        assertThat(operator.post("/rejects/" + rest + "/rule", Map.of("from", "tripos/new", "to", "tripos/nst/IA"))
                        .status())
                .as("the rule tripos/older → tripos/new leads on to something")
                .isEqualTo(200);
        operator.post("/rejects/" + rest + "/rule", Map.of("from", "a/b", "to", "tripos/new/I", "do", "save"));
        assertThat(operator.get("/rejects").page().text())
                .as("a rule that solves nothing yet is not said to have solved something to deliver")
                .contains("None of the open rejects is solved by it");
        Visitor.Reply other = operator.post("/rejects/" + rest + "/rule", astray);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.page().select("main .notice.bad").text())
                .as("there is no tripos/nst/I")
                .contains("the rule a/b → tripos/new/I would lead to tripos/nst/I, where there is nothing");
        assertThat(other.page().select("button[value=save]")).isEmpty();
        assertThat(Files.readString(file)).contains("a/b").doesNotContain("tripos/new,tripos/nst");

        assertThat(operator.post(
                                "/rules/remove",
                                Map.of("system", "timetable", "from", "tripos/older", "to", "tripos/new"))
                        .status())
                .isEqualTo(303);
        assertThat(row(operator.get("/rules").page(), "tripos/older")).isNull();
        assertThat(Files.readString(file)).doesNotContain("tripos/older");
        assertThat(operator.post(
                                "/rules/remove",
                                Map.of("system", "timetable", "from", "tripos/older", "to", "tripos/new"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void whereNothingIsToBeMendedNobodyIsToldHowToAnswer() {
        Document page = operator.get("/rejects").page();
        assertThat(page.select("h1").text()).isEqualTo("No open rejects");
        assertThat(page.select(".lead").text())
                .startsWith("There is nothing to mend.")
                .doesNotContain("Answer all");
        assertThat(page.select("form#filter")).isEmpty();
        assertThat(operator.get("/rejects?waybill=99").page().select("form#filter"))
                .hasSize(1);
    }

    @Test
    void bestCandidatesAreLookedOverAndChosenTogetherButNotThoseThatAreClose() throws Exception {
        LedgerEntry page = dropped(
                "best.csv",
                "tripos/NST/IA/earth,user/otto,",
                "tripos/NST/IA/earth,user/paul,",
                "tripos/nst/IA/Physics,user/otto,",
                "nothing/like/it,user/otto,");
        String list = "/rejects/best?waybill=" + page.number();
        assertThat(operator.get("/rejects").page().select("main a[href^=/rejects/best]"))
                .hasSize(1);
        Document shown = operator.get(list).page();
        assertThat(shown.select("input[name=accept][checked]")).hasSize(2);
        assertThat(shown.select("tbody tr").text()).doesNotContain("nothing/like/it");
        List<String> accepted = shown.select("input[name=accept]").eachAttr("value");
        assertThat(accepted.get(0)).endsWith("=tripos/nst/IA/earth");

        desk.visitor("admin")
                .post(
                        "/rejects/" + accepted.get(1).replaceAll("=.*", "") + "/choose",
                        Map.of("answer", "tripos/nst/IA/earth"));
        Visitor.Reply chosen = operator.post(
                "/rejects/best", List.of(Map.entry("accept", accepted.get(0)), Map.entry("accept", accepted.get(1))));
        assertThat(chosen.status()).as(chosen.text()).isEqualTo(303);
        assertThat(database.number("SELECT count(*) FROM waybill.choices WHERE chosen_by = 'operator'"))
                .as("what somebody else has chosen meanwhile stays")
                .isEqualTo(2);
        assertThat(operator.get(list).page().select("main .empty").text()).startsWith("No candidate is that good");
        assertThat(operator.post(
                                "/rejects/best",
                                Map.of("accept", accepted.get(0).replace("earth", "physics")))
                        .status())
                .as("a candidate that is not the best is not taken")
                .isEqualTo(409);
        assertThat(operator.post("/rejects/best", Map.of("accept", "what")).status())
                .isEqualTo(400);
        assertThat(operator.post("/rejects/best", Map.of()).status()).isEqualTo(422);

        operator.post("/rejects/best", Map.of("accept", accepted.get(0)));
        Visitor admin = desk.visitor("admin");
        assertThat(admin.get("/audit?act=answered&who=operator").page().text())
                .contains("best candidates ticked for 2 causes")
                .doesNotContain("1 causes");
        assertThat(admin.get("/audit?act=answered&who=admin")
                        .page()
                        .select("a[href^=/rejects/]")
                        .eachText())
                .as("leads to the reject")
                .contains("reject " + accepted.get(1).replaceAll("=.*", ""));
    }

    @Test
    void candidatesStandBesideEachOtherWithWhatTheTargetKnowsOfThem() throws Exception {
        LedgerEntry page = dropped("compare.csv", "tripos/nst/IA/earh,user/quinn,");
        Document shown =
                operator.get("/rejects/" + first(page.number()) + "/candidates").page();
        Element best = shown.select(".candidate").first();
        assertThat(best.text()).contains("tripos/nst/IA/earth", "subject", "Belongs to tripos/nst/IA", "Series 0");
        operator.post(
                shown.select("form[action$=choose]").attr("action"),
                Map.of("answer", best.select("input[name=answer]").val()));
        assertThat(database.value("SELECT answer FROM waybill.choices")).isEqualTo("tripos/nst/IA/earth");
    }
}
