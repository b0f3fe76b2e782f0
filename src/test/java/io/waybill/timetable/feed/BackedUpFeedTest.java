package io.waybill.timetable.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A feed whose mapping file says {@code backup: full}. */
@ExtendWith(TestPostgres.class)
class BackedUpFeedTest {
    private static final int SUBJECTS = 200;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static PlayTables play;
    private static TestWaybill waybill;
    private static Path backups;

    @BeforeAll
    static void start(TestDatabase own) throws SQLException {
        database = own;
        play = new PlayTables(database);
        play.create();
        backups = folder.resolve("elsewhere/backups");
        waybill = TestWaybill.startOnly(
                "timetable",
                folder,
                database,
                Map.of("WAYBILL_BACKUP_FOLDER", backups.toString(), "WAYBILL_BACKUP_KEEP", "2"),
                TestWaybill::askForBackups);
    }

    @AfterAll
    static void stop() {
        waybill.close();
    }

    @BeforeEach
    void playAsItWas() throws IOException {
        play.begin(live("old"));
        if (Files.exists(backups)) {
            for (String backup : standing()) {
                try (Stream<Path> files = Files.walk(backups.resolve(backup))) {
                    files.sorted(java.util.Comparator.reverseOrder())
                            .map(Path::toFile)
                            .forEach(java.io.File::delete);
                }
            }
        }
    }

    private static Records live(String title) {
        Records records = new Records()
                .thing(1, null, "tripos", "")
                .thing(2, 1, "tripos/nst", "tripos")
                .thing(3, 2, "tripos/nst/IA", "part");
        for (int i = 0; i < SUBJECTS; i++) {
            records.thing(10 + i, 3, "tripos/nst/IA/s" + i, "subject");
        }
        return records.series(1, title, "");
    }

    @Test
    void beforeADeliveryItsTablesAreBackedUpAsTheyWereAndTheWaybillSaysWhere() throws IOException {
        LedgerEntry page = waybill.drop("live", "new.dump", live("new").bytes());

        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        assertThat(page.recovery().backups()).singleElement().satisfies(backup -> {
            assertThat(backup.id()).startsWith(page.number() + "-");
            assertThat(backup.rows()).isEqualTo(SUBJECTS + 4);
            assertThat(Path.of(backup.path())).isDirectory().hasParent(backups);
            assertThat(Path.of(backup.path()).resolve("02-timetables_eventsource.json.gz"))
                    .satisfies(file -> assertThat(gunzipped(file)).contains("\"title\":\"old\""));
        });
    }

    @Test
    void aPreviewAndADropThatChangesNothingWriteNone() throws IOException {
        LedgerEntry first = waybill.drop("live", "new.dump", live("new").bytes());

        waybill.preview("live", "newer.dump", live("newer").bytes());
        LedgerEntry unchanged = waybill.again("live", "new.dump", live("new").bytes());

        assertThat(unchanged.state()).isEqualTo(State.UNCHANGED);
        assertThat(standing()).containsExactly(first.recovery().backups().get(0).id());
    }

    @Test
    void aHeldPlanWritesNoneUntilSomebodyApproves() throws IOException {
        Records half = new Records().thing(1, null, "tripos", "");
        LedgerEntry held = waybill.drop("live", "half.dump", half.bytes());
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(standing()).isEmpty();

        LedgerEntry delivered = waybill.decided(held, true);

        assertThat(delivered.state()).isEqualTo(State.DELIVERED);
        await().untilAsserted(() -> assertThat(standing())
                .containsExactly(delivered.recovery().backups().get(0).id()));
    }

    @Test
    void whereNoBackupCanBeWrittenTheDropWaitsUntilOneCan() throws IOException {
        Map<String, List<String>> before = play.versions();
        Path moved = folder.resolve("moved");
        Files.createDirectories(backups);
        Files.move(backups, moved);
        Files.writeString(backups, "in the way");
        String token;
        try {
            token = waybill.put("live", "new.dump", live("new").bytes(), false, false);
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> play.versions().equals(before));
        } finally {
            Files.delete(backups);
            Files.move(moved, backups);
        }
        LedgerEntry page = waybill.ended(token);

