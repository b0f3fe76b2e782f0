package io.waybill.school.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.boot.Application;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.Inbox;
import io.waybill.model.DropOptions;
import io.waybill.report.ProgressBar;
import io.waybill.school.SchoolGuide;
import io.waybill.school.SchoolSystem;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed over an export. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(SchoolSystem.class)
class SchoolCrashTest {
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void anExportKilledAtOneStepAfterTheOtherIsDeliveredOnce(TestDatabase database) throws Exception {
        TestHome home = TestHome.ofProject(folder.resolve("home")).withTarget("SCHOOL", database.settings());
        home.data().make();
        home.data().make(SchoolGuide.ISAMS);
        new InventedSchool(SchoolSize.SMALL).writeIsams(folder);
        new Inbox(home.data())
                .put(
                        SchoolGuide.ISAMS,
                        folder.resolve("data.xml"),
                        new DropOptions(false, false, "", "", Map.of("start", "2026-09-01")));

        for (String step : List.of("staging", "staged", "planned", "applied", "before-commit", "after-commit")) {
            try (WaybillProcess killed = WaybillProcess.start(home, List.of("-Dwaybill.crash=" + step), "serve")) {
                assertThat(killed.exitStatus()).as(step + ": " + killed.err()).isEqualTo(KILLED);
            }
            assertThat(database.number("SELECT count(*) FROM pupils"))
                    .as(step)
                    .isEqualTo(step.equals("after-commit") ? 28 : 0);
        }
        try (Application healing = Application.start(
                home.settings(), DataFolderLock.take(home.data(), "test").orElseThrow(), ProgressBar.none())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !Files.exists(home.data().work(1))
                            && "delivered"
                                    .equals(database.value("SELECT state FROM waybill.waybills WHERE number = 1")));
        }
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isEqualTo(1);
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill_stage%'"))
                .isEmpty();
        assertThat(database.number("SELECT max(id) FROM pupils")).isEqualTo(28);
    }
}
