package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.MerlinSystem;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.feed.MerlinReference;
import io.waybill.model.State;
import io.waybill.reject.KeptCounts;
import io.waybill.system.Mending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Merlin's files, dropped and mended on the desk. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
@TestInstance(Lifecycle.PER_CLASS)
class MerlinDeskTest {
    private final TestDatabase database;
    private final TestDesk desk;
    private final Visitor operator;

    MerlinDeskTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        database.run("INSERT INTO api_department (uuid, date_created, date_updated, name, description)"
                + " VALUES (gen_random_uuid(), now(), now(), 'Engineering', '')");
        desk = TestDesk.start(folder, database);
        operator = desk.visitor("operator");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private LedgerEntry ended(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        return desk.waybill().ended(reply.location().replace("/drops/", ""));
    }

    private LedgerEntry upload(String feed, String name, byte[] bytes) {
        return ended(operator.upload("/drop", Map.of("feed", "merlin/" + feed), name, bytes));
    }

    /** Removes what an earlier test has left. */
    @BeforeEach
    void nobodyIsThere() {
        database.run("TRUNCATE api_user, api_team CASCADE");
        database.run("UPDATE waybill.rejects SET state = 'reported', closed_by = NULL WHERE state = 'open'");
        KeptCounts.renew(database);
    }

    private static byte[] csv(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(csv(file.getValue()));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aBatchIsUploadedAsAZipItsRejectsAreLookedUpChosenDeliveredAndTakenBack() throws Exception {
        LedgerEntry batch = upload(
                "batch",
                "week.zip",
                zip(
                        Map.of(
                                "t.csv", "team_name\nپلتفرم داده\nMobile\n",
                                "u.csv",
                                        "Email,Name,Team\na@x.ir,Ana,Mobil\nb@x.ir,Ben,Mobil\nc@x.ir,Cyrus,Warehouse\nd@x.ir,Dara,\n")));
        assertThat(batch.state()).as(batch.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query("SELECT email FROM api_user")).containsExactly("d@x.ir");

        Document list = operator.get("/rejects?waybill=" + batch.number()).page();
        assertThat(list.select(".cause summary .path").eachText()).containsExactly("Mobil", "Warehouse");
        assertThat(list.select(".cause")
                        .first()
                        .select("input[name=answer]")
                        .first()
                        .val())
                .isEqualTo("Mobile");
        assertThat(operator.get(list.select(".cause a[href*=/candidates]")
                                .first()
                                .attr("href"))
                        .page()
                        .select(".candidate")
                        .first()
                        .text())
                .contains("Mobile", "What it is team", "Members 0", "Row all its columns");
        operator.post(list.select(".cause").first().select("form").attr("action"), Map.of("answer", "Mobile"));

        String warehouse =
                "/rejects/" + database.number("SELECT id FROM waybill.rejects WHERE cause = ARRAY['Warehouse']");
        // With an Arabic yeh, as some keyboards write it.
        Document found =
                operator.post(warehouse + "/look-up", Map.of("text", "پلتفرم")).page();
        assertThat(found.select("input[name=answer]").eachAttr("value")).containsExactly("پلتفرم داده");
        assertThat(found.select("a[href$=rule]")).isEmpty();
        assertThat(operator.get(warehouse + "/rule").status()).isEqualTo(409);
        operator.post(warehouse + "/choose", Map.of("answer", "پلتفرم داده"));

        LedgerEntry preview = ended(operator.post("/rejects/deliver", Map.of("feed", "merlin/batch")));
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        LedgerEntry mended = ended(operator.post("/waybills/" + preview.number() + "/again", Map.of()));
        assertThat(mended.state()).as(mended.message()).isEqualTo(State.DELIVERED);
        assertThat(database.query(
                        "SELECT u.email, t.name FROM api_user u JOIN api_team t ON t.id = u.team_id ORDER BY 1"))
                .containsExactly("a@x.ir|Mobile", "b@x.ir|Mobile", "c@x.ir|پلتفرم داده");
        assertThat(database.query(
                        "SELECT DISTINCT state, closed_by FROM waybill.rejects WHERE waybill = " + batch.number()))
                .containsExactly("solved|" + mended.number());
        assertThat(operator.get(warehouse).page().select("dl").text())
                .contains("solved by waybill " + mended.number(), "پلتفرم داده", "operator");

        Reply undo = desk.visitor("admin").post("/waybills/" + mended.number() + "/undo", Map.of());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> desk.waybill()
                        .page(Long.parseLong(undo.location().replace("/waybills/", "")))
                        .state()
                        .terminal());
        assertThat(database.query("SELECT email FROM api_user")).containsExactly("d@x.ir");
        assertThat(database.number("SELECT count(*) FROM waybill.rejects WHERE state = 'open'"))
                .isEqualTo(3);
    }

