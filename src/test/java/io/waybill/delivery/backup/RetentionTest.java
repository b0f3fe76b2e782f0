package io.waybill.delivery.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.Delivery;
import io.waybill.model.Drop;
import io.waybill.model.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which backups are thrown away, and which stay. */
@ExtendWith(TestPostgres.class)
class RetentionTest {
    private static final Instant NOON = Instant.parse("2024-02-29T12:00:00Z");

    @TempDir
    Path folder;

    private TestDatabase database;
    private BackupWorkshop workshop;

    @BeforeEach
    void threeAreKeptForTenDays(TestDatabase own) {
        database = own;
        database.run("CREATE TABLE item (id int PRIMARY KEY)", "INSERT INTO item VALUES (1)");
        workshop =
                new BackupWorkshop(database, new BackupConfig(folder, 3, Duration.ofDays(10))).table("item", "id=pk");
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void theNewestStayAndTheLedgerNotesWhichWent() throws Exception {
        List<String> ids = backupsOnDays(0, 1, 2, 3, 4);

        assertThat(prune()).containsExactlyInAnyOrder(ids.get(0), ids.get(1));

        assertThat(standing()).containsExactlyInAnyOrder(ids.get(2), ids.get(3), ids.get(4));
        assertThat(database.query(
                        "SELECT id FROM waybill.backups WHERE removed_at = '2024-03-04T12:00:00Z' ORDER BY id"))
                .containsExactly(ids.get(0), ids.get(1));
        assertThat(prune()).isEmpty();
    }

    @Test
    void theOldOnesGoButTheLatestStays() throws Exception {
        List<String> ids = backupsOnDays(0, 5, 6);
        at(16);

        assertThat(prune()).containsExactly(ids.get(1), ids.get(0));
        at(1_000);
        assertThat(prune()).isEmpty();
        assertThat(standing()).containsExactly(ids.get(2));
    }

    @Test
    void oneThatAnUnfinishedWaybillNeedsStays() throws Exception {
        at(0);
        Drop held = workshop.claimed();
        String needed = workshop.backup(held).id();
        at(1);
        String restored = workshop.backup().id();
        Drop restore = workshop.claimed();
        database.run("UPDATE waybill.waybills SET options = '{\"backup\": \"" + restored + "\"}' WHERE number = "
                + restore.number());
        backupsOnDays(2, 3, 4, 5);

        prune();
        assertThat(standing()).contains(needed, restored).hasSize(5);

        workshop.end(held, State.DELIVERED);
        workshop.end(restore, State.FAILED);
        prune();
        assertThat(standing()).doesNotContain(needed, restored).hasSize(3);
    }

    @Test
    void whatADeliveryThatNeverHappenedHasLeftGoesAtOnce() throws Exception {
        at(0);
        Drop drop = workshop.claimed();
        String first;
        try (Delivery delivery = workshop.begun(drop)) {
            first = workshop.backups().write(drop, delivery, workshop.specs()).id();
            delivery.rollback();
        }
        prune();
        assertThat(standing()).containsExactly(first);

        String second = workshop.backup(drop).id();
        workshop.end(drop, State.DELIVERED);
        prune();
        assertThat(standing()).containsExactly(second);
    }

    @Test
    void whatAProcessThatDiedWasWritingGoesWhenItsWaybillHasEnded() throws Exception {
        at(0);
        Drop drop = workshop.claimed();
        Path part = workshop.folders.begin(BackupId.of(drop.number(), workshop.clock.instant()));
        Files.writeString(part.resolve("01-item.json.gz"), "half");

        prune();
        assertThat(part).exists();
        workshop.end(drop, State.FAILED);
        prune();
        assertThat(part).doesNotExist();
    }

    @Test
    void withANewLedgerNothingIsTakenForWhatANewWaybillOfThatNumberHasLeft() throws Exception {
        List<String> ids = backupsOnDays(0, 1);
        database.run("TRUNCATE waybill.waybills CASCADE", "ALTER SEQUENCE waybill.waybill_number RESTART");
        at(2);
        workshop.end(workshop.claimed(), State.FAILED);
        workshop.claimed();

        assertThat(prune()).isEmpty();
        assertThat(standing()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void whatIsNoBackupAndWhatCannotBeUnderstoodIsLeftAlone() throws Exception {
        List<String> ids = backupsOnDays(0, 1, 2, 3, 4);
        Files.createDirectory(folder.resolve("mine"));
        Files.writeString(folder.resolve("9-20240229T120000Z-00000000"), "a file");
        Files.createDirectory(folder.resolve("9-99999999T999999Z-00000000"));
        Files.writeString(folder.resolve(ids.get(0)).resolve("manifest.json"), "damaged");

        assertThat(prune()).containsExactly(ids.get(1));
        assertThat(BackupTest.names(folder))
                .contains("mine", "9-20240229T120000Z-00000000", "9-99999999T999999Z-00000000", ids.get(0));
    }

    private void at(int days) {
        workshop.clock = Clock.fixed(NOON.plus(Duration.ofDays(days)), ZoneOffset.UTC);
    }

    private List<String> backupsOnDays(int... days) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int day : days) {
            at(day);
            ids.add(workshop.backup().id());
        }
        return ids;
    }

    private List<String> prune() throws Exception {
        return new Retention(
                        workshop.config,
                        workshop.folders,
                        new BackupLedger(workshop.target.dataSource(), workshop.clock),
                        workshop.clock)
                .prune().stream().map(BackupId::text).toList();
    }

    private List<String> standing() throws Exception {
        return workshop.folders.complete().stream().map(BackupId::text).toList();
    }
}
