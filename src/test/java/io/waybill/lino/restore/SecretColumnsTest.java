package io.waybill.lino.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.Changes;
import io.waybill.delivery.naming.PlanFormat;
import io.waybill.delivery.naming.RowNames;
import io.waybill.desk.TestDesk;
import io.waybill.desk.Visitor;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Hashes of passwords are delivered, kept in the journal and mended, and nobody is shown one. */
@ExtendWith(TestPostgres.class)
class SecretColumnsTest {
    private static final String LONG = "HASH-C" + "x".repeat(130);

    @TempDir
    private Path folder;

    @Test
    void nobodyIsShownAHashAndItIsDeliveredMendedAndUndone(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        try (TestDesk desk = TestDesk.start(folder, database)) {
            Path zip = DumpZip.of(SampleSite.ofPartners(20), folder)
                    .adding(
                            "users_user",
                            "91,'user0','HASH-A','en','',None",
                            "92,'new','HASH-B','en','',None",
                            "93,'long','" + LONG + "','en','',None")
                    .write(folder.resolve("site.zip"));
            LedgerEntry page = desk.waybill()
                    .drop("lino/restore", zip, false, Map.of("source.use-tz", "true", "accept-loss", "2"));
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(database.query("SELECT password FROM users_user WHERE id = 92"))
                    .containsExactly("HASH-B");
            assertThat(database.number("SELECT count(*) FROM waybill.changes WHERE 'HASH-B' = ANY (after)"))
                    .isEqualTo(1);

            Visitor admin = desk.visitor("admin");
            String changes = "/waybills/" + page.number() + "/changes";
            String users = "?table=users_user&limit=1000";
            long duplicate = database.number("SELECT id FROM waybill.rejects WHERE key_cells = '{91}'");
            long tooLong = database.number("SELECT id FROM waybill.rejects WHERE key_cells = '{93}'");
            for (String place : List.of(
                    "/waybills/" + page.number(),
                    changes + users,
                    "/api" + changes + users,
                    changes + ".csv" + users,
                    "/rejects",
                    "/api/rejects",
                    "/rejects.csv",
                    "/rejected",
                    "/api/rejected",
                    "/rejected.csv",
                    "/rejects/" + duplicate,
                    "/api/rejects/" + duplicate,
                    "/rejects/" + duplicate + "/row",
                    "/api/rejects/" + duplicate + "/row",
                    "/rejects/" + tooLong,
                    "/api/rejects/" + tooLong,
                    "/rejects/" + tooLong + "/row",
                    "/api/rejects/" + tooLong + "/row")) {
                Reply shown = admin.get(place);
                assertThat(shown.status()).as(place).isEqualTo(200);
                assertThat(shown.text()).as(place).doesNotContain("HASH-");
            }
            JsonNode user = admin.get("/api" + changes + "?table=users_user&text=new")
                    .json()
                    .path("changes")
                    .path(0);
            assertThat(user.path("columns").path("password").toString()).isEqualTo("{\"hidden\":true}");
            assertThat(user.path("columns").path("username").path("after").asText())
                    .isEqualTo("new");
            assertThat(admin.get("/api" + changes + "?text=hash-b").json().path("changes"))
                    .isEmpty();
            for (String text : List.of("HASH-A", "hash-c", "xxxxxxxx")) {
                assertThat(admin.get("/api/rejects?text=" + text).json().path("page"))
                        .as(text)
                        .isEmpty();
                assertThat(admin.get("/api/rejected?text=" + text).json().path("rejects"))
                        .as(text)
                        .isEmpty();
            }
            assertThat(admin.get("/api/rejects?text=user0").json().path("page")).hasSize(1);
            assertThat(admin.get("/api/rejected?text=USER0").json().path("rejects"))
                    .hasSize(1);
            assertThat(admin.get("/rejects/" + tooLong).page().select(".lead").text())
                    .isEqualTo("It is about the secret column password, whose values are not shown: value too long.");
            assertThat(admin.get("/rejects/" + duplicate).page().select(".lead").text())
                    .contains("user0");

            assertThat(plan(database, page))
                    .contains("users_user 92", "password hidden")
                    .doesNotContain("HASH-");

            mended(desk, duplicate);
            assertThat(database.query("SELECT username, password FROM users_user WHERE id = 91"))
                    .containsExactly("another|HASH-A");
        }
    }

    /** The form of a row is sent back as it was shown, but for the name of the user. */
    private static void mended(TestDesk desk, long reject) {
        Visitor operator = desk.visitor("operator");
        Map<String, String> cells = new LinkedHashMap<>();
        operator.get("/rejects/" + reject + "/row")
                .page()
                .select("textarea")
                .forEach(cell -> cells.put(
                        cell.attr("name"),
                        cell.val().strip().equals("user0")
                                ? "another"
                                : cell.val().strip()));
        assertThat(cells.values()).contains("hidden", "another");
        assertThat(operator.post("/rejects/" + reject + "/row", cells).status()).isEqualTo(303);
        assertThat(operator.get("/rejects/" + reject).text())
                .contains("row mended")
                .doesNotContain("HASH-");
        LedgerEntry preview = desk.waybill()
                .ended(operator.post("/rejects/deliver", Map.of("feed", "lino/restore"))
                        .location()
                        .replace("/drops/", ""));
        LedgerEntry mended = desk.waybill()
                .ended(operator.post("/waybills/" + preview.number() + "/again", Map.of())
                        .location()
                        .replace("/drops/", ""));
        assertThat(mended.state()).as(mended.message()).isEqualTo(State.DELIVERED);
    }

    private static String plan(TestDatabase database, LedgerEntry page) throws Exception {
        Path config = Path.of("config");
        Changes changes = new Changes(database.dataSource(), LinoConfig.secretColumns(config));
        PlanFormat format = new PlanFormat(
                ZoneOffset.UTC,
                changes,
                new RowNames(database.dataSource(), LinoConfig.rowNames(config), LinoConfig.secretColumns(config)));
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        format.text(page, new Changes.Filter("users_user", null, false, null), out);
        format.json(page, new Changes.Filter("users_user", null, false, null), out);
        out.flush();
        return text.toString();
    }
}
