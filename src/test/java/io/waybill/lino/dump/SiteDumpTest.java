package io.waybill.lino.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.format.lino.Generation;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.FileDigest;
import io.waybill.model.Notice;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A site's database is dumped as the site itself dumps it, and nothing is lost on the way back. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class SiteDumpTest {
    private static final Map<String, String> TABLES =
            Map.of("sites.Site", "django_site", "contacts.RoleType", "contacts_roletype");
    private static final DumpOptions OPTIONS =
            new DumpOptions(List.of("en", "de", "pt_BR"), Optional.of("19.1.0"), Optional.empty(), 50_000, TABLES);

    @TempDir
    private Path folder;

    @Test
    void aDumpThatIsRestoredAndDumpedAgainIsTheSame(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        SampleSite site = SampleSite.ofPartners(200);
        site.writeFolder(folder.resolve("original"));
        LoadedDump.load(folder.resolve("original"), database.dataSource());
        database.run(
                "UPDATE contacts_partner SET modified = modified + interval '7 microseconds' WHERE id % 3 = 0",
                "UPDATE countries_place SET name_de = NULL, \"name_pt_BR\" = 'Ä \u200b\u00a0\u2028😀 \\ '' \"' WHERE id % 2 = 0",
                "UPDATE contacts_partner SET remarks = E'\\t\\x01\\x7f\\r\\n\\u00ad''' WHERE id % 5 = 0",
                "UPDATE debts_entry SET amount = 'NaN' WHERE id = 1");
        Map<String, String> first = dump(database, "first", OPTIONS);
        DumpInspection.Result inspected = DumpInspection.of(folder.resolve("first"));
        assertThat(inspected.faults().kept()).isEmpty();
        assertThat(inspected.manifest()).isEqualTo(DumpInspection.Verdict.SOUND);
        assertThat(inspected.generation()).isEqualTo(Generation.G6);
        assertThat(inspected.findings()).isEmpty();
        site.counts()
                .forEach((table, rows) -> assertThat(inspected.tables())
                        .as(table)
                        .anyMatch(each -> each.table().equals(table) && each.rows() == rows));

        database.run(
                "TRUNCATE django_content_type, countries_country, contacts_roletype, teams_team, django_site CASCADE");
        LoadedDump.load(folder.resolve("first"), database.dataSource());
        Map<String, String> second = dump(database, "second", OPTIONS);
        assertThat(second.keySet())
                .isEqualTo(first.keySet())
                .hasSize(site.counts().size() + 2);
        first.forEach((file, text) -> {
            if (!file.equals(DumpManifest.FILE)) {
                assertThat(second.get(file)).as(file).isEqualTo(text);
            }
        });
    }

    @Test
    void eachTypeIsWrittenAsTheSiteWritesIt(TestDatabase database) throws Exception {
        everyType(database);
        Map<String, String> files = dump(
                database,
                "dump",
                new DumpOptions(List.of("en", "pt_BR"), Optional.empty(), Optional.empty(), 50_000, Map.of()));
        assertThat(files.get("odd_thing.py"))
                .isEqualTo(String.join(
                                "\n",
                                "# -*- coding: UTF-8 -*-",
                                "logger.info(\"Loading 3 objects to table odd_thing...\")",
                                "# fields: id, name, plain, flag, day, at, moment, local, amount, ratio, size, file, took, kind, kind_id2, parent,"
                                        + " national_id, data, uid",
                                "loader.save(create_odd_thing(-3,['a', None],'it\\'s \"x\"',True,date(987,2,3),time(9,5,0),"
                                        + "dt(2019,7,1,10,0,0),dt(2019,7,1,12,0,0,250000),'30.00','0.1',1234567890123,'AQL/','00:30:00',odd_Thing,"
                                        + "None,None,'07','{\"a\": [1, null]}','a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'))",
                                "loader.save(create_odd_thing(1,['', 'None'],\"it's\",False,date(9999,12,31),time(23,59,59,1),"
                                        + "dt(1999,12,31,23,59,59,999999),None,'-70.00','1e+20',0,'','-1 23:00:00',None,None,-3,'','null',None))",
                                "loader.save(create_odd_thing(2,['\\\\n\\n\\t\\r\\x00'.x, None],'',None,None,None,None,None,'NaN','Infinity',None,None,"
                                        + "'2 01:02:03.500000',None,None,1,None,None,None))",
                                "",
                                "loader.flush_deferred_objects()",
                                "")
                        .replace("\\x00'.x", "\\x01\\x7f\\xad\\u200b\\U000e0001äß☺😀'"));
        assertThat(files.get("restore.py"))
                .contains("SOURCE_VERSION = 'None'")
                .contains("TIME_ZONE was 'UTC'.")
                .contains("return settings.SITE.babelkw(fieldname, en=values[0], pt_BR=values[1])")
                .contains("odd_Thing = resolve_model(\"odd.Thing\")\nodd_Zebra = resolve_model(\"odd.Zebra\")\n")
                .contains(String.join(
                        "\n",
                        "def create_odd_thing(id, name, plain, flag, day, at, moment, local, amount, ratio, size, file, took, kind_id,"
                                + " kind_id2, parent_id, national_id, data, uid):",
                        "    if amount is not None: amount = Decimal(amount)",
                        "    kind_id = new_content_type_id(kind_id)",
                        "    kw = dict()",
                        "    kw.update(id=id)",
                        "    if name is not None: kw.update(bv2kw('name',name))",
                        "    kw.update(plain=plain)"))
                .contains(String.join(
                        "\n",
                        "def create_odd_zebra(thing_ptr_id, note):",
                        "    kw = dict()",
                        "    kw.update(note=note)",
                        "    return create_mti_child(odd_Thing, thing_ptr_id, odd_Zebra, **kw)"))
                .contains(
                        "    execfile(\"odd_thing.py\", *args)\n    execfile(\"odd_zebra.py\", *args)\n    loader.finalize()");
    }

    private static void everyType(TestDatabase database) {
        database.run(
                "CREATE TABLE django_content_type (id int PRIMARY KEY, app_label text, model text)",
                "INSERT INTO django_content_type VALUES (7, 'odd', 'thing'), (8, 'odd', 'zebra'), (9, 'odd', 'gone'),"
                        + " (10, 'contenttypes', 'contenttype')",
                "CREATE TABLE odd_thing (id int PRIMARY KEY, name varchar(99), \"name_pt_BR\" varchar(99), plain text, flag bool, day date,"
                        + " at time, moment timestamptz, local timestamp, amount numeric(10,2), ratio float8, size bigint, file bytea,"
                        + " took interval, kind_id int REFERENCES django_content_type, kind_id2 int, parent_id int REFERENCES odd_thing,"
                        + " national_id varchar(11), data jsonb, uid uuid, twice int GENERATED ALWAYS AS (id * 2) STORED)",
                "CREATE TABLE odd_zebra (thing_ptr_id int PRIMARY KEY REFERENCES odd_thing, note text)",
                "CREATE TABLE odd_thing_tags (id int PRIMARY KEY, thing_id int, tag_id int)",
                "CREATE TABLE django_migrations (id int PRIMARY KEY)",
                "INSERT INTO odd_thing_tags VALUES (1, 1, 1)",
                "INSERT INTO odd_thing VALUES (1, '', 'None', 'it''s', false, '9999-12-31', '23:59:59.000001',"
                        + " '1999-12-31 23:59:59.999999Z', NULL, -70, 1e20, 0, '', '-1 hour', NULL, NULL, NULL, '', 'null', NULL)",
                "INSERT INTO odd_thing VALUES (-3, 'a', NULL, 'it''s \"x\"', true, '0987-02-03', '09:05', '2019-07-01 12:00+02',"
                        + " '2019-07-01 12:00:00.25', 30, 0.1, 1234567890123, '\\x0102ff', '30 minutes', 7, NULL, NULL, '07',"
                        + " '{\"a\":[1,null]}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')",
                "INSERT INTO odd_thing VALUES (2, E'\\\\n\\n\\t\\r\\x01\\x7f\\u00ad\\u200b\\U000E0001äß☺😀', NULL, '', NULL, NULL, NULL, NULL,"
                        + " NULL, 'NaN', 'Infinity', NULL, NULL, '2 days 01:02:03.5', NULL, NULL, 1, NULL, NULL, NULL)",
                "UPDATE odd_thing SET parent_id = -3 WHERE id = 1");
    }

    @Test
    void whatADumpDoesNotHaveIsTold(TestDatabase database) throws Exception {
        everyType(database);
        database.run("INSERT INTO odd_zebra VALUES (1, 'x')");
        List<Notice> notices = new SiteDump(
                        database.dataSource(),
                        new DumpOptions(List.of("en", "pt_BR"), Optional.empty(), Optional.empty(), 50_000, Map.of()))
                .write(folder.resolve("dump"))
                .notices();
        assertThat(notices)
                .extracting(Notice::rule)
                .containsExactly("generated-column", "no-table", "not-dumped", "none-word");
        assertThat(notices.get(1).sentence()).contains("odd.Gone");
        assertThat(notices.get(2).sentence()).contains("Rows of odd_thing_tags are not dumped");
    }

    @Test
    void largeTablesHaveSeveralFilesAndTheirSumIsThatOfTheRows(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        SampleSite.ofPartners(60).writeFolder(folder.resolve("original"));
        LoadedDump.load(folder.resolve("original"), database.dataSource());
        Map<String, String> whole = dump(database, "whole", OPTIONS);
        Map<String, String> parts = dump(
                database,
                "parts",
                new DumpOptions(OPTIONS.languages(), OPTIONS.version(), Optional.empty(), 25, TABLES));
        assertThat(parts.keySet())
                .contains("contacts_partner_1.py", "contacts_partner_3.py")
                .doesNotContain("contacts_partner.py", "contacts_partner_4.py");
        assertThat(parts.get("contacts_partner_3.py"))
                .contains("Loading 60 objects (part 3 of 3) to table contacts_partner...")
                .contains("loader.flush_deferred_objects()");
        assertThat(parts.get("contacts_partner_1.py")).doesNotContain("flush_deferred_objects");
        JsonNode one = new ObjectMapper().readTree(whole.get(DumpManifest.FILE));
        JsonNode other = new ObjectMapper().readTree(parts.get(DumpManifest.FILE));
        assertThat(other.get("tables")).isEqualTo(one.get("tables"));
        assertThat(one.get("rows").asLong()).isEqualTo(SampleSite.ofPartners(60).rows());
        assertThat(DumpInspection.of(folder.resolve("parts")).faults().kept()).isEmpty();
    }

    @Test
    void theDumpIsOfOneMomentAndNobodyWaits(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        SampleSite.ofPartners(50).writeFolder(folder.resolve("original"));
        LoadedDump.load(folder.resolve("original"), database.dataSource());
        try (Connection other = database.newConnections().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET LOCAL lock_timeout = '1s'");
            statement.execute("DELETE FROM debts_entry");
            Map<String, String> files = dump(database, "dump", OPTIONS);
            assertThat(files.get("debts_entry.py")).contains("Loading 100 objects");
            other.rollback();
            statement.execute("LOCK TABLE countries_country");
            FutureTask<Map<String, String>> meanwhile = new FutureTask<>(() -> dump(database, "meanwhile", OPTIONS));
            new Thread(meanwhile).start();
            await().until(() -> database.number("SELECT count(*) FROM pg_locks WHERE NOT granted"
                            + " AND relation = 'countries_country'::regclass")
                    == 1);
            statement.execute("DELETE FROM uploads_upload");
            other.commit();
            assertThat(meanwhile.get().get("uploads_upload.py")).isEqualTo(files.get("uploads_upload.py"));
        }
    }

    @Test
    void aZipHasTheSameFilesAsAFolderAndBothAreTheirOwnersOnly(TestDatabase database) throws Exception {
        everyType(database);
        Map<String, String> files = dump(database, "dump", OPTIONS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("dump"))))
                .isEqualTo("rwx------");
        try (Stream<Path> all = Files.list(folder.resolve("dump"))) {
            assertThat(all)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        Path zip = folder.resolve("dump.zip");
        new SiteDump(database.dataSource(), OPTIONS).write(zip);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
                .isEqualTo("rw-------");
        try (FileSystem system = FileSystems.newFileSystem(zip)) {
            Map<String, String> zipped = texts(system.getPath("/"));
            zipped.remove(DumpManifest.FILE);
            files.remove(DumpManifest.FILE);
            assertThat(zipped).isEqualTo(files);
        }
        assertThat(DumpInspection.of(zip).manifest()).isEqualTo(DumpInspection.Verdict.SOUND);
    }

    @Test
    void nothingIsOverwrittenAndAFailureLeavesNothing(TestDatabase database) throws Exception {
        everyType(database);
        Files.createDirectories(folder.resolve("there"));
        assertThatThrownBy(() -> dump(database, "there", OPTIONS)).hasMessageContaining("there is there already");
        for (String value : List.of("infinity", "-infinity", "0044-03-15 BC", "12345-01-01")) {
            database.run("UPDATE odd_thing SET day = '" + value + "' WHERE id = 2");
            for (String name : List.of("new", "new.zip")) {
                assertThatThrownBy(() -> dump(database, name, OPTIONS))
                        .isInstanceOf(DumpFailedException.class)
                        .hasMessageContaining("Column day of table odd_thing")
                        .hasMessageContaining("in the row with id 2");
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("there"));
        }
        database.run("DROP TABLE django_content_type CASCADE");
        assertThatThrownBy(() -> dump(database, "new", OPTIONS))
                .isInstanceOf(DumpFailedException.class)
                .hasMessageContaining("it is not the database of a Lino site");
    }

    @Test
    void timesAreLocalForASiteThatHasLocalTimes(TestDatabase database) throws Exception {
        everyType(database);
        Map<String, String> files = dump(
                database,
                "dump",
                new DumpOptions(
                        List.of(), Optional.empty(), Optional.of(ZoneId.of("Europe/Tallinn")), 50_000, Map.of()));
        assertThat(files.get("odd_thing.py")).contains("dt(2019,7,1,13,0,0),dt(2019,7,1,12,0,0,250000)");
        assertThat(files.get("odd_thing.py")).contains("# fields: id, name, name_pt_BR, plain");
        assertThat(files.get("restore.py")).contains("TIME_ZONE was 'Europe/Tallinn'.");
    }

    private Map<String, String> dump(TestDatabase database, String name, DumpOptions options)
            throws IOException, SQLException {
        new SiteDump(database.dataSource(), options).write(folder.resolve(name));
        return texts(folder.resolve(name));
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(files::add);
        }
        for (Path file : files) {
            texts.put(file.getFileName().toString(), Files.readString(file));
        }
        return texts;
    }

    @Test
    void theManifestKnowsEachFile(TestDatabase database) throws Exception {
        everyType(database);
        SiteDump.Written written = new SiteDump(database.dataSource(), OPTIONS).write(folder.resolve("dump"));
        for (DumpManifest.DumpedFile file : written.manifest().files()) {
            FileDigest digest = FileDigest.of(folder.resolve("dump").resolve(file.name()));
            assertThat(file.sha256()).isEqualTo(digest.sha256());
            assertThat(file.bytes()).isEqualTo(digest.size());
        }
        assertThat(written.manifest().files()).hasSize(3);
        assertThat(written.manifest().tables().get(0).columns())
                .contains(
                        new DumpManifest.DumpedColumn("kind_id", "integer", true, "django_content_type"),
                        new DumpManifest.DumpedColumn("amount", "numeric(10,2)", true, null));
    }
}