        assertThat(page.state()).isEqualTo(State.DELIVERED);
        assertThat(standing()).containsExactly(page.recovery().backups().get(0).id());
        assertThat(play.versions()).isNotEqualTo(before);
    }

    @Test
    void aBackupIsPreviewedBroughtBackAndTheRestoreTakenBackAgain() throws IOException {
        Map<String, List<String>> before = play.contents();
        LedgerEntry delivered = waybill.drop("live", "new.dump", live("new").bytes());
        Map<String, List<String>> after = play.contents();
        String backup = delivered.recovery().backups().get(0).id();

        LedgerEntry preview = waybill.restored(backup, "live", true);
        assertThat(preview.state()).as(preview.message()).isEqualTo(State.PREVIEWED);
        assertThat(play.contents()).isEqualTo(after).isNotEqualTo(before);

        LedgerEntry restore = waybill.restored(backup, "live", false);
        assertThat(restore.state()).as(restore.message()).isEqualTo(State.DELIVERED);
        assertThat(waybill.changes(restore)).isEqualTo(waybill.changes(preview)).hasSize(2);
        assertThat(play.contents()).isEqualTo(before);

        LedgerEntry undo = waybill.undone(restore, false);
        assertThat(undo.state()).as(undo.message()).isEqualTo(State.DELIVERED);
        assertThat(play.contents()).isEqualTo(after);
    }

    /** Live has another Thing under the key of Play's user, who takes another one: a backup does not know what refers to it. */
    @Test
    void aRestoreAfterWhichARowOutsideTheFeedWouldReferToNothingIsRefused() throws IOException {
        String meant = "SELECT t.fullpath FROM favourites f JOIN timetables_thing t ON t.id = f.thing_id";
        play.begin(live("old").thing(4, null, "user", "").user(950, 4, "ann", "salt"));
        database.run(
                "CREATE TABLE favourites (id int PRIMARY KEY, thing_id int NOT NULL REFERENCES timetables_thing)",
                "INSERT INTO favourites VALUES (1, 950)");
        try {
            LedgerEntry delivered = waybill.drop(
                    "live",
                    "taken.dump",
                    live("new").thing(950, 1, "tripos/zz", "tripos").bytes());
            assertThat(delivered.state()).as(delivered.message()).isEqualTo(State.DELIVERED);
            assertThat(database.query(meant)).containsExactly("user/ann");

            LedgerEntry restore =
                    waybill.restored(delivered.recovery().backups().get(0).id(), "live", false);

            assertThat(restore.state()).as(restore.message()).isEqualTo(State.REFUSED);
            assertThat(restore.message())
                    .contains("timetables.thing 951", "row 1 of favourites refers to it by thing_id");
            assertThat(database.query(meant)).containsExactly("user/ann");
            assertThat(waybill.undone(delivered, false).state()).isEqualTo(State.DELIVERED);
            assertThat(database.query(meant)).containsExactly("user/ann");
        } finally {
            database.run("DROP TABLE favourites");
        }
    }

    @Test
    void afterARestoreTheSameFileMayBeDroppedAgain() throws IOException {
        LedgerEntry delivered = waybill.drop("live", "new.dump", live("new").bytes());
        waybill.restored(delivered.recovery().backups().get(0).id(), "live", false);

        LedgerEntry again = waybill.drop("live", "new.dump", live("new").bytes());

        assertThat(again.state()).as(again.message()).isEqualTo(State.DELIVERED);
    }

    @Test
    void aBackupThatIsDamagedOrGoneRefusesItsRestoreAndNothingIsTouched() throws IOException {
        LedgerEntry delivered = waybill.drop("live", "new.dump", live("new").bytes());
        String backup = delivered.recovery().backups().get(0).id();
        Path file = backups.resolve(backup).resolve("02-timetables_eventsource.json.gz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Map<String, List<String>> before = play.versions();

        LedgerEntry damaged = waybill.restored(backup, "live", false);
        LedgerEntry unknown = waybill.restored("9-20240229T093000Z-5f2ac90b", "live", false);

        assertThat(damaged.state()).as(damaged.message()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(damaged, "reason.txt")).contains("02-timetables_eventsource.json.gz");
        assertThat(unknown.state()).as(unknown.message()).isEqualTo(State.REFUSED);
        assertThat(waybill.errorText(unknown, "reason.txt")).contains("is not in " + backups);
        assertThat(play.versions()).isEqualTo(before);
    }

    @Test
    void onlySoManyAreKept() throws IOException {
        List<String> ids = Stream.of("a", "b", "c")
                .map(title -> {
                    try {
                        return waybill.drop("live", title + ".dump", live(title).bytes());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .map(page -> page.recovery().backups().get(0).id())
                .toList();

        await().untilAsserted(() -> assertThat(standing()).containsExactlyInAnyOrder(ids.get(1), ids.get(2)));
    }

    private static List<String> standing() throws IOException {
        if (!Files.exists(backups)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(backups)) {
            return folders.map(each -> each.getFileName().toString()).toList();
        }
    }

    private static String gunzipped(Path file) {
        try (var gzip = new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
            return new String(gzip.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
