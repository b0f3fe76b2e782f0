package io.waybill.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.folder.BadZips;
import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinSystem;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files that come through the desk. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class DropTest {
    private static final Map<String, String> PERMISSIONS = Map.of("feed", "timetable/permissions");

    private final TestDatabase database;
    private final TestDesk desk;

    DropTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        database.run("INSERT INTO timetables_thing VALUES (1, NULL, 'x', 'tripos', 'tripos', '', '', '')");
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
        desk = TestDesk.start(folder, database, Map.of("WAYBILL_DESK_LARGEST_UPLOAD", "1"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(spooled()).isEmpty());
    }

    private List<Path> spooled() throws Exception {
        Path spool = desk.waybill().data().root().resolve("spool");
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(file -> !file.equals(spool)).toList();
        }
    }

    private LedgerEntry ended(Reply dropped) {
        assertThat(dropped.status()).as(dropped.text()).isEqualTo(303);
        return desk.waybill().ended(dropped.location().replace("/drops/", ""));
    }

    @Test
    void aFileIsCarriedAsIfItHadBeenCopiedIntoItsFolderAndItsWaybillNamesWhoDroppedIt() {
        Visitor operator = desk.visitor("operator");
        Document form = operator.get("/drop?feed=timetable/play").page();
        assertThat(form.select("input[name=feed]").eachAttr("value"))
                .contains("timetable/live", "timetable/permissions", "timetable/play");
        assertThat(form.select("input[name=feed][checked]").attr("value")).isEqualTo("timetable/play");

        LedgerEntry page = ended(operator.upload(
                "/drop",
                Map.of("feed", "timetable/permissions", "preview", "true", "again", "true"),
                "people of 2026.csv",
                "tripos,user/a,\r\n".getBytes(UTF_8)));
        assertThat(page.state()).isEqualTo(State.PREVIEWED);
        assertThat(page.request().by()).isEqualTo("operator");
        assertThat(page.request().options()).containsOnlyKeys("preview", "again");
        assertThat(page.file().name()).isEqualTo("people of 2026.csv");
        assertThat(page.feed().toString()).isEqualTo("timetable/permissions");
    }

    @Test
    void whateverAFileIsCalledItIsCarriedUnderAHarmlessNameAndShownAsItIs() throws Exception {
        eachIsCarriedUnderAHarmlessNameAndShownAsItIs(NaughtyStrings.SOME);
    }

    @Test
    @Tag("thorough")
    void whateverElseAFileIsCalledItIsCarriedUnderAHarmlessNameAndShownAsItIs() throws Exception {
        eachIsCarriedUnderAHarmlessNameAndShownAsItIs(NaughtyStrings.ALL);
    }

    private void eachIsCarriedUnderAHarmlessNameAndShownAsItIs(List<String> names) throws Exception {
        Visitor operator = desk.visitor("operator");
        int i = 0;
        for (String name : names) {
            if (name.isBlank() || name.indexOf('\u0000') >= 0 || name.contains("\uD800")) {
                continue;
            }
            String row = "tripos,user/naughty" + names.size() + "x" + i++ + ",\r\n";
            Reply dropped = operator.upload("/drop", PERMISSIONS, name, row.getBytes(UTF_8));
            LedgerEntry page = ended(dropped);
            assertThat(page.state()).as(name).isEqualTo(State.DELIVERED);
            assertThat(page.file().name()).as(name).doesNotContain("/", "\\", "\r", "\n", "\u0000", "\u202E");
            Document shown = operator.get("/waybills/" + page.number()).page();
            assertThat(shown.select("h1 .of").text().replaceAll("\\s+", " "))
                    .as(name)
                    .isEqualTo("· " + page.file().name().replaceAll("\\s+", " "));
            assertThat(shown.select("main script, main img, main [onload], main [onerror]"))
                    .as(name)
                    .isEmpty();
        }
        Path data = desk.waybill().data().root();
        try (Stream<Path> files = Files.walk(data.getParent())) {
            assertThat(files)
                    .noneMatch(file -> !file.startsWith(data)
                            && List.of("passwd", "win.ini")
                                    .contains(file.getFileName().toString()));
        }
        assertThat(operator.get("/waybills").page().select("main script, main img, main svg[onload]"))
                .isEmpty();
        assertThat(Path.of("/tmp/x")).doesNotExist();
    }

    @Test
    void whateverStandsInAFieldIsAnsweredInASentenceAndHarmsNothing() {
        Visitor operator = desk.visitor("operator");
        long before = database.number("SELECT count(*) FROM waybill.waybills");
        for (String text : NaughtyStrings.ALL) {
            String value = URLEncoder.encode(text, StandardCharsets.UTF_8);
            List<Reply> replies = new ArrayList<>(List.of(
                    operator.get("/waybills?text=" + value + "&feed=" + value + "&below=" + value),
                    operator.get("/waybills?by=" + value + "&since=" + value),
                    operator.get("/waybills?sort=" + value),
                    operator.get("/waybills/1/changes?text=" + value + "&table=" + value + "&after=" + value)));
            if (text.isEmpty()) {
                replies.add(operator.post("/waybills/1/again", Map.of("preview", "on", "x", text)));
            }
            for (Reply reply : replies) {
                assertThat(reply.status()).as(text).isIn(200, 303, 400, 404, 409, 422);
                assertThat(reply.text()).as(text).doesNotContain("Exception", "\tat ");
                assertThat(reply.page().select("main script, main img, main [onload], main [onerror]"))
                        .as(text)
                        .isEmpty();
            }
            Reply searched = operator.get("/waybills?text=x" + value);
            boolean sendable = text.indexOf(0) < 0;
            assertThat(searched.status()).as(text).isEqualTo(sendable ? 200 : 400);
            Reply uploaded = operator.upload("/drop", Map.of("feed", "x" + text), "a.csv", new byte[] {1});
            assertThat(uploaded.status()).as(text).isEqualTo(sendable ? 422 : 400);
        }
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isBetween(before, before + 1);
    }

    @Test
    void whatIsTooLargeIsRefusedWhetherItSaysSoBeforeOrNot() throws Exception {
        Visitor operator = desk.visitor("operator");
        Reply announced = operator.upload("/drop", PERMISSIONS, "large.csv", new byte[1_200_000]);
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.page().select("main").text()).contains("more than 1,000,000 bytes");
        Reply justSmallEnough = operator.upload("/drop", PERMISSIONS, "small.csv", new byte[999_000]);
        assertThat(ended(justSmallEnough).state()).isEqualTo(State.REFUSED);

        byte[] part =
                ("--m\r\nContent-Disposition: form-data; name=\"file\"; filename=\"l.csv\"\r\n\r\n").getBytes(UTF_8);
        var endless = java.net.http.HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.SequenceInputStream(
                new java.io.ByteArrayInputStream(part), new java.io.ByteArrayInputStream(new byte[3_000_000])));
        assertThat(operator.upload("/drop", "m", endless).status()).isEqualTo(413);
    }

    @Test
    void whatIsIncompleteWrongOrNotFromTheDesksOwnFormDropsNothing() {
        Visitor operator = desk.visitor("operator");
        long before = database.number("SELECT count(*) FROM waybill.waybills");
        assertThat(operator.upload("/drop", Map.of(), "a.csv", new byte[] {1}).status())
                .isEqualTo(422);
        assertThat(operator.upload("/drop", Map.of("feed", "timetable/none"), "a.csv", new byte[] {1})
                        .status())
                .isEqualTo(422);
        Reply noFile = operator.upload("/drop", PERMISSIONS, "", new byte[0]);
        assertThat(noFile.page().select("main").text()).contains("Choose a file.");
        assertThat(operator.post("/drop", PERMISSIONS).status()).isEqualTo(400);
        assertThat(operator.postBody("/drop", "multipart/form-data", "x").status())
                .isIn(400, 403);
        assertThat(operator.postBody("/drop", "multipart/form-data; boundary=m", "--m\r\nnonsense")
                        .status())
                .isIn(400, 403);
        operator.formToken("wrong");
        assertThat(operator.upload("/drop", PERMISSIONS, "a.csv", new byte[] {1})
                        .status())
                .isEqualTo(403);
        assertThat(desk.visitor("viewer")
                        .upload("/drop", PERMISSIONS, "a.csv", new byte[] {1})
                        .status())
                .isEqualTo(403);
        assertThat(desk.visitor()
                        .upload("/drop", PERMISSIONS, "a.csv", new byte[2_000_000])
                        .location())
                .as("the log-in says that the file has to be chosen again")
                .isEqualTo("/log-in?to=%2Fdrop&file=lost");
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isEqualTo(before);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws Exception {
        Visitor operator = desk.visitor("operator");
        Reply in = operator.post("/log-in", Map.of("name", "operator", "password", TestDesk.PASSWORD));
        String cookie = in.header("Set-Cookie").split(";")[0];
        try (Socket socket = new Socket("127.0.0.1", desk.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /drop HTTP/1.1\r\nHost: 127.0.0.1:" + desk.port() + "\r\nCookie: " + cookie
                            + "\r\nContent-Type: multipart/form-data; boundary=m\r\nContent-Length: 500000\r\n\r\n"
                            + "--m\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cut.csv\"\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(new byte[100_000]);
            out.flush();
            await().atMost(Duration.ofSeconds(20)).until(() -> !spooled().isEmpty());
        }
    }

    @Test
    void aFeedWithAHeaderOffersAnEmptyFileThatItTakes() {
        Visitor viewer = desk.visitor("viewer");
        Reply empty = viewer.get("/feeds/timetable/permissions/empty.csv");
        assertThat(empty.text()).isEqualTo("\uFEFFsubject,user,data\r\n");
        assertThat(empty.header("Content-Disposition")).isEqualTo("attachment; filename=\"timetable-permissions.csv\"");
        assertThat(viewer.get("/feeds/timetable/live/empty.csv").status()).isEqualTo(404);
        assertThat(viewer.get("/feeds/x/..%2f..%2fetc/empty.csv").status()).isEqualTo(404);
        byte[] filled = (empty.text() + "tripos,user/template,\r\n").getBytes(UTF_8);
        assertThat(ended(desk.visitor("operator").upload("/drop", PERMISSIONS, "filled.csv", filled))
                        .results()
                        .rejected())
                .isZero();
    }

    @Test
    void aZipThatTheFeedCouldOnlyRefuseIsRefusedAtOnceInASentence() {
        Visitor operator = desk.visitor("operator");
        long before = database.number("SELECT count(*) FROM waybill.waybills");
        BadZips.ALL.forEach((what, zip) -> {
            Reply refused = operator.upload("/drop", Map.of("feed", "merlin/batch"), "bad.zip", zip);
            assertThat(refused.status()).as(what).isEqualTo(422);
            assertThat(refused.page().select("main").text())
                    .as(what)
                    .contains("bad.zip", "expected ")
                    .containsPattern("Pack the files again|save it as CSV|Unpack it");
            assertThat(refused.page().select("main script, main img")).as(what).isEmpty();
        });
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isEqualTo(before);
        assertThat(Path.of("/tmp/evil.csv")).doesNotExist();
        LedgerEntry good = ended(operator.upload(
                "/drop",
                Map.of("feed", "merlin/batch"),
                "good.zip",
                BadZips.zip(Map.of(
                        "a/organizations.csv", "organization_name\r\nFrom a zip\r\n", "__MACOSX/._teams.csv", "x"))));
        assertThat(good.state()).as(good.message()).isEqualTo(State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM api_organization WHERE name = 'From a zip'"))
                .isEqualTo(1);
    }

    @Test
    void filesThatAreDroppedTogetherAreOneBatchWhereTheFeedTakesOne() {
        Visitor operator = desk.visitor("operator");
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("../people.csv", "email,name,team\r\nada@x.example,Ada,Engines\r\n".getBytes(UTF_8));
        files.put("teams.csv", "team_name,team_tribe_name\r\nEngines,Analysts\r\n".getBytes(UTF_8));
        Reply refused = operator.upload("/drop", Map.of("feed", "merlin/users"), files);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("main").text()).contains("The feed merlin/users takes one file at a time");

        LedgerEntry page = ended(
                operator.upload("/drop", Map.of("feed", "merlin/batch", "merlin/batch/create-missing", "true"), files));
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.file().name()).isEqualTo("people and 1 other.zip");
        assertThat(page.request().options()).containsEntry("create-missing", "true");
        assertThat(page.request().by()).isEqualTo("operator");
        assertThat(database.query("SELECT t.name FROM api_user u JOIN api_team t ON t.id = u.team_id"
                        + " WHERE u.email = 'ada@x.example'"))
                .hasSize(1);

        files.put("more.bin", BadZips.zip(Map.of("a.csv", "team_name\r\nX\r\n")));
        assertThat(operator.upload("/drop", Map.of("feed", "merlin/batch"), files)
                        .page()
                        .select("main")
                        .text())
                .contains("more.bin is a zip, which is a batch of its own");
    }

    @Test
    void eachFeedOfMerlinSaysWhatItTakesAndOffersItsOptionsAndAnEmptyFile() {
        Visitor operator = desk.visitor("operator");
        Document form = operator.get("/drop").page();
        assertThat(form.select(".feed b").eachText())
                .startsWith("timetable/live")
                .containsSequence("merlin", "merlin/ladders", "merlin/organizations");
        assertThat(form.select(".feed .hint")).allMatch(hint -> hint.text().length() > 20);
        assertThat(form.select("#file").hasAttr("multiple")).isTrue();
        for (MerlinFeed feed : MerlinFeed.values()) {
            String empty =
                    operator.get("/feeds/merlin/" + feed.word() + "/empty.csv").text();
            assertThat(empty).isEqualTo("\uFEFF" + String.join(",", feed.columns()) + "\r\n");
        }
        assertThat(form.select("[name^='merlin/users/']").eachAttr("name"))
                .contains("merlin/users/force-update", "merlin/users/create-users", "merlin/users/encoding");
    }
}