    @Test
    void peopleAreLookedForByAddressAndNameAndWhatIsNoReferenceCannotBeLookedUp() throws Exception {
        upload("users", "known.csv", csv("Email,Name\nsara.k@x.ir,Sara Karimi\nsam@x.ir,Sam\n"));
        LedgerEntry page = upload("users", "new.csv", csv("Email,Leader\ne@x.ir,karimi.sara@x.ir\nno-address,\n"));
        long leader = database.number(
                "SELECT id FROM waybill.rejects WHERE rule = 'leader-not-found' AND waybill = " + page.number());
        Document found = operator.post("/rejects/" + leader + "/look-up", Map.of("text", "KARIMI sara"))
                .page();
        assertThat(found.select("input[name=answer]").eachAttr("value")).containsExactly("sara.k@x.ir");
        assertThat(found.select(".candidates").text()).contains("Sara Karimi", "user");
        long other = database.number(
                "SELECT id FROM waybill.rejects WHERE rule <> 'leader-not-found' AND waybill = " + page.number());
        assertThat(operator.get("/rejects/" + other).page().select("input[name=text]"))
                .isEmpty();
        assertThat(operator.post("/rejects/" + other + "/look-up", Map.of("text", "x"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void ofAWideRowTheColumnsWithoutAValueAreLeftOutAndToldAndMendingIsAtItsBeginning() {
        LedgerEntry page =
                upload("users", "wide.csv", csv("Email,Name,Gmail,Phone,Team,Chapter\nno-address,Ann,,,,\n"));
        long reject = database.number("SELECT id FROM waybill.rejects WHERE waybill = " + page.number());
        Document shown = operator.get("/rejects/" + reject).page();
        assertThat(shown.select("#rows + .scroll th").eachText())
                .containsExactly("Mend", "Email", "Name", "Position", "Chosen");
        assertThat(shown.select("#rows + .scroll tbody td").first().text()).isEqualTo("mend");
        assertThat(shown.select("main > p.mute").last().text())
                .isEqualTo("Without a value in this row: Gmail, Phone, Team, Chapter.");
        assertThat(shown.select("label[for=own]")).isEmpty();
        LedgerEntry other = upload("users", "leader.csv", csv("Email,Leader\nz@x.ir,qqqqqq@y.org\n"));
        assertThat(operator.get("/rejects/"
                                + database.number("SELECT id FROM waybill.rejects WHERE waybill = " + other.number()))
                        .page()
                        .select("label[for=own]")
                        .text())
                .as("there is nothing else to choose")
                .isEqualTo("The value that is meant");
    }

    @Test
    void aPreviewNamesTheOptionThatWouldSolveItsRejectsAndTriesOthersWithoutAnotherUpload() {
        StringBuilder rows = new StringBuilder("Email,Leader,Chapter\n");
        for (int i = 0; i < 2_000; i++) {
            rows.append("p").append(i).append("@x.ir,boss").append(i % 7).append("@x.ir,\n");
        }
        rows.append("q@x.ir,,Nowhere\n");
        LedgerEntry page = ended(operator.upload(
                "/drop",
                Map.of("feed", "merlin/users", "preview", "true", "encoding", "utf-8"),
                "people.csv",
                csv(rows.toString())));
        assertThat(page.state()).isEqualTo(State.PREVIEWED);
        Document shown = operator.get("/waybills/" + page.number()).page();
        assertThat(shown.select("form[action$=again] button[name]:not([name=preview])")
                        .eachText())
                .containsExactly("Preview with create-users", "Preview with create-missing");
        assertThat(shown.select(".notice:has(button[name=create-users]) p").text())
                .startsWith(
                        "2,000 rows would be rejected because an option is not set (leader not found). Create missing users");
        assertThat(shown.select("#plan ~ p").first().text()).startsWith("No row changes in any of its ");
        assertThat(desk.visitor("viewer")
                        .get("/waybills/" + page.number())
                        .page()
                        .select("#options, button[name=create-users]"))
                .isEmpty();

        LedgerEntry second = ended(operator.post(
                "/waybills/" + page.number() + "/again",
                Map.of("preview", "true", "other-options", "true", "encoding", "utf-8", "create-users", "true")));
        assertThat(second.state()).isEqualTo(State.PREVIEWED);
        assertThat(second.request().dropOptions().others())
                .containsEntry("create-users", "true")
                .containsEntry("encoding", "utf-8");
        assertThat(second.results().rejected()).isEqualTo(1);
        Document again = operator.get("/waybills/" + second.number()).page();
        assertThat(again.select("#options input[name=merlin/users/create-users]")
                        .hasAttr("checked"))
                .isTrue();
        assertThat(again.select("#options option[selected]").eachText()).contains("utf-8");

        LedgerEntry held =
                ended(operator.upload("/drop", Map.of("feed", "merlin/users"), "people.csv", csv(rows.toString())));
        assertThat(held.state()).isEqualTo(State.HELD);
        String place = "/waybills/" + held.number();
        assertThat(operator.get(place).page().select("button[name=create-users]"))
                .as("a plan that is held names the option, too")
                .hasSize(1);
        assertThat(operator.post(place + "/again", Map.of()).status())
                .as("the same file is not delivered beside its held plan")
                .isEqualTo(409);
        assertThat(ended(operator.post(
                                place + "/again",
                                Map.of("preview", "true", "other-options", "true", "create-users", "true")))
                        .results()
                        .rejected())
                .isEqualTo(1);
        Visitor admin = desk.visitor("admin");
        admin.post(
                place + "/decline",
                Map.of(
                        "fingerprint",
                        admin.get(place)
                                .page()
                                .select("input[name=fingerprint]")
                                .val()));

        LedgerEntry third = ended(operator.post(
                "/waybills/" + second.number() + "/again",
                Map.of("other-options", "true", "create-users", "true", "create-missing", "true")));
        assertThat(third.state()).as(third.message()).isIn(State.DELIVERED, State.HELD);
        assertThat(third.request().dropOptions().others()).doesNotContainKey("encoding");
        assertThat(third.results().rejected()).isZero();
        assertThat(operator.post(
                                "/waybills/" + second.number() + "/again",
                                Map.of("other-options", "true", "delimiter", "?"))
                        .status())
                .isEqualTo(422);
    }

    /** Previews what was chosen, then delivers that very file. */
    private LedgerEntry deliver() {
        LedgerEntry preview = ended(operator.post("/rejects/deliver", Map.of("feed", "merlin/batch")));
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        return ended(operator.post("/waybills/" + preview.number() + "/again", Map.of()));
    }

    private String reject(long waybill, String rule) {
        return "/rejects/"
                + database.number("SELECT min(id) FROM waybill.rejects WHERE waybill = " + waybill + " AND rule = '"
                        + rule + "'");
    }

    @Test
    void rejectsOfSeveralFilesAreAnsweredMendedOrDroppedAndDeliveredAsOneFile() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("tribes.csv", "tribe_name\r\nAnalysts\r\n".getBytes(StandardCharsets.UTF_8));
        files.put(
                "teams.csv",
                "team_name,team_tribe_name\r\nEngines,Analysts\r\nکارخانه,Analysts\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        files.put(
                "people.csv",
                "email,name,team\r\nada@x.example,Ada Byron,Engines\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(ended(operator.upload("/drop", Map.of("feed", "merlin/batch", "create-missing", "true"), files))
                        .state())
                .isEqualTo(State.DELIVERED);

        files.clear();
        files.put("teams.csv", "team_name,team_tribe_name\r\nMills,Analists\r\n".getBytes(StandardCharsets.UTF_8));
        files.put(
                "people.csv",
                ("email,name,team,leader\r\nb@x.example,B,Engnies,\r\nc@x.example,C,Engnies,\r\n"
                                + "d@x.example,D,Engines,gone@y.example\r\nno address,E,Engines,\r\n"
                                + "f@x.example,F,Engines,ada@x.example\r\ng@x.example,G,Nowhere,\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        LedgerEntry page = ended(operator.upload("/drop", Map.of("feed", "merlin/batch"), files));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.results().rejected()).isEqualTo(6);
        Document list = operator.get("/rejects?waybill=" + page.number()).page();
        assertThat(list.select("h1").text()).startsWith("6 open rejects, 5 causes");
        assertThat(list.select(".cause summary .path").eachText())
                .containsExactlyInAnyOrder("Engnies", "Analists", "gone@y.example", "no address", "Nowhere");

        String team = reject(page.number(), "team-not-found");
        assertThat(operator.get(team)
                        .page()
                        .select("input[name=answer]")
                        .first()
                        .val())
                .isEqualTo("Engines");
        operator.post(team + "/choose", Map.of("answer", "Engines", "for", "all"));
        String tribe = reject(page.number(), "team-tribe-name-not-found");
        operator.post(tribe + "/choose", Map.of("answer", "Analysts", "for", "all"));
        String leader = reject(page.number(), "leader-not-found");
        Document found =
                operator.post(leader + "/look-up", Map.of("text", "byron ADA")).page();
        assertThat(found.select("input[name=answer]").eachAttr("value")).containsExactly("ada@x.example");
        assertThat(found.select(".candidates tbody tr").text()).contains("Ada Byron", "user");
        operator.post(leader + "/choose", Map.of("answer", "ada@x.example", "for", "all"));
        assertThat(operator.post(team + "/look-up", Map.of("text", "\u0643ارخانه"))
                        .page()
                        .select("input[name=answer]")
                        .val())
                .as("with the other kaf")
                .isEqualTo("کارخانه");

        String address = "/rejects/"
                + database.number("SELECT id FROM waybill.rejects WHERE waybill = " + page.number()
                        + " AND 'no address' = ANY (cause)");
        Document mend = operator.get(address).page();
        assertThat(mend.select("#own, #look-up, button:contains(Use it)")).isEmpty();
        assertThat(mend.select("main").text()).contains("No answer can solve this row: mend it below, or discard it.");
        assertThat(operator.post(address + "/choose", Map.of("own", "e@x.example"))
                        .status())
                .isEqualTo(409);
        assertThat(operator.post(address + "/look-up", Map.of("text", "e")).status())
                .isEqualTo(409);
        operator.post(address + "/row", Map.of("cell-0", "e@x.example"));
        String nowhere = "/rejects/"
                + database.number("SELECT id FROM waybill.rejects WHERE waybill = " + page.number()
                        + " AND 'Nowhere' = ANY (cause)");
        operator.post(nowhere + "/choose", Map.of("do", "drop"));

        LedgerEntry delivered = deliver();
        assertThat(delivered.state()).as(delivered.message()).isEqualTo(State.DELIVERED);
        assertThat(delivered.results().rejected()).isZero();
        assertThat(database.query("SELECT u.email || ' ' || t.name FROM api_user u JOIN api_team t ON t.id = u.team_id"
                        + " WHERE u.email < 'h' AND t.name = 'Engines' AND u.email <> 'ada@x.example' ORDER BY 1"))
                .hasSize(5);
        assertThat(database.number("SELECT count(*) FROM api_user u JOIN api_user l ON l.id = u.leader_id"
                        + " WHERE u.email IN ('d@x.example', 'f@x.example') AND l.email = 'ada@x.example'"))
                .isEqualTo(2);
        assertThat(operator.get("/rejects?waybill=" + page.number())
                        .page()
                        .select("h1")
                        .text())
                .startsWith("No open rejects match");
        assertThat(operator.get(team).page().select("dl").text())
                .contains("solved by waybill " + delivered.number(), "Engines by operator");
        assertThat(operator.get(nowhere).page().select("dl").text())
                .contains("discarded by waybill " + delivered.number());

        desk.waybill().undone(delivered, false);
        assertThat(database.number("SELECT count(*) FROM api_user WHERE email < 'h'"))
                .isEqualTo(2);
        assertThat(operator.get("/rejects?waybill=" + page.number())
                        .page()
                        .select("h1")
                        .text())
                .startsWith("6 open rejects, 5 causes");
    }

    @Test
    void ofEveryKindThatRowsReferToMoreThanANameCanBeTold() throws Exception {
        database.run("INSERT INTO api_team (uuid, name, description) VALUES (gen_random_uuid(), 'Payments', 'Money')");
        database.run("INSERT INTO api_ladder (uuid, code, name, description)"
                + " SELECT gen_random_uuid(), code, code || ' ladder', '' FROM unnest(ARRAY['Soft', 'Hard']) AS code");
        database.run("INSERT INTO api_ladderaspect (uuid, code, name, \"order\", ladder_id)"
                + " SELECT gen_random_uuid(), code, 'Aspect', 1, id FROM api_ladder");
        database.run("INSERT INTO api_ladderaspect (uuid, code, name, \"order\", ladder_id)"
                + " SELECT gen_random_uuid(), 'Both', 'Aspect', 1, id FROM api_ladder");
        MerlinReference reference = new MerlinReference(MerlinConfig.load(Path.of("config")), database.dataSource());
        for (String rule : List.of(
                "ladder-code-not-found",
                "aspect-code-not-found",
                "leader-not-found",
                "team-not-found",
                "tribe-not-found",
                "chapter-not-found",
                "organization-not-found",
                "team-department-not-found")) {
            assertThat(reference.of(rule).orElseThrow().details(List.of("Payments", "nobody@x.ir")))
                    .as(rule)
                    .hasSize(rule.equals("team-not-found") ? 1 : 0);
        }
        assertThat(reference
                        .of("team-not-found")
                        .orElseThrow()
                        .details(List.of("Payments"))
                        .get("Payments"))
                .isEqualTo(new Mending.EntryDetails(
                        "Money",
                        "team",
                        "",
                        Map.of("members", 0L),
                        new Mending.RowPlace(
                                "api_team",
                                database.query("SELECT id FROM api_team WHERE name = 'Payments'")
                                        .get(0))));
        assertThat(reference
                        .of("ladder-code-not-found")
                        .orElseThrow()
                        .details(List.of("Soft"))
                        .get("Soft"))
                .isEqualTo(new Mending.EntryDetails(
                        "Soft ladder",
                        "ladder",
                        "",
                        Map.of("aspects", 2L, "levels", 0L, "people on it", 0L),
                        new Mending.RowPlace(
                                "api_ladder",
                                database.query("SELECT id FROM api_ladder WHERE code = 'Soft'")
                                        .get(0))));
        assertThat(reference.of("aspect-code-not-found").orElseThrow().details(List.of("Both", "Hard")))
                .as("an aspect of several ladders is no single row")
                .hasSize(2)
                .containsEntry(
                        "Both",
                        new Mending.EntryDetails(
                                "Aspect",
                                "aspect",
                                "ladder Hard ladder (Hard), ladder Soft ladder (Soft)",
                                Map.of("levels", 0L),
                                null));
    }
}
