package io.waybill.lino.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.TestDesk;
import io.waybill.desk.Visitor;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.nio.file.Path;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People find on the desk what a dangling reference means, and all rows with it are delivered. */
@ExtendWith(TestPostgres.class)
class MendingDeskTest {
    @TempDir
    private Path folder;

    @Test
    void whatPeopleFindByNameIsTheAnswerForAllRowsThatReferToTheSame(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        try (TestDesk desk = TestDesk.start(folder, database)) {
            Path zip = DumpZip.of(SampleSite.ofPartners(20), folder)
                    .adding(
                            "contacts_partner",
                            "900,'N','','en','ZZ',None,'',dt(2019,1,1,0,0,0)",
                            "901,'O','','en','ZZ',None,'',dt(2019,1,1,0,0,0)")
                    .write(folder.resolve("site.zip"));
            LedgerEntry page = desk.waybill()
                    .drop("lino/restore", zip, false, Map.of("source.use-tz", "true", "accept-loss", "2"));
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            Visitor operator = desk.visitor("operator");
            String reject = "/rejects/" + database.number("SELECT min(id) FROM waybill.rejects");
            assertThat(operator.get("/rejects").page().text()).contains("country_id", "ZZ");
            assertThat(operator.post(reject + "/look-up", Map.of("text", "be"))
                            .page()
                            .select("input[name=answer]")
                            .eachAttr("value"))
                    .contains("BE");
            assertThat(operator.post(reject + "/look-up", Map.of("text", "be"))
                            .page()
                            .select("tr:has(input[value=BE]) .thin")
                            .text())
                    .as("what the key means, on a narrow screen")
                    .isEqualTo("Country 1");
            assertThat(operator.post(reject + "/choose", Map.of("answer", "BE")).status())
                    .isEqualTo(303);
            String drop = operator.post("/rejects/deliver", Map.of("feed", "lino/restore"))
                    .location()
                    .replace("/drops/", "");
            LedgerEntry preview = desk.waybill().ended(drop);
            assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
            String again = operator.post("/waybills/" + preview.number() + "/again", Map.of())
                    .location()
                    .replace("/drops/", "");
            LedgerEntry mended = desk.waybill().ended(again);
            assertThat(mended.state()).as(mended.message()).isEqualTo(State.DELIVERED);
            assertThat(database.query("SELECT id, country_id FROM contacts_partner WHERE id >= 900 ORDER BY id"))
                    .containsExactly("900|BE", "901|BE");
        }
    }

    @Test
    void theRowWhoseKeyIsSearchedForIsFoundFirst(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        try (TestDesk desk = TestDesk.start(folder, database)) {
            Path zip = DumpZip.of(SampleSite.ofPartners(20), folder)
                    .adding(
                            "debts_budget",
                            "90,date(2019,1,1),False,101,None",
                            "190,date(2019,1,1),False,101,None",
                            "890,date(2019,1,1),False,101,None")
                    .adding("debts_entry", "9001,999,None,1,'I','1','D'")
                    .write(folder.resolve("site.zip"));
            LedgerEntry page = desk.waybill()
                    .drop("lino/restore", zip, false, Map.of("source.use-tz", "true", "accept-loss", "1"));
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            String reject = "/rejects/" + database.number("SELECT id FROM waybill.rejects");
            assertThat(desk.visitor("operator")
                            .post(reject + "/look-up", Map.of("text", "90"))
                            .page()
                            .select("input[name=answer]")
                            .eachAttr("value"))
                    .containsExactly("90", "190", "890");
        }
    }

