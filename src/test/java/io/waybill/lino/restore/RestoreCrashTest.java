package io.waybill.lino.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.boot.Application;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.folder.DataFolderLock;
import io.waybill.folder.Inbox;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.system.EmbeddedSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed before, in and after the moment in which copies take the place of a site's tables. */
@ExtendWith(TestPostgres.class)
class RestoreCrashTest {
    private static final FeedName RESTORE = new FeedName("lino", "restore");
    private static final SampleSite SITE = SampleSite.ofPartners(20);
    private static final int KILLED = 137;
    private static final String STATE = "SELECT state FROM waybill.waybills WHERE number = 1";

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void aRestoreKilledBeforeInAndAfterTheSwitchIsDoneOnce(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        TestHome home = TestHome.ofSystem("lino", folder.resolve("home")).withTarget("LINO", database.settings());
        home.data().make();
        home.data().make(RESTORE);
        Path zip = folder.resolve("site.zip");
        SITE.writeZip(zip, "");
        new Inbox(home.data())
                .put(RESTORE, zip, new DropOptions(false, false, "", "", Map.of("source.use-tz", "true")));

        for (String step : List.of("planned", "applied", "before-commit", "after-commit")) {
            try (WaybillProcess killed = WaybillProcess.start(home, List.of("-Dwaybill.crash=" + step), "serve")) {
                assertThat(killed.exitStatus()).as(step + ": " + killed.err()).isEqualTo(KILLED);
            }
            boolean done = step.equals("after-commit");
            assertThat(database.number("SELECT count(*) FROM contacts_partner"))
                    .as(step)
                    .isEqualTo(done ? SITE.counts().get("contacts_partner") : 0);
            assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'waybill_old%'"))
                    .as("the former tables are kept, after %s", step)
                    .hasSize(done ? 1 : 0);
        }
        try (Application healing = Application.start(
                home.settings(), DataFolderLock.take(home.data(), "test").orElseThrow())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !Files.exists(home.data().work(1)) && "delivered".equals(database.value(STATE)));
        }

        Map<String, Long> counts = new TreeMap<>();
        for (String table : SITE.counts().keySet()) {
            counts.put(table, database.number("SELECT count(*) FROM " + table));
        }
        assertThat(counts).isEqualTo(new TreeMap<>(SITE.counts()));
        assertThat(database.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^waybill_' ORDER BY 1"))
                .as("nothing is left but the former tables")
                .containsExactly("waybill_old_1");
        assertThat(database.number("SELECT count(*) FROM waybill.waybills")).isEqualTo(1);
    }
}
