package io.waybill.delivery.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.OvertakenException;
import io.waybill.folder.UnusableFolderException;
import io.waybill.model.Drop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a backup looks like, from when its rows are, and what is left of one that fails. */
@ExtendWith(TestPostgres.class)
class BackupTest {
    @TempDir
    Path folder;

    private TestDatabase database;
    private BackupWorkshop workshop;

    @BeforeEach
    void tablesWithRows(TestDatabase own) {
        database = own;
        database.run(
                "CREATE TABLE owner (code varchar(8) PRIMARY KEY, born date)",
                "CREATE TABLE item (id serial PRIMARY KEY, label text NOT NULL, owner_id varchar(8) REFERENCES owner,"
                        + " parent_id int REFERENCES item, owner text, price numeric(8,2), made timestamptz, extra jsonb,"
                        + " twice numeric GENERATED ALWAYS AS (price * 2) STORED)",
                "CREATE TABLE link (a int, b int, note text, PRIMARY KEY (b, a))",
                "INSERT INTO owner VALUES ('ann', '1990-02-03')",
                "INSERT INTO item (label, owner_id, parent_id, owner, price, made, extra) VALUES"
                        + " ('a \"quoted\"\\\n\u00e9 \ud83d\ude00', 'ann', NULL, 'x', 1.50, '2024-02-29 09:30:00.25+01', '{\"k\": [1, null]}'),"
                        + " ('', NULL, 1, NULL, NULL, NULL, 'null')",
                "INSERT INTO link VALUES (1, 2, 'n')",
                "SELECT setval('item_id_seq', 40)");
        workshop = new BackupWorkshop(database, folder.resolve("kept/backups"))
                .table("owner", "code=pk")
                .table("item", "id=pk", "label=title")
                .table("link", "a", "b");
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void rowsStandAsDjangosSerializerWritesThemWithTheFieldsOfTheMapping() throws Exception {
        Manifest manifest = workshop.backup();

        assertThat(text(manifest, 1))
                .isEqualTo("[\n"
                        + "{\"model\":\"app.item\",\"pk\":1,\"fields\":{\"title\":\"a \\\"quoted\\\"\\\\\\n\u00e9 \ud83d\ude00\",\"owner_id\":\"ann\","
                        + "\"parent\":null,\"owner\":\"x\",\"price\":\"1.50\",\"made\":\"2024-02-29T08:30:00.25Z\",\"extra\":{\"k\": [1, null]}}},\n"
                        + "{\"model\":\"app.item\",\"pk\":2,\"fields\":{\"title\":\"\",\"owner_id\":null,\"parent\":1,\"owner\":null,"
                        + "\"price\":null,\"made\":null,\"extra\":null},\"exact\":{\"extra\":\"null\"}}\n]\n");
        assertThat(text(manifest, 0))
                .isEqualTo("[\n{\"model\":\"app.owner\",\"pk\":\"ann\",\"fields\":{\"born\":\"1990-02-03\"}}\n]\n");
        assertThat(text(manifest, 2))
                .isEqualTo("[\n{\"model\":\"app.link\",\"fields\":{\"a\":1,\"b\":2,\"note\":\"n\"}}\n]\n");
    }

    @Test
    void theManifestSaysWhatTheBackupHolds() throws Exception {
        Manifest manifest =
                Manifest.ofJson(Files.readString(place(workshop.backup()).resolve("manifest.json")));

        assertThat(manifest.system()).isEqualTo("sample");
        assertThat(manifest.rows()).isEqualTo(4);
        assertThat(manifest.database().name()).isEqualTo(database.name());
        assertThat(manifest.database().version()).startsWith("18.");
        Manifest.Table item = manifest.tables().get(1);
        assertThat(item.rows()).isEqualTo(2);
        assertThat(item.exact()).isEqualTo(1);
        assertThat(item.generated()).containsExactly("twice");
        assertThat(item.sequences()).containsExactly(new Manifest.Sequence("public.item_id_seq", "id", 40L, true));
        assertThat(item.columns())
                .contains(new Manifest.Column("price", "numeric(8,2)", ColumnForm.TEXT, "price"))
                .hasSize(8);
        assertThat(workshop.complaints(manifest.id())).isEmpty();
    }

    @Test
    void foldersAndFilesAreTheirOwnersOnly() throws Exception {
        Path place = place(workshop.backup());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("kept"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files.map(BackupTest::mode)).hasSize(5).containsOnly("rw-------");
        }
    }

    @Test
    void aBackupIsOneSnapshotBecauseADeliveryThatWritersOvertakeBeginsAnew() throws Exception {
        Drop drop = workshop.claimed();
        try (Delivery delivery = workshop.begun(drop)) {
            Manifest manifest = workshop.backups().write(drop, delivery, workshop.specs());
            database.run("SET lock_timeout = '100ms'", "UPDATE link SET note = 'late'");
            assertThat(text(manifest, 2)).contains("\"note\":\"n\"");
            assertThatThrownBy(() -> delivery.apply(delivery.plan())).isInstanceOf(OvertakenException.class);
        }
        assertThat(database.query("SELECT * FROM waybill.backups")).isEmpty();
    }