    /** The site has got what the rows lacked, so that nothing about them is wrong any more. */
    @Test
    void rowsAreTriedAgainAsTheyAre(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        try (TestDesk desk = TestDesk.start(folder, database)) {
            Path zip = DumpZip.of(SampleSite.ofPartners(20), folder)
                    .adding("contacts_partner", "900,'N','','en','ZZ',None,'',dt(2019,1,1,0,0,0)")
                    .adding("contacts_person", "900,'F','L','male','',None")
                    .write(folder.resolve("site.zip"));
            desk.waybill().drop("lino/restore", zip, false, Map.of("source.use-tz", "true", "accept-loss", "2"));
            Visitor operator = desk.visitor("operator");
            String reject =
                    "/rejects/" + database.number("SELECT id FROM waybill.rejects WHERE kind = 'contacts_partner'");
            assertThat(operator.get(reject).page().select("button[value=again]").text())
                    .isEqualTo("Try again as it is");
            assertThat(operator.post(reject + "/choose", Map.of("do", "again")).status())
                    .isEqualTo(303);
            assertThat(operator.get(reject).page().text()).contains("try again as it is by operator");
            assertThat(answered(desk, operator)).isEqualTo(State.UNCHANGED);
            database.run(
                    "INSERT INTO countries_country SELECT 'ZZ', name, name_de, \"name_pt_BR\" FROM countries_country LIMIT 1");
            operator.post(reject + "/choose", Map.of("do", "again"));
            assertThat(answered(desk, operator)).isEqualTo(State.DELIVERED);
            assertThat(database.query(
                            "SELECT country_id, first_name FROM contacts_partner JOIN contacts_person ON partner_ptr_id = id"
                                    + " WHERE id = 900"))
                    .containsExactly("ZZ|F");
            assertThat(database.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                    .isZero();
        }
    }

    private static State answered(TestDesk desk, Visitor operator) {
        String drop = operator.post("/rejects/deliver", Map.of("feed", "lino/restore"))
                .location()
                .replace("/drops/", "");
        LedgerEntry preview = desk.waybill().ended(drop);
        String again = operator.post("/waybills/" + preview.number() + "/again", Map.of())
                .location()
                .replace("/drops/", "");
        return desk.waybill().ended(again).state();
    }

    @Test
    void whatAGenericReferenceMeansIsSuggestedComparedSearchedAndAnswered(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        try (TestDesk desk = TestDesk.start(folder, database)) {
            Path zip = DumpZip.of(SampleSite.ofPartners(20), folder)
                    .adding(
                            "contacts_partner",
                            "900,'Nordlicht','','en','ZZ',None,'',dt(2019,1,1,0,0,0)",
                            "901,'Nordlicht','','en','BE',None,'',dt(2019,1,1,0,0,0)")
                    .adding(
                            "notes_note",
                            "900,date(2019,1,1),None,None,contacts_Partner,900,'S','',False",
                            "901,date(2019,1,1),None,None,contacts_Partner,900,'S','',False")
                    .adding("debts_budget", "900,date(2019,1,1),False,901,None")
                    .write(folder.resolve("site.zip"));
            LedgerEntry page = desk.waybill()
                    .drop("lino/restore", zip, false, Map.of("source.use-tz", "true", "accept-loss", "3"));
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            Visitor operator = desk.visitor("operator");
            String reject = "/rejects/"
                    + database.number("SELECT min(id) FROM waybill.rejects WHERE rule = 'dangling-generic-reference'");

            String country = database.value("SELECT name FROM countries_country WHERE isocode = 'BE'");
            assertThat(operator.get(reject + "/candidates").page().text())
                    .contains("901", "Nordlicht", "contacts_partner", country, "Debts budget 1", "2 rows");
            assertThat(operator.get(reject).page().select(".candidates a[href^=/row]"))
                    .as("a candidate by its name")
                    .extracting(Element::text)
                    .contains("Nordlicht");
            String partner = "/rejects/"
                    + database.number("SELECT min(id) FROM waybill.rejects WHERE kind = 'contacts_partner'");
            assertThat(operator.get("/api" + partner)
                            .json()
                            .at("/reject/refersTo")
                            .size())
                    .as("a country that is not there")
                    .isZero();
            assertThat(operator.post(reject + "/look-up", Map.of("text", "nordl"))
                            .page()
                            .select("input[name=answer]")
                            .eachAttr("value"))
                    .containsOnly("901");
            assertThat(operator.post(reject + "/choose", Map.of("answer", "901"))
                            .status())
                    .isEqualTo(303);
            String drop = operator.post("/rejects/deliver", Map.of("feed", "lino/restore"))
                    .location()
                    .replace("/drops/", "");
            LedgerEntry preview = desk.waybill().ended(drop);
            assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
            operator.post("/waybills/" + preview.number() + "/again", Map.of());
            await().untilAsserted(() -> assertThat(
                            database.query("SELECT id, owner_id FROM notes_note WHERE id >= 900 ORDER BY id"))
                    .containsExactly("900|901", "901|901"));
        }
    }
}
