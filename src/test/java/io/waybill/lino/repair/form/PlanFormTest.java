package io.waybill.lino.repair.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.TestDesk;
import io.waybill.desk.Visitor;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People plan a repair on the desk: the form's page is read and sent as a browser without scripts does. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class PlanFormTest {
    private static final String FORM = "/feeds/lino/repair/form";

    private final TestDatabase database;
    private final TestDesk desk;
    private final byte[] dump;

    PlanFormTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        Path zip = folder.resolve("snapshot.zip");
        SampleSite.ofPartners(40).writeZip(zip, "snapshot/");
        dump = Files.readAllBytes(zip);
        desk = TestDesk.start(folder, database);
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    /** The answers that a page would send: what its fields hold, and some others. */
    private static Map<String, String> sent(Document page, Map<String, String> others) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Element field : page.select("form.fields [name]")) {
            switch (field.tagName()) {
                case "select" -> {
                    Element chosen = field.selectFirst("option[selected]");
                    Element first = field.selectFirst("option");
                    answers.put(field.attr("name"), (chosen == null ? first : chosen).attr("value"));
                }
                case "textarea" -> answers.put(field.attr("name"), field.wholeText());
                case "input" -> {
                    if (!field.attr("type").equals("checkbox") || field.hasAttr("checked")) {
                        answers.put(field.attr("name"), field.attr("value"));
                    }
                }
                default -> {
                    // buttons send nothing unless they are pressed
                }
            }
        }
        answers.putAll(others);
        return answers;
    }

    private static Document page(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.page();
    }

    private LedgerEntry ended(Reply dropped) {
        assertThat(dropped.status()).as(dropped.text()).isEqualTo(303);
        return desk.waybill().ended(dropped.location().replaceAll(".*[/=]", ""));
    }

    @Test
    void whatWasDeletedIsRestoredByAPlanThatNobodyHasWritten() {
        Visitor operator = desk.visitor("operator");
        assertThat(page(operator.get("/drop")).select("a[href=" + FORM + "]")).hasSize(1);
        assertThat(page(operator.get(FORM)).select("input[name=first]")).hasSize(1);

        Reply uploaded = operator.upload(
                "/drop",
                Map.of("feed", "lino/repair", "first", "true", "lino/repair/source.use-tz", "true"),
                "snapshot.zip",
                dump);
        LedgerEntry kept = ended(uploaded);
        assertThat(kept.state()).as(kept.message()).isEqualTo(State.DELIVERED);
        Reply chosen = operator.get(uploaded.location());
        assertThat(chosen.location()).isEqualTo(FORM + "?uploaded=" + kept.number());
        Document form = page(operator.get(chosen.location()));
        assertThat(form.select("select[name=dump] option[selected]").text()).contains("snapshot.zip");
        assertThat(form.select("datalist option").eachAttr("value")).contains("contacts_partner", "debts_entry");
        assertThat(page(operator.post(FORM, Map.of("dump", Long.toString(kept.number()), "more", "suggestions")))
                        .select("datalist option")
                        .eachAttr("value"))
                .as("a dump that is chosen in the form itself")
                .contains("contacts_partner", "debts_entry");

        Document more =
                page(operator.post(FORM, sent(form, Map.of("pass.1.table", "contacts_partner", "more", "pass"))));
        assertThat(more.select("pre.made")).as("no plan while fields are added").isEmpty();
        assertThat(more.select("[name=pass.2.table]")).hasSize(1);
        assertThat(more.select("[list=of-pass.1.columns] + datalist option, datalist#of-pass.1.columns option")
                        .eachAttr("value"))
                .contains("id", "name");

        Map<String, String> answers = new LinkedHashMap<>(Map.of(
                "pass.1.with-parents", "true",
                "title", "Partners: 100 to 103, \"lost\"",
                "pass.1.condition.1.rows", "keys-between",
                "pass.1.condition.1.values", "100, 103",
                "pass.2.table", "contacts_person",
                "pass.2.condition.1.rows", "in",
                "pass.2.condition.1.column", "partner_ptr_id",
                "pass.2.condition.1.values", "100\n101\r\n102",
                "lino/repair/source.use-tz", "true"));
        Document shown = page(operator.post(FORM, sent(more, answers)));
        String plan = shown.select("pre.made").first().wholeText();
        assertThat(shown.select(".notice.warn").eachText()).isEmpty();
        assertThat(plan)
                .contains(
                        "kind: lino-repair",
                        "keys-between:",
                        "- \"103\"",
                        "with-parents: true",
                        "column: partner_ptr_id");
        Map<String, String> whole = sent(shown, Map.of());
        Reply file = operator.post(FORM + "/file", whole);
        assertThat(file.text()).isEqualTo(plan);
        assertThat(file.header("Content-Disposition")).contains("partners-100-to-103-lost.yaml");

        Map<String, String> preview = new LinkedHashMap<>(whole);
        preview.put("preview", "true");
        LedgerEntry previewed = ended(operator.post(FORM + "/drop", preview));
        assertThat(previewed.state()).as(previewed.message()).isEqualTo(State.PREVIEWED);
        assertThat(partners()).isEmpty();
        LedgerEntry repaired = ended(operator.post(FORM + "/drop", whole));
        assertThat(repaired.state()).as(repaired.message()).isEqualTo(State.DELIVERED);
        assertThat(repaired.request().by()).isEqualTo("operator");
        assertThat(repaired.results().notices())
                .extracting(notice -> notice.sentence())
                .anyMatch(sentence -> sentence.startsWith(
                        "The dump old is snapshot.zip (waybill " + kept.number() + "), of version "));
        assertThat(partners()).containsExactly("100", "101", "102", "103");
    }

    private List<String> partners() {
        return database.query("SELECT id FROM contacts_partner ORDER BY id");
    }

    @Test
    void whatIsMissingIsSaidBesideTheFormAndNothingIsDropped() {
        Visitor operator = desk.visitor("operator");
        Map<String, String> wrong = Map.of(
                "pass.1.table", "contacts_partner",
                "pass.1.condition.1.rows", "between",
                "pass.1.condition.1.values", "7",
                "pass.1.mode", "update-columns",
                "pass.2.with-parents", "true",
                "pass.3.table", "contacts_partner",
                "pass.3.mode", "update-columns",
                "pass.3.columns", "remarks",
                "remap", "contacts_partner 4");
        Reply refused = operator.post(FORM + "/drop", wrong);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select(".notice.warn").eachText())
                .anyMatch(fault -> fault.startsWith("Choose the dump"))
                .anyMatch(fault -> fault.contains("Pass 1, condition 1") && fault.contains("needs a column"))
                .anyMatch(fault -> fault.contains("two values"))
                .anyMatch(fault -> fault.contains("Pass 1: the columns to write"))
                .anyMatch(fault -> fault.startsWith("Pass 2: choose its table"))
                .anyMatch(fault -> fault.startsWith("Pass 3: say of which rows the columns are written"))
                .anyMatch(fault -> fault.startsWith("Other keys"));
        assertThat(operator.get("/feeds/lino/restore/form").status()).isEqualTo(404);
        assertThat(desk.visitor("viewer").get(FORM).status()).isEqualTo(403);
        assertThat(operator.get(FORM + "?uploaded=999999")
                        .page()
                        .select(".notice.warn")
                        .text())
                .contains("waybill 999999 says why");
    }

    @Test
    void wordsThatMeanSomethingInYamlStayTheTextsThatPeopleWrote() {
        Visitor operator = desk.visitor("operator");
        for (String text : List.of(
                "null", "~", "yes", "true", "- a", "{x: 1}", "# no", "a: b", "0123", "1e5", "!!int x", "&a", "*b", "'",
                "@x")) {
            Document shown = page(operator.post(
                    FORM,
                    Map.of(
                            "dump", "snapshot.zip",
                            "title", text,
                            "pass.1.table", "contacts_partner",
                            "pass.1.condition.1.rows", "in",
                            "pass.1.condition.1.column", "name",
                            "pass.1.condition.1.values", text)));
            assertThat(shown.select(".notice.warn").eachText()).as(text).isEmpty();
            String plan = shown.select("pre.made").first().wholeText();
            Object read = new org.yaml.snakeyaml.Yaml(
                            new org.yaml.snakeyaml.constructor.SafeConstructor(new org.yaml.snakeyaml.LoaderOptions()))
                    .load(plan);
            assertThat(((Map<?, ?>) read).get("title")).as(plan).isEqualTo(text);
        }
    }
}