    @Test
    void theDeliveringTransactionCanWriteAfterwardsAndNothingOfItsSettingsIsChanged() throws Exception {
        Drop drop = workshop.claimed();
        try (Delivery delivery = workshop.begun(drop);
                var statement = delivery.connection().createStatement()) {
            statement.execute("SET LOCAL bytea_output = 'escape'");
            workshop.backups().write(drop, delivery, workshop.specs());

            assertThat(statement.executeUpdate("UPDATE link SET note = 'after'"))
                    .isEqualTo(1);
            try (var row = statement.executeQuery("SHOW bytea_output")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("escape");
            }
        }
    }

    @Test
    void theLedgerKnowsABackupWhenItsDeliveryIsCommittedAndNotBefore() throws Exception {
        Drop drop = workshop.claimed();
        try (Delivery delivery = workshop.begun(drop)) {
            workshop.backups().write(drop, delivery, workshop.specs());
            delivery.rollback();
        }
        assertThat(database.query("SELECT * FROM waybill.backups")).isEmpty();

        Manifest manifest = workshop.backup(workshop.claimed());

        assertThat(database.query("SELECT id, waybill, path, size, tables, rows, created_by FROM waybill.backups"))
                .containsExactly(manifest.id() + "|2|" + place(manifest) + "|" + manifest.size()
                        + "|{owner,item,link}|{1,2,1}|" + System.getProperty("user.name"));
    }

    @Test
    void aRowThatNoBackupCanHoldFailsItWithASentenceAndNothingIsLeft() throws Exception {
        database.run("INSERT INTO link SELECT 9, 9, string_agg(repeat('x', 1000), '') FROM generate_series(1, 70000)");
        Drop drop = workshop.claimed();
        try (Delivery delivery = workshop.begun(drop)) {
            assertThatThrownBy(() -> workshop.backups().write(drop, delivery, workshop.specs()))
                    .isInstanceOf(BackupFailedException.class)
                    .hasMessageStartingWith("Row 2 of table link is larger than 64 MiB");
        }
        assertThat(workshop.folder).isEmptyDirectory();
        assertThat(database.query("SELECT count(*) FROM link")).containsExactly("2");
    }

    @Test
    void aFolderThatCannotBeMadeFailsItWithASentence() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("kept")).resolve("backups"), "a file");
        Drop drop = workshop.claimed();
        try (Delivery delivery = workshop.begun(drop)) {
            assertThatThrownBy(() -> workshop.backups().write(drop, delivery, workshop.specs()))
                    .isInstanceOf(UnusableFolderException.class)
                    .hasMessageContaining(workshop.folder.toString())
                    .hasMessageContaining("waybill.backup.folder");
        }
    }

    @Test
    void aTableWhoseRowsAPolicyHidesIsNotBackedUpInPart() throws Exception {
        String user = "reader_" + database.name();
        database.run(
                "CREATE ROLE " + user + " LOGIN",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + user,
                "GRANT CREATE ON DATABASE " + database.name() + " TO " + user,
                "GRANT ALL ON ALL TABLES IN SCHEMA waybill TO " + user,
                "GRANT USAGE ON SCHEMA waybill TO " + user,
                "ALTER TABLE link ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY a_few ON link USING (a > 1)");
        Drop drop = workshop.claimed();
        try (BackupWorkshop other = workshop.as(user);
                Delivery delivery = other.begun(drop)) {
            assertThatThrownBy(() -> other.backups().write(drop, delivery, other.specs()))
                    .hasMessageContaining("row-level security");
        }
        assertThat(workshop.folder).isEmptyDirectory();
        database.run("DROP OWNED BY " + user, "DROP ROLE " + user);
    }

    @Test
    void emptyTablesHaveAFileToo() throws Exception {
        database.run("TRUNCATE item, link");
        Manifest manifest = workshop.backup();

        assertThat(text(manifest, 2)).isEqualTo("[\n]\n");
        assertThat(workshop.complaints(manifest.id())).isEmpty();
    }

    @Test
    void sha256sumFindsTheFilesSound() throws Exception {
        Path place = place(workshop.backup());
        Process check = new ProcessBuilder("sha256sum", "-c", "--quiet", "SHA256SUMS")
                .directory(place.toFile())
                .inheritIO()
                .start();
        assertThat(check.waitFor()).isZero();
        assertThat(Files.readAllLines(place.resolve("SHA256SUMS"))).hasSize(4);
    }

    private Path place(Manifest manifest) {
        return workshop.folders.of(BackupId.parse(manifest.id()));
    }

    private String text(Manifest manifest, int table) throws IOException {
        try (InputStream gzip = new GZIPInputStream(Files.newInputStream(
                place(manifest).resolve(manifest.tables().get(table).file())))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            return e.toString();
        }
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
