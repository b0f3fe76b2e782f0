package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TestDump;
import io.waybill.timetable.TimetableSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
class SchedulePageTest {
    @TempDir
    private Path folder;

    @Test
    void aScheduledRefreshIsShownAndCanBeRunNow(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        Path dumps = Files.createDirectory(folder.resolve("dumps"));
        Files.writeString(
                dumps.resolve("live.dump"),
                TestDump.text(new TestDump().thing(1, null, "tripos", "").records()));
        try (TestDesk desk = TestDesk.start(
                folder,
                database,
                Map.of(
                        "WAYBILL_REFRESH_TIMETABLE_ENABLED", "true",
                        "WAYBILL_REFRESH_TIMETABLE_CRON", "0 0 0 1 1 ?",
                        "WAYBILL_REFRESH_TIMETABLE_FOLDER", dumps.toString()))) {
            Visitor operator = desk.visitor("operator");
            Document page = operator.get("/schedule").page();
            assertThat(page.select(".lead").text())
                    .startsWith("The next refresh is due 1 Jan ")
                    .contains("from the newest file *.dump in " + dumps);
            assertThat(page.select(".empty").eachText())
                    .as("nothing is said of the runs of schedules that are off")
                    .containsExactly("No runs yet.");
            assertThat(operator.get("/waybills").page().select(".lead").text()).contains("Next refresh of timetable:");

            assertThat(desk.visitor("viewer")
                            .post("/schedule/timetable/run", Map.of())
                            .status())
                    .isEqualTo(403);
            assertThat(operator.post("/schedule/none/run", Map.of()).status()).isEqualTo(404);
            Reply started = operator.post("/schedule/timetable/run", Map.of());
            assertThat(started.location()).startsWith("/schedule/timetable/runs/");
            Reply run = operator.get(started.location());
            assertThat(run.status()).isIn(200, 303);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> operator.get(started.location()).location().equals("/waybills/1"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> operator.get("/schedule")
                            .page()
                            .select(".tag")
                            .text()
                            .equals("delivered"));
            Document after = operator.get("/schedule").page();
            Files.delete(dumps.resolve("live.dump"));
            Reply empty = operator.post("/schedule/timetable/run", Map.of());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> operator.get(empty.location())
                            .page()
                            .select(".notice.bad")
                            .text()
                            .startsWith("Nothing was dropped: "));
            assertThat(operator.get("/schedule/none/runs/x").status()).isEqualTo(404);
            Reply nonsense = operator.get("/schedule/timetable/runs/nonsense");
            assertThat(nonsense.status()).isEqualTo(404);
            assertThat(nonsense.page().select("main").text()).contains("There is no such refresh of timetable");
            assertThat(operator.get("/api/schedule/timetable/runs/nonsense").status())
                    .isEqualTo(404);
            assertThat(operator.get(after.select("td a").attr("href"))
                            .page()
                            .select(".lead")
                            .text())
                    .contains("by operator");
        }
    }

    @Test
    void whatIsOffCannotBeRun(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        try (TestDesk desk = TestDesk.start(folder, database)) {
            Visitor operator = desk.visitor("operator");
            assertThat(operator.get("/schedule").page().select("button:contains(Run now)"))
                    .isEmpty();
            Reply refused = operator.post("/schedule/timetable/run", Map.of());
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.page().select("main").text()).contains("switched off");
        }
    }
}
