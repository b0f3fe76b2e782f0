package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * With twenty thousand waybills and as many open rejects every page is made in less than 200 ms, with a hundred thousand in less than
 * 600 ms. The best of several tries counts. Each try is made beside a yardstick, which does what pages do: a small page over HTTP, and a
 * search, a join and a grouping of {@value #YARDSTICK_ROWS} rows in the database. Where its best takes longer than
 * {@value #YARDSTICK_MILLIS} ms, so much more time is given.
 */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class ManyRowsTest {
    private static final long MOST_MILLIS = 200;
    private static final long MOST_MILLIS_OF_A_HUNDRED_THOUSAND = 600;
    private static final int TRIES = 5;
    /** What else runs on the machine can only add to the time that a page takes: it may take some tries to find it alone. */
    private static final int MOST_TRIES = 20;

    private static final int YARDSTICK_ROWS = 20_000;
    /** What the yardstick takes on a machine with two cores that does nothing else. */
    private static final long YARDSTICK_MILLIS = 40;

    private static final String YARDSTICK =
            "SELECT count(*) FROM (SELECT one.cause, count(*), min(one.id) FROM yardstick AS one"
                    + " LEFT JOIN yardstick AS other ON other.id = one.id + 7 WHERE strpos(one.sought, 'no such text') = 0"
                    + " GROUP BY one.cause) AS causes";

    private final TestDatabase database;
    private final TestDesk desk;
    private Visitor viewer;
    private long most;

    ManyRowsTest(TestDatabase database, @TempDir Path folder) throws Exception {
        this.database = database;
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        desk = TestDesk.start(folder, database);
        database.run(
                "CREATE TABLE yardstick AS SELECT n::bigint AS id, md5((n / 8)::text) AS cause, repeat(md5(n::text), 5) AS sought"
                        + " FROM generate_series(1, " + YARDSTICK_ROWS + ") AS n");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @Test
    void everyPageIsMadeInNoTimeWithTwentyThousandOfEach() {
        fill(20_000);
        most = MOST_MILLIS;
        everyPageIsMadeInNoTime();
    }

    @Test
    @Tag("thorough")
    void everyPageIsMadeInNoTimeWithAHundredThousandOfEach() {
        fill(100_000);
        most = MOST_MILLIS_OF_A_HUNDRED_THOUSAND;
        everyPageIsMadeInNoTime();
    }

    /** @param rows how many waybills, and how many open rejects */
    private void fill(int rows) {
        database.run("TRUNCATE waybill.waybills, waybill.counts, waybill.rejects, waybill.choices, timetables_thing"
                + " RESTART IDENTITY CASCADE");
        database.run(
                "INSERT INTO waybill.waybills (number, system, feed, state, preview, file_name, file_size, file_sha256,"
                        + " configuration, options, token, waybill_version, claimed_by, requested_by, claimed_at, finished_at, progress)"
                        + " SELECT n, 'timetable', (ARRAY['live', 'play', 'permissions'])[1 + n % 3],"
                        + " CASE WHEN n % 1000 = 7 THEN 'refused' WHEN n % 7 = 1 THEN 'unchanged' ELSE 'delivered' END, n % 11 = 0,"
                        + " 'file-' || md5(n::text) || '.csv', n, repeat('0', 64), '', '{}', '', 'x', 'x', 'operator',"
                        + " now() - (" + rows + " - n) * interval '1 minute', now() - (" + rows
                        + " - n) * interval '1 minute', 100"
                        + " FROM generate_series(1, " + rows + ") AS n");
        database.run(
                "INSERT INTO waybill.counts SELECT n, 'timetables.' || model, 'drop', n % 100 + 1, n % 50, 0, 0, 0,"
                        + " n % 100 + 1 - n % 50 - (n % 5 = 0)::int, 0, (n % 5 = 0)::int, 0 FROM generate_series(1, "
                        + rows + ") AS n,"
                        + " unnest(ARRAY['thing', 'thingtag', 'event']) AS model WHERE n % 100 >= n % 50");
        // Half of them for one cause, four for each of the others.
        database.run("INSERT INTO waybill.rejects (waybill, system, kind, header, cells, key_cells, cause, file, line,"
                + " byte_offset, rule, reason, candidates, state) SELECT n % 300 + 1, 'timetable', 'grant',"
                + " ARRAY['subject', 'user', 'data'], ARRAY[subject, 'user/u' || n, ''], ARRAY[subject, 'user/u' || n],"
                + " ARRAY[subject], 'people.csv', n, -1, 'subject-not-found', 'The subject is not in the reference data.',"
                + " '[{\"value\": \"tripos/a/I\", \"score\": 0.9, \"why\": \"renamed\"}]', 'open'"
                + " FROM generate_series(1, " + rows + ") AS n, LATERAL (SELECT CASE WHEN n % 2 = 0 THEN 'tripos/gone'"
                + " ELSE 'tripos/' || md5((n / 8)::text) END) AS path (subject)");
        database.run("INSERT INTO waybill.choices SELECT id, 'tripos/a/I', NULL, 'operator', now() FROM waybill.rejects"
                + " WHERE id % 10 = 0");
        database.run(
                "INSERT INTO timetables_thing SELECT n, NULL, md5(n::text), 'tripos/' || md5(n::text), md5(n::text),"
                        + " 'part', 'Name ' || n, '' FROM generate_series(1, " + rows / 2 + ") AS n");
        database.run("SELECT setval('waybill.waybill_number', " + rows + ")");
        database.run("VACUUM ANALYZE");
    }

    private void everyPageIsMadeInNoTime() {
        viewer = desk.visitor("operator");
        List<String> slow = new ArrayList<>();
        for (String place : List.of(
                "/waybills",
                "/waybills?below=50000",
                "/waybills?state=refused",
                "/waybills?state=delivered&below=70000",
                "/waybills?feed=timetable/live&state=refused",
                "/waybills?feed=timetable/play&state=held",
                "/waybills?by=nobody",
                "/waybills?since=2000-01-01&until=2000-02-01",
                "/waybills?sort=file",
                "/waybills?sort=-took&from=15000",
                "/waybills?sort=-inserted",
                "/waybills?sort=-rejected&feed=timetable/live",
                "/waybills/100",
                "/api/waybills?limit=500",
                "/rejects",
                "/rejects?from=12000",
                "/rejects?waybill=50",
                "/rejects/2",
                "/rejects/2?above=90000",
                "/rejects/1",
                "/rejects/2/row",
                "/rejected",
                "/rejected?state=open&below=50000",
                "/rejected?state=solved",
                "/rejected?state=open&waybill=50",
                "/api/rejects?limit=200",
                "/feeds/timetable/live",
                "/drop",
                "/backups",
                "/schedule")) {
            measure(place, () -> viewer.get(place), slow);
        }
        for (String text : List.of("no such text", "4711", "%_\\")) {
            String sought = URLEncoder.encode(text, StandardCharsets.UTF_8);
            measure("search " + text, () -> viewer.get("/waybills?text=" + sought), slow);
            measure("rejects " + text, () -> viewer.get("/rejects?text=" + sought), slow);
            measure("rejected " + text, () -> viewer.get("/rejected?text=" + sought), slow);
            measure("look up " + text, () -> viewer.post("/rejects/2/look-up", Map.of("text", text)), slow);
        }
        assertThat(slow).isEmpty();
    }

    private void measure(String what, Supplier<Visitor.Reply> request, List<String> slow) {
        List<Long> millis = new ArrayList<>();
        long yardstick = Long.MAX_VALUE;
        long allowed = most;
        while (millis.size() < TRIES || millis.size() < MOST_TRIES && Collections.min(millis) > allowed) {
            millis.add(millis(() -> assertThat(request.get().status()).as(what).isEqualTo(200)));
            yardstick = Math.min(yardstick, millis(this::yardstick));
            allowed = Math.max(most, most * yardstick / YARDSTICK_MILLIS);
        }
        Collections.sort(millis);
        long median = millis.get(millis.size() / 2);
        System.out.println(median + " ms (least " + millis.get(0) + ", most " + millis.get(millis.size() - 1)
                + ", allowed " + allowed + ", yardstick " + yardstick + ")  " + what);
        if (millis.get(0) > allowed) {
            slow.add(what + ": " + millis.get(0) + " ms, allowed " + allowed);
        }
    }

    /** Something known that does what pages do. */
    private void yardstick() {
        assertThat(viewer.get("/schedule").status()).isEqualTo(200);
        database.number(YARDSTICK);
    }

    private static long millis(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
