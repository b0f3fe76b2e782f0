package io.waybill.merlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.boot.Application;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.Inbox;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed over a batch. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Tables(MerlinSystem.class)
class MerlinCrashTest {
    private static final FeedName BATCH = new FeedName("merlin", FeedName.BATCH);
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void aBatchKilledAtOneStepAfterTheOtherIsDeliveredOnceWithBackupAndLog(TestDatabase database) throws Exception {
        TestHome home = TestHome.ofSystem("merlin", folder.resolve("home")).withTarget("MERLIN", database.settings());
        home.data().make();
        home.data().make(BATCH);
        new Inbox(home.data())
                .put(BATCH, batch(), new DropOptions(false, false, "", "", Map.of("create-missing", "true")));

        for (String step : List.of("backed-up", "before-commit", "after-commit")) {
            try (WaybillProcess killed = WaybillProcess.start(home, List.of("-Dwaybill.crash=" + step), "serve")) {
                assertThat(killed.exitStatus()).as(step + ": " + killed.err()).isEqualTo(KILLED);
            }
            assertThat(database.number("SELECT count(*) FROM api_user"))
                    .as(step)
                    .isEqualTo(step.equals("after-commit") ? 12 : 0);
        }
        try (Application healing = Application.start(
                home.settings(), DataFolderLock.take(home.data(), "test").orElseThrow())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !Files.exists(home.data().work(1))
                            && "delivered"
                                    .equals(database.value("SELECT state FROM waybill.waybills WHERE number = 1")));
        }

        assertThat(database.number("SELECT count(*) FROM api_timelineevent")).isEqualTo(30);
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isEqualTo(1);
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill_stage%'"))
                .isEmpty();
        Path root = home.data().root();
        assertThat(names(root.resolve("log/merlin"))).containsExactly("1.jsonl");
        assertThat(names(root.resolve("backup")))
                .as("that of the delivery, beside those of the attempts")
                .containsAll(database.query("SELECT id FROM waybill.backups WHERE waybill = 1"))
                .isNotEmpty();
        assertThat(names(root.resolve("work"))).isEmpty();
    }

    private Path batch() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        new SampleOrganization(11, 12, 3, 30, false, false).write(files);
        Path zip = folder.resolve("batch.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (MerlinFeed feed : MerlinFeed.values()) {
                out.putNextEntry(new ZipEntry(feed.word() + ".csv"));
                Files.copy(SampleOrganization.file(files, feed), out);
                out.closeEntry();
            }
        }
        return zip;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
