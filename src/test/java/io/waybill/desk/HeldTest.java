package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.report.WaybillText;
import io.waybill.timetable.TestDump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plans that wait for a person, deliveries that are taken back and backups that are brought back, through the desk. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class HeldTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final TestDesk desk;

    HeldTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        desk = TestDesk.withLive(
                folder,
                database,
                new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/a", "tripos")
                        .thing(3, 2, "tripos/a/I", "part"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    /**
     * Twenty rows, most of which find no subject: a guard holds it.
     *
     * @param user distinguishes one file from another
     */
    private long held(String user) throws Exception {
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> (i < 5 ? "tripos/a/I" : "tripos/gone" + i) + ",user/" + user + i + ",\r\n")
                .collect(Collectors.joining());
        String token = desk.waybill().put("permissions", user + ".csv", rows.getBytes(), false, false);
        await().atMost(SOON)
                .until(() -> database.number("SELECT count(*) FROM waybill.waybills WHERE token = '" + token
                                + "' AND state = 'held'")
                        == 1);
        return database.number("SELECT number FROM waybill.waybills WHERE token = '" + token + "'");
    }

    private LedgerEntry when(long number, State state) {
        await().atMost(SOON).until(() -> desk.waybill().page(number).state() == state);
        return desk.waybill().page(number);
    }

    @Test
    void anAdminSeesWhyAPlanIsHeldAndApprovesTheVeryPlanThatWasSeen() throws Exception {
        long number = held("anna");
        Visitor admin = desk.visitor("admin");
        assertThat(admin.get("/waybills").page().select(".head a.warn").text()).contains("held and wait");
        Document page = admin.get("/waybills/" + number).page();
        assertThat(page.select("h1 .tag").text()).isEqualTo("held");
        assertThat(page.select(".notice b").text()).contains("15");
        assertThat(page.select(".rows").text()).contains("insert", "user/anna0");
        assertThat(page.select("#plan ~ .scroll")
                        .first()
                        .select("tbody tr td:first-child")
                        .eachText())
                .as("only tables that change")
                .containsExactly("things timetables_thing", "links between things timetables_thingtag");
        assertThat(page.select(".rows caption").eachText())
                .as("what they are called, then their table")
                .containsExactly("insert things timetables_thing", "insert links between things timetables_thingtag");
        assertThat(page.select("#counts-DROP tbody td:first-child").eachText())
                .contains("things timetables.thing", "links between things timetables.thingtag");
        assertThat(admin.get("/waybills/" + number + "/changes")
                        .page()
                        .select("#table option")
                        .eachText())
                .contains("things (timetables_thing)");
        assertThat(page.select("#files ~ .scroll td.path").eachText())
                .containsExactly("anna.csv", "rejected.csv", "waybill.json");
        assertThat(admin.get(page.select("a:containsOwn(anna.csv)").attr("href"))
                        .text())
                .hasLineCount(20)
                .startsWith("tripos/a/I,user/anna0,");
        assertThat(admin.get(page.select("a:containsOwn(rejected.csv)").attr("href"))
                        .text())
                .contains("tripos/gone5")
                .doesNotContain("anna4");
        assertThat(desk.visitor("viewer")
                        .get("/waybills/" + number)
                        .page()
                        .select("#files ~ .scroll a[href]:not([href^=/api])"))
                .isEmpty();
        String fingerprint = page.select("input[name=fingerprint]").val();

        Reply other = admin.post("/waybills/" + number + "/approve", Map.of("fingerprint", "another"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains("has a new plan since you looked at it");
        assertThat(admin.post("/waybills/" + number + "/approve", Map.of()).status())
                .isEqualTo(422);
        for (String account : new String[] {"viewer", "operator"}) {
            Visitor visitor = desk.visitor(account);
            assertThat(visitor.get("/waybills/" + number).page().select("form[action$=approve]"))
                    .isEmpty();
            assertThat(visitor.post("/waybills/" + number + "/approve", Map.of("fingerprint", fingerprint))
                            .status())
                    .isEqualTo(403);
        }

        Reply approved = admin.post(
                "/waybills/" + number + "/approve",
                Map.of("fingerprint", fingerprint, "reason", "the <b>new</b> course"));
        assertThat(approved.location()).isEqualTo("/waybills/" + number);
        when(number, State.DELIVERED);
        Document after = admin.get("/waybills/" + number).page();
        assertThat(after.select("[role=status]").text()).isEqualTo("You approved this plan.");
        assertThat(after.select(".verdicts li").text())
                .startsWith("Approved by admin")
                .endsWith("the <b>new</b> course");
        assertThat(admin.post("/waybills/" + number + "/approve", Map.of("fingerprint", fingerprint))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aPlanThatIsHeldOnceMoreAfterItWasApprovedSaysWhy() throws Exception {
        long number = held("dora");
        String token =
                desk.waybill().put("permissions", "one.csv", "tripos/a/I,user/dora0,\r\n".getBytes(), false, false);
        await().atMost(SOON)
                .until(() -> database.number("SELECT count(*) FROM waybill.waybills WHERE token = '" + token
                                + "' AND state = 'delivered'")
                        == 1);
        Visitor admin = desk.visitor("admin");
        String address = "/waybills/" + number;
        Document first = admin.get(address).page();
        assertThat(first.select(".notice.warn").text()).doesNotContain("has changed since");
        String fingerprint = first.select("input[name=fingerprint]").val();

        admin.post(address + "/approve", Map.of("fingerprint", fingerprint));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(admin.get(address)
                                .page()
                                .select(".notice.warn b")
                                .eq(0)
                                .text())
                        .startsWith("The target has changed since this plan was approved:")
                        .endsWith("Look at the plan again, then approve or decline it."));
    }

    @Test
    void aDeclinedPlanChangesNothing() throws Exception {
        long before = database.number("SELECT count(*) FROM timetables_thing");
        long number = held("berta");
        Visitor admin = desk.visitor("admin");
        String fingerprint = admin.get("/waybills/" + number)
                .page()
                .select("input[name=fingerprint]")
                .val();
        admin.post("/waybills/" + number + "/decline", Map.of("fingerprint", fingerprint, "reason", "wrong file"));
        Document meanwhile = admin.get("/waybills/" + number).page();
        assertThat(meanwhile.select(".answer").text())
                .as("before it has ended, too")
                .contains("15 rows would be rejected");
        assertThat(meanwhile.select("#waybill").text()).doesNotContain("it goes on in a moment");
        await().atMost(SOON).until(() -> desk.waybill().page(number).state().terminal());
        assertThat(admin.get("/waybills/" + number).page().select(".notices").text())
                .contains("Declined by admin", "wrong file");
        Document page = admin.get("/waybills/" + number).page();
        assertThat(page.select("#plan, #counts-DROP summary").eachText())
                .containsExactly("Plan", "Records of the file: 25 · 15 rejected · as planned");
        assertThat(page.select(".answer").text())
                .startsWith("Declined: nothing was changed. 15 rows would be rejected");
        assertThat(page.select("main").text().split("Declined by", -1))
                .as("who declined it is said once")
                .hasSize(2);
        assertThat(page.select("#changes").text()).startsWith("Rows that would have changed");
        assertThat(new WaybillText(ZoneOffset.UTC).outcome(desk.waybill().page(number)))
                .as("in the log")
                .isEqualTo("refused: nothing was changed, 25 read, 15 rejected");
        assertThat(admin.get("/waybills?state=refused")
                        .page()
                        .select("tr:has(a[href=/waybills/" + number + "]) td[title]")
                        .eachText())
                .as("in the list")
                .containsOnly("–");
        assertThat(database.number("SELECT count(*) FROM timetables_thing")).isEqualTo(before);
    }

    @Test
    void whyADropWasRefusedIsSaidOnceAndFirst() throws Exception {
        LedgerEntry refused = desk.waybill().drop("live", "letter.dump", "Dear Sir or Madam,\r\n");
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        Document page =
                desk.visitor("operator").get("/waybills/" + refused.number()).page();
        assertThat(page.select(".answer p").first().text()).isEqualTo(refused.message());
        assertThat(page.select(".notice")).isEmpty();
    }

    @Test
    void aDeliveryIsTakenBackAfterAPreviewThatShowsWhatThatWouldChange() throws Exception {
        long before = database.number("SELECT count(*) FROM timetables_thing");
        LedgerEntry delivered = desk.waybill().drop("permissions", "cora.csv", "tripos/a/I,user/cora,\r\n");
        Visitor admin = desk.visitor("admin");
        String place = "/waybills/" + delivered.number();
        assertThat(admin.get(place).page().select("form[action$=undo] button").text())
                .isEqualTo("Preview the undo");
        assertThat(desk.visitor("operator").post(place + "/undo", Map.of()).status())
                .isEqualTo(403);

        Reply preview = admin.post(place + "/undo", Map.of("preview", "true"));
        long undo = Long.parseLong(preview.location().replace("/waybills/", ""));
        when(undo, State.PREVIEWED);
        Document shown = admin.get(preview.location()).page();
        assertThat(shown.select("main").text())
                .as("said once")
                .contains("Nothing has been changed.")
                .doesNotContain("this was a preview");
        assertThat(shown.select(".rows").text()).contains("delete", "user/cora");
        assertThat(shown.select(".lead").text())
                .as("no file was dropped")
                .contains("asked for today")
                .doesNotContain("dropped", "0 B", "again", "preview");
        assertThat(shown.select("form[action=" + place + "/undo] button").text())
                .isEqualTo("Undo waybill " + delivered.number());
        assertThat(database.number("SELECT count(*) FROM timetables_thing")).isEqualTo(before + 1);

        Reply taken = admin.post(place + "/undo", Map.of());
        when(Long.parseLong(taken.location().replace("/waybills/", "")), State.DELIVERED);
        assertThat(database.number("SELECT count(*) FROM timetables_thing")).isEqualTo(before);
        assertThat(admin.get(place).page().select("h1 .tag").text()).isEqualTo("undone");
        Document old = admin.get(preview.location()).page();
        assertThat(old.select("form[action$=undo]"))
                .as("there is nothing left to undo")
                .isEmpty();
        assertThat(old.select(".notice.idle").text())
                .contains("Waybill " + delivered.number() + " has been undone since, by waybill "
                        + taken.location().replace("/waybills/", ""));
        assertThat(admin.get(taken.location()).page().select(".lead").text())
                .contains("by admin", "undoes waybill " + delivered.number());
        Reply asked = admin.get(place + "/undo");
        assertThat(asked.status()).isEqualTo(405);
        assertThat(asked.header("Allow")).isEqualTo("POST");
        assertThat(admin.post(place + "/undo", Map.of()).location()).isEqualTo(place);
    }

    @Test
    void aBackupIsVerifiedAndBroughtBackAfterAPreview() throws Exception {
        long before = database.number("SELECT count(*) FROM timetables_thing");
        LedgerEntry delivered = desk.waybill().drop("permissions", "emil.csv", "tripos/a/I,user/emil,\r\n");
        String id = delivered.recovery().backups().get(0).id();
        String place = "/backups/" + id;
        Visitor viewer = desk.visitor("viewer");
        assertThat(viewer.get("/backups").page().select("tbody").text())
                .contains(id, "waybill " + delivered.number(), "timetable/permissions");
        assertThat(viewer.get("/backups").page().select("tbody form")).isEmpty();
        assertThat(viewer.post(place + "/verify", Map.of()).status()).isEqualTo(403);
        Visitor operator = desk.visitor("operator");
        assertThat(operator.get("/backups").page().select("tbody form button").eachText())
                .containsOnly("Verify");
        Document sound = operator.post(place + "/verify", Map.of()).page();
        assertThat(sound.select(".notice.ok").text()).startsWith("This backup is sound.");
        assertThat(sound.select("form[action$=restore]")).isEmpty();
        assertThat(operator.post(place + "/restore", Map.of()).status()).isEqualTo(403);

        Visitor admin = desk.visitor("admin");
        assertThat(admin.post(place + "/verify", Map.of())
                        .page()
                        .select("form[action=" + place + "/restore] button")
                        .text())
                .isEqualTo("Preview the restore");
        Reply preview = admin.post(place + "/restore", Map.of("preview", "true"));
        when(Long.parseLong(preview.location().replace("/waybills/", "")), State.PREVIEWED);
        Document shown = admin.get(preview.location()).page();
        assertThat(shown.select(".rows").text()).contains("delete", "user/emil");
        assertThat(shown.select("form[action=" + place + "/restore] button").text())
                .isEqualTo("Restore");
        assertThat(database.number("SELECT count(*) FROM timetables_thing")).isEqualTo(before + 1);

        Reply restored = admin.post(place + "/restore", Map.of());
        LedgerEntry page = when(Long.parseLong(restored.location().replace("/waybills/", "")), State.DELIVERED);
        assertThat(page.request().by()).isEqualTo("admin");
        assertThat(database.number("SELECT count(*) FROM timetables_thing")).isEqualTo(before);
    }

    @Test
    void aBackupThatWasTamperedWithIsToldAndNeverBroughtBack() throws Exception {
        LedgerEntry delivered = desk.waybill().drop("permissions", "fred.csv", "tripos/a/I,user/fred,\r\n");
        String place = "/backups/" + delivered.recovery().backups().get(0).id();
        try (Stream<Path> files =
                Files.list(Path.of(delivered.recovery().backups().get(0).path()))) {
            Path rows = files.filter(file -> file.toString().endsWith("timetables_thing.json.gz"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(rows);
            bytes[bytes.length / 2] ^= 1;
            Files.write(rows, bytes);
        }
        Visitor admin = desk.visitor("admin");
        Document verified = admin.post(place + "/verify", Map.of()).page();
        assertThat(verified.select(".notice.bad").text())
                .startsWith("This backup cannot be restored.")
                .contains("timetables_thing");
        assertThat(verified.select("form[action$=restore]")).isEmpty();
        Reply refused = admin.post(place + "/restore", Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("cannot be restored");
        for (String other : List.of("1-20200101T000000Z-00000000", "..", "%2e%2e", "no backup")) {
            assertThat(admin.post("/backups/" + other.replace(" ", "%20") + "/verify", Map.of())
                            .status())
                    .as(other)
                    .isEqualTo(404);
        }
    }

    @Test
    void theChangesOfAPlanAreListedPageByPageAndFiltered() throws Exception {
        String rows = IntStream.range(0, 130)
                .mapToObj(i -> "tripos/a/I,user/dora" + i + ",\r\n")
                .collect(Collectors.joining());
        LedgerEntry page = desk.waybill().preview("permissions", "dora.csv", rows.getBytes());
        Visitor operator = desk.visitor("operator");
        String place = "/waybills/" + page.number() + "/changes";
        Document first = operator.get(place).page();
        assertThat(first.select("h1").text()).isEqualTo("Rows that would change");
        assertThat(first.select(".rows tbody tr")).hasSize(100);
        Document second = operator.get(first.select("a[rel=next]").attr("href")).page();
        assertThat(second.select(".rows tbody tr")).hasSize(100);
        assertThat(operator.get(place + "?table=timetables_thing&kind=delete")
                        .page()
                        .select(".empty")
                        .text())
                .isEqualTo("No rows match.");
        Document found = operator.get(place + "?text=DORA77").page();
        assertThat(found.select(".rows tbody tr")).hasSize(1);
        assertThat(found.select(".rows").text()).contains("insert", "user/dora77");
        String csv = operator.get(found.select("a[download]").attr("href")).text();
        assertThat(csv.lines())
                .contains(
                        "\uFEFF\"table\",\"change\",\"key\",\"row\",\"column\",\"old\",\"new\",\"old refers to\",\"new refers to\"")
                .anyMatch(line -> line.contains("\"insert\"") && line.contains("\"user/dora77\""))
                .noneMatch(line -> line.contains("user/dora78"));
        assertThat(operator.get(place + "?kind=lost").status()).isEqualTo(400);
        assertThat(operator.get(place + "?after=x").status()).isEqualTo(400);
        assertThat(operator.get("/waybills/4711/changes").status()).isEqualTo(404);
    }
}
