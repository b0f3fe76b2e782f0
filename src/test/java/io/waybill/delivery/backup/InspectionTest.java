package io.waybill.delivery.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a backup is found before it is trusted. */
@ExtendWith(TestPostgres.class)
class InspectionTest {
    private static final String DATA = "01-item.json.gz";

    @TempDir
    Path folder;

    private TestDatabase database;
    private BackupWorkshop workshop;
    private Manifest manifest;
    private Path place;

    @BeforeEach
    void aSoundBackup(TestDatabase own) throws Exception {
        database = own;
        database.run(
                "CREATE TABLE item (id int PRIMARY KEY, name varchar(10), bytes bytea)",
                "INSERT INTO item SELECT i, 'n' || i, '\\x00ff' FROM generate_series(1, 500) AS i");
        workshop = new BackupWorkshop(database, folder).table("item", "id=pk", "name");
        manifest = workshop.backup();
        place = workshop.folders.of(BackupId.parse(manifest.id()));
        assertThat(workshop.complaints(manifest.id())).isEmpty();
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void aFileThatWasCutOffIsFound() throws Exception {
        byte[] bytes = Files.readAllBytes(place.resolve(DATA));
        Files.write(place.resolve(DATA), Arrays.copyOf(bytes, bytes.length - 1));

        assertComplaint(DATA + " has " + (bytes.length - 1) + " bytes, not the " + bytes.length);
    }

    @Test
    void everySingleBitThatIsNotWhatItWasIsFound() throws Exception {
        for (String name : BackupTest.names(place)) {
            byte[] bytes = Files.readAllBytes(place.resolve(name));
            for (int at = 0; at < bytes.length; at += Math.max(1, bytes.length / 40)) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= 1;
                Files.write(place.resolve(name), damaged);
                assertThat(workshop.complaints(manifest.id()))
                        .as("%s, byte %d", name, at)
                        .isNotEmpty();
            }
            Files.write(place.resolve(name), bytes);
        }
        assertThat(workshop.complaints(manifest.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {DATA, "manifest.json", "SHA256SUMS"})
    void aFileThatIsMissingIsFound(String name) throws Exception {
        Files.delete(place.resolve(name));

        assertComplaint(name + " is missing.");
    }

    @Test
    void aLinkInPlaceOfAFileIsNotFollowed() throws Exception {
        Files.move(place.resolve(DATA), folder.resolve("elsewhere"));
        Files.createSymbolicLink(place.resolve(DATA), folder.resolve("elsewhere"));

        assertComplaint(DATA + " is missing.");
    }

    @Test
    void aFileThatDoesNotBelongToItIsFound() throws Exception {
        Files.writeString(place.resolve("notes.txt"), "x");

        assertComplaint("notes.txt does not belong to it.");
    }

    @Test
    void aRenamedFolderIsFound() throws Exception {
        String other = manifest.id().replace("1-", "2-");
        Files.move(place, folder.resolve(other));

        assertThat(workshop.complaints(other)).anyMatch(each -> each.contains("folders were renamed or mixed up"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [{"model":"app.item","pk":1,"fields":{"name":"n","bytes":null}}] | contains 1 records, but its manifest says 500
                    [{"model":"app.other","pk":1,"fields":{"name":"n","bytes":null}}] | it is of app.other, not of app.item
                    [{"model":"app.item","pk":1,"fields":{"name":"n"}}] | its fields are not those of the manifest
                    [{"model":"app.item","pk":1,"fields":{"name":"n","bytes":"*"}}] | field bytes is not of form bytes
                    [{"model":"app.item","pk":1,"fields":{"name":5,"bytes":null}}] | field name is not of form text
                    [{"model":"app.item","pk":"1","fields":{"name":"","bytes":null}}] | field pk is not of form number
                    [{"model":"app.item","pk":1,"fields":{"name":"n"           | is not a dump: truncated
                    hello                                                     | is not a dump: not-json
                    """)
    void recordsThatAreNotWhatTheManifestSaysAreFoundEvenWhenAllDigestsWereMadeToFit(String dump, String complaint)
            throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(dump.getBytes(StandardCharsets.UTF_8));
        }
        forge(bytes.toByteArray());

        assertComplaint(complaint);
        assertComplaint(
                "manifest.json is not the one that the ledger recorded when the backup was taken: it was changed.");
    }

    @Test
    void whatIsNoGzipIsFoundEvenWhenAllDigestsWereMadeToFit() throws Exception {
        forge("hello, this is no gzip at all".getBytes(StandardCharsets.UTF_8));
        assertComplaint(DATA + " cannot be read: it is not a gzip file.");

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("[]".getBytes(StandardCharsets.UTF_8));
        }
        forge(Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9));
        assertComplaint(DATA + " cannot be read: it is cut off.");
    }

    @Test
    void aManifestOfAnotherFormatOrProgramIsFound() throws Exception {
        String json = Files.readString(place.resolve("manifest.json"));
        Files.writeString(place.resolve("manifest.json"), json.replace("\"format\" : 1", "\"format\" : 2"));
        assertComplaint("It has format 2, and this Waybill reads format 1");

        for (String other :
                new String[] {"", "{}", "[]", "null", "{\"format\":1}", "\0\1", json.replace("\"pk\"", "\"pq\"")}) {
            Files.writeString(place.resolve("manifest.json"), other);
            assertThat(workshop.complaints(manifest.id()))
                    .as(other)
                    .singleElement()
                    .asString()
                    .startsWith("manifest.json is not a manifest that this Waybill understands");
        }
    }

    @Test
    void aBackupOfAnotherDatabaseIsFound(TestServer server) throws Exception {
        try (TestDatabase other = server.newDatabase()) {
            other.run("CREATE TABLE item (id int PRIMARY KEY, name varchar(10), bytes bytea)");
            try (BackupWorkshop there = new BackupWorkshop(other, folder)) {
                assertThat(there.complaints(manifest.id()))
                        .singleElement()
                        .asString()
                        .matches("It was taken from the database 127.*/" + database.name()
                                + ", not from this one \\(127.*/" + other.name() + "\\)\\.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ALTER TABLE item ADD more text          | Table item has a column more that the backup does not have.
                    ALTER TABLE item DROP name              | Column name of table item is missing.
                    ALTER TABLE item ALTER name TYPE text   | Column name of table item has type text here, but type character varying(10) in the backup.
                    DROP TABLE item                         | Table item is missing.
                    ALTER TABLE item DROP CONSTRAINT item_pkey, ADD PRIMARY KEY (id, bytes) | The primary key of table item is [id, bytes] here, but [id] in the backup.
                    """)
    void tablesThatAreNotWhatTheyWereAreFound(String change, String complaint) throws Exception {
        database.run(change);

        assertComplaint(complaint);
    }

    @Test
    void aGeneratedColumnThatWasAddedDoesNotMatter() throws Exception {
        database.run("ALTER TABLE item ADD twice int GENERATED ALWAYS AS (id * 2) STORED");

        assertThat(workshop.complaints(manifest.id())).isEmpty();
    }

    @Test
    void withoutItsLedgerItCanStillBeFoundSound() throws Exception {
        database.run("DROP SCHEMA waybill CASCADE");
        try (BackupWorkshop anew = new BackupWorkshop(database, folder)) {
            assertThat(anew.complaints(manifest.id())).isEmpty();
        }
    }

    /** Puts other bytes in place of the rows, and makes manifest and checksums say so. */
    private void forge(byte[] bytes) throws Exception {
        Files.write(place.resolve(DATA), bytes);
        Manifest.Table table = manifest.tables().get(0);
        String sum = io.waybill.model.FileDigest.of(place.resolve(DATA)).sha256();
        String json = manifest.json()
                .replace(table.sha256(), sum)
                .replace("\"size\" : " + table.size(), "\"size\" : " + bytes.length);
        Files.writeString(place.resolve("manifest.json"), json);
        Map<String, String> sums = new LinkedHashMap<>();
        for (String name : new String[] {DATA, "manifest.json"}) {
            sums.put(name, io.waybill.model.FileDigest.of(place.resolve(name)).sha256());
        }
        Files.writeString(place.resolve("SHA256SUMS"), Checksums.text(sums));
    }

    private void assertComplaint(String expected) throws Exception {
        assertThat(workshop.complaints(manifest.id())).anyMatch(each -> each.contains(expected));
    }
}
