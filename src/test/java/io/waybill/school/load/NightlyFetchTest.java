package io.waybill.school.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.waybill.cli.Commands;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The export is fetched at night from a web service, which is not always well. */
@ExtendWith(TestPostgres.class)
class NightlyFetchTest {
    private static final String KEY = "hidden-from-all";
    private static final String MESSAGE =
            "<?xml version=\"1.0\" encoding=\"utf-16\"?><Message><MessageId>1</MessageId><Title>Denied</Title><Description>No such key</Description></Message>";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("W25: a page of an error and an error reply are no export, and what was fetched last stays")
    void w25OnlyAnExportIsAnExport(TestDatabase database) throws Exception {
        Path export = Files.createDirectory(folder.resolve("export"));
        new InventedSchool(SchoolSize.SMALL).writeIsams(export);
        byte[] data = Files.readAllBytes(export.resolve("data.xml"));
        AtomicInteger asked = new AtomicInteger();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/batch", exchange -> {
            int time = asked.incrementAndGet();
            boolean known = ("apikey=" + KEY).equals(exchange.getRequestURI().getQuery());
            byte[] answer = !known || time == 2 || time == 4
                    ? MESSAGE.getBytes(UTF_8)
                    : time == 3 ? data : "<html>Server Error</html>".getBytes(UTF_8);
            exchange.sendResponseHeaders(time >= 2 && time <= 4 ? 200 : 500, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        service.start();
        LocalDate today = LocalDate.now();
        try (School school = School.start(
                folder,
                database,
                text -> text.replace(
                        "{name: 2016/17, first: 2016-08-15, last: 2017-08-14}",
                        "{name: this year, first: " + today.minusDays(30) + ", last: " + today.plusDays(30) + "}"),
                Map.of(
                        "WAYBILL_REFRESH_SCHOOL_ENABLED", "true",
                        "WAYBILL_REFRESH_SCHOOL_CRON", "* * * * * ?",
                        "WAYBILL_REFRESH_SCHOOL_SOURCE", "web",
                        "WAYBILL_REFRESH_SCHOOL_WEB_TRIES", "1",
                        "WAYBILL_REFRESH_SCHOOL_WEB_URL",
                                "http://127.0.0.1:" + service.getAddress().getPort() + "/batch",
                        "WAYBILL_REFRESH_SCHOOL_WEB_KEY_FILE",
                                Files.writeString(folder.resolve("key"), KEY + "\n")
                                        .toString()))) {
            // A run may end before the waybill of the one before it; a later one knows it.
            await().atMost(Duration.ofSeconds(90)).until(() -> {
                List<String> ended = runs(school);
                return ended.stream().filter(run -> run.startsWith("dropped|")).count() == 3
                        && ended.stream()
                                .anyMatch(
                                        run -> run.startsWith("failed|∅|") && run.contains("The last good one stays"));
            });

            List<String> runs = runs(school);
            assertThat(runs.get(0)).startsWith("failed|∅|").contains("answered with status 500 instead of 200");
            assertThat(runs.get(1)).startsWith("dropped|refused|");
            assertThat(runs.get(2)).startsWith("dropped|delivered|");
            assertThat(runs.get(3)).startsWith("dropped|refused|");
            assertThat(runs.subList(4, runs.size())).allMatch(run -> run.startsWith("failed|∅|"));
            // One that was refused was no good one.
            assertThat(runs)
                    .noneMatch(run -> run.contains("waybill 1, refused"))
                    .anyMatch(run -> run.contains("The last good one stays: waybill 2, "));
            assertThat(runs).noneMatch(run -> run.contains(KEY));
            try (Commands commands = school.commands()) {
                assertThat(commands.run("schedule", "--limit", "1000").out())
                        .contains("waybill 3: refused. The last good one stays: waybill 2, delivered.")
                        .contains("waybill 1: refused\n");
            }
            assertThat(school.rows("SELECT message FROM waybill.waybills WHERE state = 'refused'"))
                    .allMatch(message -> message.contains("No such key"));
            assertThat(school.number("SELECT count(*) FROM pupils WHERE current"))
                    .isEqualTo(28);
            assertThat(ProcessHandle.current().info().commandLine().orElse("")).doesNotContain(KEY);
            // Nor is one that has been taken back.
            try (Commands commands = school.commands()) {
                assertThat(commands.run("undo", "2", "--by", "ann").exitStatus())
                        .isZero();
            }
            int before = runs(school).size();
            await().atMost(Duration.ofSeconds(30)).until(() -> runs(school).size() > before + 1);
            List<String> since = runs(school);
            assertThat(since.get(since.size() - 1))
                    .contains("status 500 instead of 200")
                    .doesNotContain("stays");
        } finally {
            service.stop(0);
        }
    }

    /** Those that have ended. */
    private static List<String> runs(School school) {
        return school.rows("SELECT r.outcome, w.state, r.message FROM waybill.refreshes AS r"
                + " LEFT JOIN waybill.waybills AS w ON w.token = r.token AND r.token <> ''"
                + " WHERE r.outcome = 'failed' OR w.finished_at IS NOT NULL ORDER BY r.due_at");
    }
}
