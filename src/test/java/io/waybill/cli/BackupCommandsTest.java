package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.Refresh;
import io.waybill.Refresh.Dumps;
import io.waybill.cli.Commands.Ended;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Backups from the command line, with nobody else running. */
@ExtendWith(TestPostgres.class)
class BackupCommandsTest {
    private static final String UNKNOWN = "17-20240229T093000Z-5f2ac90b";

    @TempDir
    private Path folder;

    private ServedCommands served;

    @Test
    void aBackupIsListedVerifiedPreviewedBroughtBackAndTakenBackByCommands(TestServer server) throws Exception {
        Dumps dumps = Dumps.invented(folder.resolve("dumps"), 7, 600);
        Refresh refresh = Refresh.of(folder.resolve("home"), server.newDatabase(), dumps.play());
        refresh.home().with("WAYBILL_BACKUP_FOLDER", folder.resolve("backups").toString());
        Path mapping = refresh.home().home().resolve("config/timetable.yaml");
        Files.writeString(mapping, Files.readString(mapping).replace("backup: none", "backup: full"));
        Map<String, String> before = refresh.tables();
        served = new ServedCommands(refresh.home());
        assertThat(served.run("drop", "timetable/live", dumps.live().toString(), "--wait")
                        .exitStatus())
                .isEqualTo(3);
        Map<String, String> after = refresh.tables();
        String id = theBackup();

        assertThat(served.run("backup", "list").out().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains(id, "timetable/live");
        Ended verified = served.run("backup", "verify", id);
        assertThat(verified.exitStatus()).as(verified.err()).isZero();
        assertThat(verified.out()).startsWith("Backup " + id + " is sound: ");

        Ended preview = served.run("backup", "restore", id, "--preview", "--by", "ann");
        assertThat(preview.exitStatus()).as(preview.err()).isZero();
        assertThat(preview.out()).startsWith("Waybill 2: previewed (preview: nothing was changed)\n");
        assertThat(refresh.tables()).isEqualTo(after);

        Ended restored = served.run("backup", "restore", id, "--by", "ann");
        assertThat(restored.exitStatus()).as(restored.err()).isZero();
        assertThat(restored.out()).startsWith("Waybill 3: delivered\n").contains("ann");
        assertThat(refresh.tables()).isEqualTo(before);

        Ended undone = served.run("undo", "3");
        assertThat(undone.exitStatus()).as(undone.err()).isZero();
        assertThat(refresh.tables()).isEqualTo(after);

        cutShort(id);
        for (String command : List.of("verify", "restore")) {
            Ended refused = served.run("backup", command, id);
            assertThat(refused.exitStatus()).isEqualTo(1);
            assertThat(refused.err())
                    .startsWith("waybill: Backup " + id + " cannot be relied on:\n")
                    .doesNotContain("\tat ");
            Ended unknown = served.run("backup", command, UNKNOWN);
            assertThat(unknown.exitStatus()).isEqualTo(1);
            assertThat(unknown.err()).startsWith("waybill: There is no backup " + UNKNOWN + " in ");
            Ended noId = served.run("backup", command, "../" + id);
            assertThat(noId.exitStatus()).isEqualTo(2);
            assertThat(noId.err()).startsWith("waybill: ").contains("is no id of a backup");
        }
        assertThat(refresh.tables()).isEqualTo(after);
    }

    private String theBackup() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("backups"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("1-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void cutShort(String id) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("backups").resolve(id))) {
            Path dump = files.filter(path -> path.toString().endsWith(".gz"))
                    .findFirst()
                    .orElseThrow();
            byte[] whole = Files.readAllBytes(dump);
            Files.write(dump, Arrays.copyOf(whole, whole.length / 2));
        }
    }

    @AfterEach
    void stop() {
        if (served != null) {
            served.close();
        }
    }
}
