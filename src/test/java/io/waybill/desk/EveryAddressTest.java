package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.desk.http.Address;
import io.waybill.desk.page.Addresses;
import io.waybill.ledger.LedgerEntry;
import io.waybill.school.SchoolSystem;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TestDump;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What every address of the table promises, whatever it shows. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class EveryAddressTest {
    /** Lists that are called otherwise. */
    private static final Set<String> LISTS = Set.of("show-schedule", "show-feed", "show-report");
    /** A form, not a list of what has happened. */
    private static final String FORM = "list-feeds";
    /** What only somebody at a shell, or with the files of the server, could follow. */
    private static final Pattern FOR_A_SHELL = Pattern.compile(
            "waybill\\.(?!json)[a-z-]+[.a-z-]*|\\bwaybill (?:serve|account|approve|decline|cancel|undo|drop|list|show|plan|backup|doctor|schedule)\\b(?! \\d)"
                    + "|backup: full|--[a-z]+|config/");

    private final TestDesk desk;
    private final Map<String, String> places;

    EveryAddressTest(TestDatabase database, @TempDir Path folder) throws Exception {
        EmbeddedSchema.create(new SchoolSystem(), database.dataSource());
        desk = TestDesk.withLive(
                folder,
                database,
                new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/a", "tripos")
                        .thing(3, 2, "tripos/a/I", "part"));
        LedgerEntry mended = desk.waybill()
                .drop("permissions", "people.csv", "tripos/a/I,user/sidney,\r\ntripos/a/L,user/sidney,\r\n");
        database.run(
                "INSERT INTO waybill.refreshes (system, due_at, token, outcome) VALUES ('timetable', now(), 'run-1', 'failed')");
        database.run("INSERT INTO waybill.decisions (system, kind, key_cells, waybill, answer, decided_by, decided_at)"
                + " VALUES ('timetable', 'grant', '{tripos/b,user/x}', " + mended.number()
                + ", 'tripos/a/I', 'operator', now())");
        places = OpenAddresses.of(
                Map.of(
                        "number",
                        Long.toString(mended.number()),
                        "file",
                        "1",
                        "reject",
                        Long.toString(database.number("SELECT min(id) FROM waybill.rejects WHERE state = 'open'")),
                        "system",
                        "timetable",
                        "feed",
                        "live",
                        "token",
                        "run-1",
                        "account",
                        "viewer",
                        "chapter",
                        "desk",
                        "name",
                        "desk.css",
                        "report",
                        "none"),
                Map.of(
                        "show-target-row",
                        "/row?table=timetables_thing&key=2&waybill=1",
                        "show-form",
                        "/feeds/lino/repair/form",
                        "download-empty-file",
                        "/feeds/merlin/users/empty.csv",
                        "send-asset",
                        desk.visitor("admin")
                                .get("/waybills")
                                .page()
                                .select("link[rel=stylesheet]")
                                .attr("href"),
                        "find-waybill-of-drop",
                        "/drops/"
                                + database.query("SELECT token FROM waybill.waybills WHERE number = " + mended.number())
                                        .get(0),
                        "show-cancel",
                        "/waybills/" + mended.number() + "/cancel",
                        "show-report",
                        "/reports/school/approvals",
                        "export-report",
                        "/reports/school/approvals/rows.csv"));
        // A token that the list of tokens has.
        desk.visitor("admin").post("/tokens", Map.of("name", "nightly", "role", "viewer", "days", "30"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void whatIsReadCanBeAskedForItsHeadAloneByPeopleAndPrograms() {
        Visitor admin = desk.visitor("admin");
        for (Address address : Addresses.all()) {
            if (!address.method().equals("GET")) {
                continue;
            }
            for (String path : address.paths()) {
                String place =
                        (path.startsWith(Address.API) && !address.path().startsWith(Address.API) ? Address.API : "")
                                + places.get(address.operation()).replaceFirst("^" + Address.API, "");
                Reply whole = admin.get(place);
                Reply head = admin.head(place);
                assertThat(whole.status()).as(place).isIn(200, 303, 409);
                assertThat(head.status()).as(place).isEqualTo(whole.status());
                assertThat(head.header("Content-Type")).as(place).isEqualTo(whole.header("Content-Type"));
                assertThat(head.text()).as(place).isEmpty();
            }
        }
    }

    @Test
    void everyListIsThereAsATableForSpreadsheets() {
        Visitor admin = desk.visitor("admin");
        for (Map.Entry<String, String> each : places.entrySet()) {
            String operation = each.getKey();
            if (!(operation.startsWith("list-") || LISTS.contains(operation)) || operation.equals(FORM)) {
                continue;
            }
            Document page = admin.get(each.getValue()).page();
            if (!page.select("main table, .cause").isEmpty()) {
                Element link = page.selectFirst("main a[download][href*=.csv]:not([href*=empty])");
                assertThat(link).as(operation + " has a table").isNotNull();
                Reply table = admin.get(link.attr("href"));
                assertThat(table.status()).as(link.attr("href")).isEqualTo(200);
                assertThat(table.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
                assertThat(table.text().lines().count())
                        .as(operation + ": a heading and rows")
                        .isGreaterThan(1);
            } else {
                // Nothing to take along; but the address is there.
                assertThat(operation).as(page.select("main").text()).isIn("list-best-candidates", "show-report");
                assertThat(admin.get(each.getValue() + (operation.equals("show-report") ? "/rows.csv" : ".csv"))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void everyPageLeadsToTheChapterOfTheManualThatExplainsIt() {
        Visitor admin = desk.visitor("admin");
        List<String> lost = new ArrayList<>();
        places.forEach((operation, place) -> {
            Reply reply = admin.get(place);
            if (reply.status() != 200 || !reply.header("Content-Type").startsWith("text/html")) {
                return;
            }
            Element link = reply.page().selectFirst(".top .help");
            if (link == null) {
                lost.add(operation + ": no link");
                return;
            }
            String[] chapter = link.attr("href").split("#");
            Reply there = admin.get(chapter[0]);
            if (there.status() != 200 || chapter.length > 1 && there.page().getElementById(chapter[1]) == null) {
                lost.add(operation + ": " + link.attr("href"));
            }
        });
        assertThat(lost).isEmpty();
    }

    @Test
    void noPageSendsAPersonInABrowserToAShell() {
        Visitor admin = desk.visitor("admin");
        List<String> found = new ArrayList<>();
        places.forEach((operation, place) -> {
            if (operation.equals("show-chapter") || operation.equals("show-manual")) {
                return;
            }
            Reply reply = admin.get(place);
            if (reply.status() == 200 && reply.header("Content-Type").startsWith("text/html")) {
                FOR_A_SHELL
                        .matcher(reply.page().select("main").text())
                        .results()
                        .forEach(match -> found.add(operation + ": " + match.group()));
            }
        });
        assertThat(found).isEmpty();
    }
}
