package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.timetable.TestDump;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lists: how they are sorted, what is left out, how they move by themselves, and how they become tables for spreadsheets. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class ListsTest {
    private static final String WAYBILLS = "table.list tbody tr td:first-child";

    private final TestDatabase database;
    private final TestDesk desk;
    private final Visitor operator;

    ListsTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        desk = TestDesk.withLive(
                folder,
                database,
                new TestDump()
                        .thing(1, null, "tripos", "")
                        .thing(2, 1, "tripos/a", "tripos")
                        .thing(3, 2, "tripos/a/I", "part"));
        desk.waybill().drop("permissions", "people.csv", "tripos/a/I,user/sidney,\r\ntripos/a/II,user/sidney,\r\n");
        desk.waybill()
                .drop("permissions", "-1+1.csv", "tripos/b,user/ada,\r\ntripos/c,user/ada,\r\ntripos/d,user/ada,\r\n");
        desk.waybill().drop("permissions", "Ädam \"1\".csv", "tripos/a,user/dora,\r\n");
        database.run(
                "UPDATE waybill.waybills SET claimed_at = '2020-02-29 23:30+00', finished_at = '2020-02-29 23:31+00', took = '1 minute',"
                        + " requested_by = 'Mary' WHERE number = 3");
        operator = desk.visitor("operator");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void aColumnSortsTheListInOneDirectionAndThenInTheOther() {
        Document page = operator.get("/waybills").page();
        assertThat(page.select("th[aria-sort]").eachText()).containsExactly("No.");
        String rejected = page.select("th a:contains(Rejected)").attr("href");
        assertThat(rejected).isEqualTo("/waybills?sort=-rejected");
        Document most = operator.get(rejected).page();
        assertThat(most.select(WAYBILLS).eachText()).containsExactly("3", "2", "4", "1");
        assertThat(most.select("th[aria-sort=descending]").text()).isEqualTo("Rejected");
        Document least = operator.get(most.select("th a:contains(Rejected)").attr("href"))
                .page();
        assertThat(least.select("th[aria-sort=ascending]").text()).isEqualTo("Rejected");
        assertThat(least.select(WAYBILLS).eachText()).containsExactly("1", "4", "2", "3");
        assertThat(operator.get("/waybills?sort=file").page().select(WAYBILLS).eachText())
                .containsExactly("3", "1", "2", "4");
        assertThat(operator.get("/waybills?sort=number").page().select(WAYBILLS).eachText())
                .containsExactly("1", "2", "3", "4");
        assertThat(operator.get("/waybills?sort=-took").page().select(WAYBILLS).eachText())
                .startsWith("3");
        assertThat(operator.get("/waybills?sort=by").page().select(WAYBILLS).eachText())
                .endsWith("3");
        assertThat(operator.get("/waybills?sort=number;drop").status()).isEqualTo(400);
    }

    @Test
    void anOrderIsKeptWhileOneReadsOnAndFilters() {
        Reply first = operator.get("/api/waybills?sort=-rejected&limit=2");
        assertThat(first.json().findValuesAsText("number")).containsExactly("3", "2");
        String next = first.json().path("next").asText();
        assertThat(operator.get("/api/waybills?sort=-rejected&limit=2&from=" + next)
                        .json()
                        .findValuesAsText("number"))
                .containsExactly("4", "1");
        Document page = operator.get("/waybills?sort=-rejected&limit=2").page();
        assertThat(page.select("form#filter input[name=sort]").val()).isEqualTo("-rejected");
        assertThat(page.select("a[rel=next]").attr("href")).isEqualTo("/waybills?sort=-rejected&from=2");
    }

    @Test
    void aPageThatIsOpenAsksForWhatIsNewAndGetsNothingAsLongAsThereIsNothing() throws Exception {
        Document page = operator.get("/waybills?feed=timetable/live").page();
        String asks = page.select("#list").attr("hx-get");
        assertThat(asks).isEqualTo("/waybills?feed=timetable/live");
        assertThat(page.select("#list").attr("hx-trigger")).isEqualTo("every 3s");
        Visitor open = desk.visitor("operator").with("X-Waybill-Live", stamp(page));
        assertThat(open.get(asks).status()).isEqualTo(204);
        desk.waybill().drop("live", "more.dump", "[]");
        Reply more = open.get(asks);
        assertThat(more.status()).isEqualTo(200);
        assertThat(more.page().select("#list").text()).contains("more.dump");
        assertThat(desk.visitor("operator")
                        .with("X-Waybill-Live", stamp(more.page()))
                        .get(asks)
                        .status())
                .isEqualTo(204);
        database.run("DELETE FROM waybill.steps WHERE waybill > 4; DELETE FROM waybill.files WHERE waybill > 4;"
                + " DELETE FROM waybill.waybills WHERE number > 4");
    }

    private static String stamp(Document page) {
        return page.select("#list").attr("hx-headers").replaceAll(".*:\"|\"}", "");
    }

    @Test
    void daysAndPeopleLeaveOutTheRest() {
        // In the zone of the desk, it was still the 29th of February, or already the 1st of March.
        assertThat(operator.get("/waybills?since=2020-02-29&until=2020-03-01")
                        .page()
                        .select(WAYBILLS)
                        .eachText())
                .containsExactly("3");
        assertThat(operator.get("/waybills?until=2020-02-28")
                        .page()
                        .select(".empty")
                        .text())
                .isEqualTo("No waybills match.");
        assertThat(operator.get("/waybills?since=2020-03-02")
                        .page()
                        .select(WAYBILLS)
                        .eachText())
                .containsExactly("4", "2", "1");
        assertThat(operator.get("/waybills?by=MAR&since=2020-01-01")
                        .page()
                        .select(WAYBILLS)
                        .eachText())
                .containsExactly("3");
        assertThat(operator.get("/waybills?since=29.02.2020").text()).contains("A day such as 2026-02-28 is expected");
        assertThat(operator.get("/waybills?since=2020-03-02&until=2020-03-01").status())
                .isEqualTo(400);
    }

    @Test
    void aFileWhereNoFeedLooksIsToldOnTheFirstPage() throws Exception {
        Path stray = desk.waybill().data().inbox().resolve("timetable").resolve("stray <1>.csv");
        assertThat(operator.get("/waybills").page().select("#state-of-affairs").text())
                .doesNotContain("no feed looks");
        Files.writeString(stray, "tripos/a,user/dora,\r\n");
        try {
            assertThat(operator.get("/waybills")
                            .page()
                            .select("#state-of-affairs")
                            .text())
                    .endsWith(
                            "inbox/timetable/stray <1>.csv lies where no feed looks, and is not carried. Move it into the folder of"
                                    + " its feed, or upload it.");
            assertThat(desk.visitor("viewer")
                            .get("/waybills")
                            .page()
                            .select("#state-of-affairs")
                            .text())
                    .endsWith("Move it into the folder of its feed.");
        } finally {
            Files.delete(stray);
        }
    }

    @Test
    void aFeedHasAPageWithItsLastDropsAndThreeMonthsAsPictures() {
        Document page = operator.get("/feeds/timetable/permissions").page();
        assertThat(page.select("h2#months").text())
                .startsWith("The last 90 days · 2 drops, 0 refused or failed, 1 reject");
        assertThat(page.select("figure.measure")).hasSize(4);
        assertThat(page.select("figure.measure").first().select("g")).hasSize(90);
        assertThat(page.select("figure.measure").first().select("rect.up")).hasSize(1);
        assertThat(page.select("#last ~ .scroll tbody tr td:first-child").eachText())
                .containsExactly("4", "3", "2");
        String day = page.select("details tbody a").attr("href");
        assertThat(operator.get(day).page().select(WAYBILLS).eachText()).containsExactly("4", "2");
        assertThat(operator.get("/waybills").page().select("a[href=/feeds/timetable/live]"))
                .isNotEmpty();
        assertThat(operator.get("/feeds/timetable/none").status()).isEqualTo(404);
    }

    @Test
    void aListIsATableForSpreadsheetsWithAllOfItsPagesAndNoFormulas() throws Exception {
        Document page = operator.get("/waybills?sort=number&limit=1").page();
        Reply reply = operator.get(page.select("a[download]").attr("href"));
        assertThat(reply.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(reply.header("Content-Disposition")).startsWith("attachment; filename=\"waybills.csv\"");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        List<CSVRecord> rows = table(reply);
        assertThat(rows).extracting(row -> row.get("waybill")).containsExactly("1", "2", "3", "4");
        assertThat(rows).extracting(row -> row.get("file")).contains("'-1+1.csv", "Ädam \"1\".csv");
        assertThat(rows).extracting(row -> row.get("rejected")).containsExactly("0", "1", "3", "0");
        assertThat(rows.get(2).get("dropped by")).isEqualTo("Mary");
        assertThat(rows.get(2).get("dropped at"))
                .matches("2020-0[23]-\\d\\d \\d\\d:31?30?:00|2020-0[23]-\\d\\d \\d\\d:30:00");

        List<CSVRecord> causes = table(operator.get("/rejects.csv"));
        assertThat(causes).hasSize(4).allMatch(row -> row.get("rule").equals("subject-not-found"));
        List<CSVRecord> rejected = table(operator.get("/rejected.csv?state=open&text=user/ada"));
        assertThat(rejected).hasSize(3).allMatch(row -> row.get("file").equals("'-1+1.csv"));
        assertThat(operator.head("/waybills.csv").status()).isEqualTo(200);
        assertThat(desk.visitor().get("/waybills.csv").location()).startsWith("/log-in");
    }

    @Test
    void aTableOfTwentyThousandLinesIsSentWholeAndInOrder() throws Exception {
        database.run("INSERT INTO waybill.rejects (waybill, system, kind, header, cells, key_cells, cause, file, line,"
                + " byte_offset, rule, reason, candidates, state) SELECT 1, 'timetable', 'sample', ARRAY['a'], ARRAY['a' || n],"
                + " ARRAY['a' || n], ARRAY['a' || n], 'x.csv', n, -1, 'sample', 'A sample.', '[]', 'reported'"
                + " FROM generate_series(1, 20000) AS n");
        List<CSVRecord> rows = table(operator.get("/rejected.csv?state=reported"));
        assertThat(rows.stream().map(row -> row.get("row")).toList())
                .isEqualTo(IntStream.iterate(20_000, n -> n > 0, n -> n - 1)
                        .mapToObj(n -> "a" + n)
                        .toList());
    }

    private static List<CSVRecord> table(Reply reply) throws Exception {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("\uFEFF");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        return format.parse(new StringReader(reply.text().substring(1))).getRecords();
    }
}
