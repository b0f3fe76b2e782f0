package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.reject.KeptCounts;
import io.waybill.timetable.TestDump;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rejects that are mended on the desk, and delivered from there. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class RejectsPageTest {
    private final TestDatabase database;
    private final TestDesk desk;
    private final Visitor operator;

    RejectsPageTest(TestDatabase database, @TempDir Path folder) throws Exception {
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

    private LedgerEntry ended(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        return desk.waybill().ended(reply.location().replace("/drops/", ""));
    }

    private long first(long waybill) {
        return database.number("SELECT min(id) FROM waybill.rejects WHERE waybill = " + waybill);
    }

    /** The content of a text area: browsers leave out the line break after its tag. */
    private static String written(Document page, int field) {
        return page.select("textarea").get(field).wholeText().replaceFirst("^\n", "");
    }

    /** Previews what was chosen, then delivers that very file. */
    private LedgerEntry deliver() {
        LedgerEntry preview = ended(operator.post("/rejects/deliver", Map.of("feed", "timetable/permissions")));
        assertThat(preview.state()).isEqualTo(State.PREVIEWED);
        assertThat(preview.request().by()).isEqualTo("operator");
        Document shown = operator.get("/waybills/" + preview.number()).page();
        assertThat(shown.select("form[action$=again] button").text()).isEqualTo("Deliver this file");
        return ended(operator.post("/waybills/" + preview.number() + "/again", Map.of()));
    }

    @Test
    void manyRowsOfOneCauseAreAnsweredAtOnceSeenInAPreviewDeliveredAndTakenBack() throws Exception {
        long grants = database.number("SELECT count(*) FROM timetables_thingtag");
        LedgerEntry page = dropped(
                "one.csv",
                "tripos/nst/IA/erth,user/anna,",
                "tripos/nst/IA/erth,user/berta,",
                "tripos/nst/IA/erth,user/cora,",
                "tripos/nst/IA/physic,user/anna,");
        Document list = operator.get("/rejects").page();
        assertThat(list.select("h1").text()).isEqualTo("4 open rejects, 2 causes");
        assertThat(list.select("nav .badge").text()).isEqualTo("4");
        assertThat(list.select(".cause summary .path").eachText())
                .containsExactly("tripos/nst/IA/erth", "tripos/nst/IA/physic");
        Element cause = list.select(".cause").first();
        assertThat(cause.select("input[name=answer]").first().val()).isEqualTo("tripos/nst/IA/earth");
        assertThat(list.select("input[name=answer][checked]"))
                .as("nobody has chosen, and no candidate is certain")
                .isEmpty();
        assertThat(operator.post(cause.select("form").attr("action"), Map.of("back", "list"))
                        .status())
                .as("nothing is ticked")
                .isEqualTo(422);
        assertThat(cause.select("button.main").text()).isEqualTo("Use for these 3 rows");
        assertThat(cause.select(".candidates td.num").first().text()).endsWith("%");
        assertThat(cause.select(".candidates .thin").eachText())
                .as("why, for narrow pages")
                .isEqualTo(cause.select(".candidates td.wide").eachText())
                .isNotEmpty();

        Reply chosen = operator.post(
                cause.select("form").attr("action"), Map.of("answer", "tripos/nst/IA/earth", "back", "list"));
        assertThat(chosen.location()).isEqualTo("/rejects");
        Document after = operator.get("/rejects").page();
        assertThat(after.select("[role=status]").text()).contains("Chosen for 3 rows", "Nothing is delivered yet");
        assertThat(after.select(".notice form").text()).contains("3 answers are ready", "chosen by operator");
        assertThat(database.number("SELECT count(*) FROM timetables_thingtag")).isEqualTo(grants);

        LedgerEntry delivered = deliver();
        assertThat(delivered.state()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM timetables_thingtag")).isEqualTo(grants + 3);
        assertThat(operator.get("/rejects").page().select("h1").text()).isEqualTo("1 open reject, 1 cause");
        Document closed =
                operator.get("/rejected?state=solved&waybill=" + page.number()).page();
        assertThat(closed.select("tbody tr")).hasSize(3);
        assertThat(closed.select("tbody tr").first().text())
                .contains("waybill " + delivered.number(), "tripos/nst/IA/earth by operator");
        Document one = operator.get("/rejects/" + first(page.number())).page();
        assertThat(one.select("dl").text())
                .contains("solved by waybill " + delivered.number(), "tripos/nst/IA/earth by operator");

        desk.waybill().undone(delivered, false);
        assertThat(database.number("SELECT count(*) FROM timetables_thingtag")).isEqualTo(grants);
        Document opened = operator.get("/rejects").page();
        assertThat(opened.select("h1").text()).isEqualTo("4 open rejects, 2 causes");
        assertThat(opened.select(".notice form, .cause .tag, .chosen"))
                .as("what was undone is not chosen")
                .isEmpty();
        assertThat(operator.get("/rejects/" + first(page.number()))
                        .page()
                        .select("#rows + .scroll tbody tr")
                        .first()
                        .text())
                .contains("none yet");
        assertThat(operator.post("/rejects/deliver", Map.of("feed", "timetable/permissions"))
                        .status())
                .isEqualTo(409);
        long undo = desk.waybill().page(delivered.number()).links().undoneBy();
        assertThat(desk.waybill().page(undo).results().notices())
                .extracting(Notice::sentence)
                .contains("3 rejected rows are open again without the answer that was chosen on the desk and delivered"
                        + " by waybill " + delivered.number() + ": choose again.");
    }

    @Test
    void oneRowOfACauseCanBeAnsweredDroppedOrForgottenByItself() throws Exception {
        LedgerEntry page =
                dropped("some.csv", "tripos/gone,user/dora,", "tripos/gone,user/emma,", "tripos/gone,user/fanny,");
        long first = first(page.number());
        String place = "/rejects/" + first;
        assertThat(operator.get(place).page().select("tbody tr input[name=row]"))
                .hasSize(3);
        assertThat(operator.post(place + "/choose", Map.of("for", "ticked", "own", "tripos/nst"))
                        .status())
                .isEqualTo(422);
        operator.post(place + "/choose", Map.of("for", "ticked", "row", "" + first, "own", " tripos/nst/IA "));
        operator.post(place + "/choose", Map.of("for", "ticked", "row", "" + (first + 1), "do", "drop"));
        Document shown = operator.get(place).page();
        assertThat(shown.select("tbody tr").get(0).text()).contains("tripos/nst/IA by operator");
        assertThat(shown.select("tbody tr").get(1).text()).contains("discarded by operator");
        assertThat(shown.select("tbody tr").get(2).text()).contains("none yet");
        operator.post(place + "/choose", Map.of("for", "ticked", "row", "" + first, "do", "forget"));
        assertThat(operator.get(place).page().select("tbody tr").get(0).text()).contains("none yet");
        operator.post(place + "/choose", Map.of("for", "ticked", "row", "" + first, "own", "tripos/nst/IA"));

        LedgerEntry delivered = deliver();
        assertThat(database.number("SELECT count(*) FROM waybill.rejects WHERE state = 'solved' AND closed_by = "
                        + delivered.number()))
                .isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM waybill.rejects WHERE state = 'dropped' AND closed_by = "
                        + delivered.number()))
                .isEqualTo(1);
        assertThat(operator.get("/rejects").page().select("h1").text()).isEqualTo("1 open reject, 1 cause");
        assertThat(operator.post(place + "/choose", Map.of("for", "ticked", "row", "" + first, "own", "x"))
                        .status())
                .as("closed rows are not chosen for")
                .isEqualTo(409);
    }

    @Test
    void whatWasRejectedBeforeIsToldBesideTheNumberOfThoseThatWaitAtThisWaybill() throws Exception {
        LedgerEntry first = dropped("before.csv", "tripos/away,user/gina,");
        LedgerEntry second = dropped("later.csv", "tripos/away,user/gina,", "tripos/away,user/hanna,");
        Document page = operator.get("/waybills/" + second.number()).page();
        String said =
                "1 rejected row was rejected before, and is listed where it was then: 1 at waybill " + first.number();
        assertThat(page.select(".answer").text()).contains("One row waits for you", said);
        assertThat(page.select("ul.notices").text()).doesNotContain("rejected before");
    }

    @Test
    void aNarrowListOfRejectedRowsSaysWhy() throws Exception {
        LedgerEntry page = dropped("why.csv", "tripos/away,user/ilse,");
        Document list = operator.get("/rejected?waybill=" + page.number()).page();
        assertThat(list.select("tbody .thin").eachText())
                .containsExactly(list.select("tbody td.wide").first().text());
    }

    @Test
    void aRowIsMendedCellByCellAndDeliveredAsItIsThen() throws Exception {
        LedgerEntry page = dropped("mend.csv", "tripos/nst/IA,ida,");
        String place = "/rejects/" + first(page.number()) + "/row";
        Document form = operator.get(place).page();
        assertThat(form.select("main label").eachText()).containsExactly("subject", "user", "data");
        assertThat(written(form, 1)).isEqualTo("ida");
        operator.post(place, Map.of("cell-1", "user/ida"));
        assertThat(operator.get(place).page().select("del").text()).isEqualTo("ida");
        assertThat(deliver().state()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM timetables_thing WHERE fullpath = 'user/ida'"))
                .isEqualTo(1);
        assertThat(operator.post(place, Map.of("cell-1", "user/jo")).status()).isEqualTo(409);
    }

    @Test
    void theReferenceIsSearchedByHand() throws Exception {
        LedgerEntry page = dropped("search.csv", "what/ever,user/kate,");
        String place = "/rejects/" + first(page.number());
        Document found =
                operator.post(place + "/look-up", Map.of("text", "NST ia")).page();
        assertThat(found.select("input[name=answer]").eachAttr("value"))
                .containsExactly("tripos/nst/IA", "tripos/nst/IA/earth", "tripos/nst/IA/physics");
        assertThat(operator.post(place + "/look-up", Map.of("text", "user/"))
                        .page()
                        .select("main .empty")
                        .text())
                .isEqualTo("Nothing in the reference has all of these words.");
    }

    @Test
    void aMappingRuleTellsWhatItWouldSolveBeforeItIsSavedAndThenSolvesIt() throws Exception {
        LedgerEntry page = dropped(
                "old.csv", "tripos/older/I,user/lara,", "tripos/older/I,user/mia,", "tripos/older/II,user/lara,");
        String place = "/rejects/" + first(page.number()) + "/rule";
        assertThat(operator.get(place).page().select("#from").val()).isEqualTo("tripos/older/I");
        Map<String, String> rule = Map.of("from", "tripos/older", "to", "tripos/new");
        Document counted = operator.post(place, rule).page();
        assertThat(counted.select(".notice").text()).startsWith("It would solve 2 open rejects.");
        Path file = desk.waybill().config().resolve("timetable-renames.csv");
        assertThat(Files.readString(file)).doesNotContain("tripos/older");

        operator.post(place, Map.of("from", "tripos/older", "to", "tripos/new", "do", "save"));
        assertThat(Files.readString(file)).contains("tripos/older,tripos/new,operator,");
        assertThat(operator.get("/rejects").page().select(".notice form").text())
                .contains("2 answers are ready");
        assertThat(deliver().state()).isEqualTo(State.DELIVERED);
        assertThat(operator.get("/rejects").page().select(".cause .path").text())
                .isEqualTo("tripos/older/II");
        long rest = database.number("SELECT id FROM waybill.rejects WHERE state = 'open'");
        Reply twice = operator.post(
                "/rejects/" + rest + "/rule", Map.of("from", "tripos/older", "to", "tripos/nst", "do", "save"));
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.text()).contains("has a rule already");
    }

    @Test
    void aViewerSeesCausesAndChangesNothing() throws Exception {
        LedgerEntry page = dropped("seen.csv", "tripos/nst/IA/erth,user/nora,");
        long reject = first(page.number());
        Visitor viewer = desk.visitor("viewer");
        assertThat(viewer.get("/rejects?waybill=" + page.number())
                        .page()
                        .select(".cause")
                        .text())
                .contains("Subject not found subject 1 row")
                .doesNotContain("earth");
        assertThat(viewer.get("/rejects/" + reject).page().select("main button, main textarea, main input[type=radio]"))
                .isEmpty();
        for (String place : List.of("/choose", "/row", "/rule", "/look-up")) {
            assertThat(viewer.post("/rejects/" + reject + place, Map.of("own", "tripos"))
                            .status())
                    .as(place)
                    .isEqualTo(403);
        }
        assertThat(viewer.post("/rejects/deliver", Map.of("feed", "timetable/permissions"))
                        .status())
                .isEqualTo(403);
        assertThat(operator.post("/rejects/deliver", Map.of("feed", "timetable/permissions"))
                        .status())
                .as("nothing is chosen")
                .isEqualTo(409);
    }

    @Test
    @Tag("thorough")
    void whateverStandsInARowOrAFieldIsShownAsItIsAndComesBackAsItWas() throws Exception {
        int i = 0;
        for (String text : NaughtyStrings.ALL) {
            if (text.isBlank() || text.indexOf(0) >= 0 || text.contains("\uD800")) {
                continue;
            }
            String row = "\"zz/" + text.replace("\"", "\"\"") + "\",user/naughty" + i++ + ",";
            LedgerEntry page = dropped("naughty" + i + ".csv", row);
            long reject = first(page.number());
            String place = "/rejects/" + reject;
            for (Reply reply : List.of(
                    operator.get("/rejects"),
                    operator.get(place),
                    operator.get(place + "/row"),
                    operator.get(place + "/rule"),
                    operator.get("/rejects?text=" + encoded(text) + "&waybill=" + page.number()),
                    operator.get("/rejects.csv?text=" + encoded(text)),
                    operator.get("/rejected?text=" + encoded(text)),
                    operator.get("/rejected?text=x&state=" + encoded(text) + "&below=" + encoded(text)),
                    operator.post(place + "/look-up", Map.of("text", text)),
                    operator.post(place + "/rule", Map.of("from", text, "to", text)),
                    operator.post(place + "/choose", Map.of("own", text, "for", text, "do", text)),
                    operator.post("/rejects/deliver", Map.of("feed", text)))) {
                assertThat(reply.status()).as(text).isIn(200, 303, 400, 404, 409, 422);
                assertThat(reply.text()).as(text).doesNotContain("Exception", "\tat ");
                assertThat(reply.page().select("main script, main img, main [onload], main [onerror]"))
                        .as(text)
                        .isEmpty();
            }
            operator.post(place + "/row", Map.of("cell-2", text));
            JsonNode kept = operator.get("/api" + place + "/row").json();
            assertThat(kept.path("choice").path("cells").get(2).asText())
                    .as(text)
                    .isEqualTo(text);
            assertThat(written(operator.get(place + "/row").page(), 2).replace("\r\n", "\n"))
                    .as(text)
                    .isEqualTo(text.replace("\r\n", "\n"));
            database.run("DELETE FROM waybill.choices");
            database.run("UPDATE waybill.rejects SET state = 'reported' WHERE state = 'open'");
            KeptCounts.renew(database);
        }
    }

    @Test
    void programsMendAndDeliverInTheSameWay() throws Exception {
        LedgerEntry page = dropped("api.csv", "tripos/nst/IA/erth,user/olga,");
        JsonNode causes = operator.get("/api/rejects?waybill=" + page.number()).json();
        assertThat(causes.path("rows").asLong()).isEqualTo(1);
        String place =
                "/api/rejects/" + causes.path("page").get(0).path("reject").asLong();
        String best = causes.path("page")
                .get(0)
                .path("candidates")
                .get(0)
                .path("value")
                .asText();
        assertThat(operator.postJson(place + "/choose", Map.of("answer", best))
                        .json()
                        .path("done")
                        .asText())
                .startsWith("Chosen for 1 row");
        String drop = operator.postJson("/api/rejects/deliver", Map.of("feed", "timetable/permissions"))
                .json()
                .path("see")
                .asText();
        LedgerEntry preview = desk.waybill().ended(drop.replace("/api/drops/", ""));
        String again = operator.postJson("/api/waybills/" + preview.number() + "/again", Map.of())
                .json()
                .path("see")
                .asText();
        LedgerEntry delivered = desk.waybill().ended(again.replace("/api/drops/", ""));
        JsonNode closed = operator.get(place).json().path("reject");
        assertThat(closed.path("state").asText()).isEqualTo("solved");
        assertThat(closed.path("closedBy").asLong()).isEqualTo(delivered.number());
        assertThat(closed.path("choice").path("by").asText()).isEqualTo("operator");
    }

    @Test
    void whatStandsInTheFolderStaysTheSameUntilItIsDelivered() throws Exception {
        LedgerEntry page = dropped("folder.csv", "tripos/nst/IA/erth,user/pia,");
        Path file = desk.waybill().data().error(page.feed(), page.number()).resolve("rejects.csv");
        String before = Files.readString(file, StandardCharsets.UTF_8);
        operator.post("/rejects/" + first(page.number()) + "/choose", Map.of("own", "tripos/nst/IA/earth"));
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo(before);
        deliver();
        assertThat(file).doesNotExist();
    }

    /** What is chosen for a waybill's rejects, in their order. */
    private List<String> chosenOf(LedgerEntry page) {
        return database.query("SELECT coalesce(ch.answer, array_to_string(ch.cells, '/'), '') || ' ' || ch.chosen_by"
                + " FROM waybill.choices AS ch JOIN waybill.rejects AS r ON r.id = ch.reject WHERE r.waybill = "
                + page.number() + " ORDER BY r.id");
    }

    @Test
    void whatIsChosenIsShownAsChosenWithWhoAndWhenAndNotTheFirstCandidate() throws Exception {
        LedgerEntry page = dropped("shown.csv", "tripos/nst/IA/erth,user/rosa,", "tripos/nst/IA/erth,user/saul,");
        String place = "/rejects/" + first(page.number());
        operator.post(place + "/choose", Map.of("own", "tripos/nst/IA/physics", "for", "all"));
        for (String shown : List.of("/rejects", place)) {
            Document document = operator.get(shown).page();
            assertThat(document.select("input[name=answer][checked]").eachAttr("value"))
                    .as(shown)
                    .containsExactly("tripos/nst/IA/physics");
            assertThat(document.select(".standing li").eachText())
                    .as(shown)
                    .singleElement()
                    .asString()
                    .startsWith("chosen for all 2 rows: tripos/nst/IA/physics by operator, today ");
            assertThat(document.select("input[name=replace]"))
                    .as("it is one's own")
                    .isEmpty();
        }
        operator.post(place + "/choose", Map.of("do", "drop", "for", "ticked", "row", "" + first(page.number())));
        Document both = operator.get("/rejects").page();
        assertThat(both.select("input[name=answer][checked]"))
                .as("the answers differ")
                .isEmpty();
        assertThat(both.select(".standing li b").eachText())
                .containsExactlyInAnyOrder("discarded", "tripos/nst/IA/physics");
        assertThat(desk.visitor("viewer")
                        .get("/rejects")
                        .page()
                        .select(".standing")
                        .text())
                .contains("by operator");
        JsonNode standing = operator.get("/api" + place).json().path("standing");
        assertThat(standing.findValuesAsText("by")).containsExactly("operator", "operator");
    }

    @Test
    void whatSomebodyElseHasChosenIsReplacedOnlyOnceBothAnswersWereSeen() throws Exception {
        LedgerEntry page = dropped("both.csv", "tripos/nst/IA/erth,user/tess,", "tripos/nst/IA/erth,user/uma,");
        String place = "/rejects/" + first(page.number());
        Map<String, String> physics = Map.of("answer", "tripos/nst/IA/physics", "for", "all", "back", "list");
        Visitor admin = desk.visitor("admin");
        operator.post(place + "/choose", Map.of("own", "tripos/nst/IA/earth"));

        Reply refused = admin.post(place + "/choose", physics);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(chosenOf(page)).containsOnly("tripos/nst/IA/earth operator");
        Document both = refused.page();
        assertThat(both.select("h1").text()).isEqualTo("Already answered by operator");
        assertThat(both.select("table.both tbody tr").eachText())
                .hasSize(2)
                .satisfies(rows -> assertThat(rows.get(0))
                        .as("with why it was a candidate")
                        .startsWith("operator tripos/nst/IA/earth one letter differs"))
                .satisfies(rows -> assertThat(rows.get(1)).isEqualTo("yours tripos/nst/IA/physics not saved"));
        assertThat(both.select("a.button").attr("href")).isEqualTo("/rejects");

        Reply same = admin.post(place + "/choose", Map.of("answer", "tripos/nst/IA/earth", "for", "all"));
        assertThat(same.status()).as("of the same answer nobody is asked").isEqualTo(303);
        assertThat(chosenOf(page)).containsOnly("tripos/nst/IA/earth operator");

        // Meanwhile it changes once more: what was seen is out of date again.
        operator.post(place + "/choose", Map.of("own", "tripos/nst"));
        Map<String, String> fields = new HashMap<>();
        both.select("form.choose input[type=hidden]").forEach(field -> fields.put(field.attr("name"), field.val()));
        assertThat(fields).containsAllEntriesOf(physics);
        Reply late = admin.post(both.select("form.choose").attr("action"), fields);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.page().select("table.both").text()).contains("operator tripos/nst 2");

        Document shown = admin.get(place).page();
        assertThat(shown.select(".replace").text()).isEqualTo("Replace what operator chose");
        Map<String, String> seen = new HashMap<>(physics);
        seen.put("replace", shown.select("input[name=replace]").val());
        assertThat(admin.post(place + "/choose", seen).location()).isEqualTo("/rejects");
        assertThat(chosenOf(page)).containsOnly("tripos/nst/IA/physics admin");
    }

    @Test
    void norAreAnswersOfOthersClearedOrMendedAwayWithoutAWord() throws Exception {
        LedgerEntry page = dropped("kept.csv", "tripos/nst/IA/erth,user/vera,", "tripos/nst/IA/erth,user/will,");
        long first = first(page.number());
        String place = "/rejects/" + first;
        Visitor admin = desk.visitor("admin");
        operator.post(place + "/choose", Map.of("for", "ticked", "row", "" + first, "own", "tripos/nst/IA/earth"));

        assertThat(admin.post(place + "/choose", Map.of("do", "forget")).status())
                .isEqualTo(409);
        assertThat(admin.post(place + "/choose", Map.of("do", "drop", "for", "all"))
                        .status())
                .isEqualTo(409);
        Reply mended = admin.post(place + "/row", Map.of("cell-0", "tripos/nst\nand more"));
        assertThat(mended.status()).isEqualTo(409);
        assertThat(mended.page().select("input[name=cell-0]").val()).isEqualTo("tripos/nst\nand more");
        assertThat(chosenOf(page))
                .as("and nothing was chosen for the other row")
                .containsExactly("tripos/nst/IA/earth operator");
        assertThat(admin.post(place + "/choose", Map.of("for", "ticked", "row", "" + (first + 1), "own", "tripos/nst"))
                        .status())
                .as("rows without an answer are free")
                .isEqualTo(303);
        assertThat(admin.get(place + "/row").page().select(".replace").text()).isEqualTo("Replace what operator chose");

        JsonNode conflict = admin.postJson("/api" + place + "/row", Map.of("cell-0", "tripos/nst"))
                .json();
        assertThat(conflict.path("status").asInt()).isEqualTo(409);
        assertThat(conflict.path("error").asText())
                .isEqualTo("operator has answered these rows already. Nothing was changed.");
        assertThat(conflict.path("standing").get(0).path("answer").asText()).isEqualTo("tripos/nst/IA/earth");
        assertThat(admin.postJson(
                                "/api" + place + "/row",
                                Map.of(
                                        "cell-0",
                                        "tripos/nst",
                                        "replace",
                                        conflict.path("replace").asLong()))
                        .status())
                .isEqualTo(200);
        assertThat(chosenOf(page)).containsExactly("tripos/nst/user/vera/ admin", "tripos/nst admin");
        assertThat(operator.post(place + "/choose", Map.of("do", "forget")).status())
                .isEqualTo(409);
        assertThat(admin.post(place + "/choose", Map.of("do", "forget")).status())
                .isEqualTo(303);
        assertThat(chosenOf(page)).isEmpty();
    }

    @Test
    void aRuleLeavesWhatOthersHaveChosen() throws Exception {
        LedgerEntry page = dropped("rule.csv", "tripos/before/I,user/xena,", "tripos/before/I,user/yan,");
        long first = first(page.number());
        desk.visitor("admin")
                .post("/rejects/" + first + "/choose", Map.of("for", "ticked", "row", "" + first, "do", "drop"));
        operator.post("/rejects/" + first + "/rule", Map.of("from", "tripos/before", "to", "tripos/new", "do", "save"));
        assertThat(operator.get("/rejects").page().select("[role=status]").text())
                .contains("It solves 2 open rejects", "1 of them keep what somebody else has chosen for them.");
        assertThat(chosenOf(page)).containsExactly("drop admin", " operator");
    }

    @Test
    void answersThatChangedSinceTheyWereSeenAreNotDelivered() throws Exception {
        LedgerEntry page = dropped("seen.csv", "tripos/nst/IA/erth,user/zoe,", "tripos/nst/IA/physic,user/zoe,");
        long first = first(page.number());
        operator.post("/rejects/" + first + "/choose", Map.of("own", "tripos/nst/IA/earth"));
        Map<String, String> form = Map.of(
                "feed",
                "timetable/permissions",
                "seen",
                operator.get("/rejects").page().select("input[name=seen]").val());
        desk.visitor("admin").post("/rejects/" + (first + 1) + "/choose", Map.of("own", "tripos/nst"));
        Reply refused = operator.post("/rejects/deliver", form);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.page().select("main").text())
                .contains("their number was 1 then and is 2 now, chosen by admin and operator");
    }

    @Test
    void aPreviewOfAnswersSaysWhenOthersWereChosenSince() throws Exception {
        LedgerEntry page = dropped("since.csv", "tripos/nst/IA/erth,user/since,");
        String place = "/rejects/" + first(page.number()) + "/choose";
        operator.post(place, Map.of("own", "tripos/nst/IA/earth"));
        LedgerEntry preview = ended(operator.post("/rejects/deliver", Map.of("feed", "timetable/permissions")));
        String shown = "/waybills/" + preview.number();
        assertThat(operator.get(shown).page().select(".notice.warn").text()).doesNotContain("chosen after");
        operator.post(place, Map.of("own", "tripos/nst/IA/physics"));
        assertThat(operator.get(shown).page().select(".notice.warn").text())
                .contains("Answers were chosen after this preview, the latest today ", "This file has the older ones");
    }

    @Test
    void ofTwoWhoAnswerAtTheSameTimeOneIsAsked() throws Exception {
        LedgerEntry page = dropped("race.csv", "tripos/nst/IA/erth,user/race,", "tripos/nst/IA/erth,user/ratio,");
        String place = "/rejects/" + first(page.number()) + "/choose";
        Map<String, Visitor> people = Map.of("operator", desk.visitor("operator"), "admin", desk.visitor("admin"));
        List<Integer> statuses = people.entrySet().parallelStream()
                .map(person -> person.getValue()
                        .post(place, Map.of("own", "of/" + person.getKey()))
                        .status())
                .toList();
        assertThat(statuses).containsExactlyInAnyOrder(303, 409);
        assertThat(chosenOf(page)).hasSize(2).containsAnyOf("of/operator operator", "of/admin admin");
        assertThat(Set.copyOf(chosenOf(page))).hasSize(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
