package io.waybill.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.Refresh;
import io.waybill.Refresh.Dumps;
import io.waybill.TestHome;
import io.waybill.TestWaybill;
import io.waybill.boot.Systems;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.folder.Inbox;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.lino.restore.DumpZip;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinSystem;
import io.waybill.merlin.demo.SampleOrganization;
import io.waybill.model.DropOptions;
import io.waybill.model.State;
import io.waybill.school.SchoolSystem;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.load.School;
import io.waybill.settings.Settings;
import io.waybill.system.EmbeddedSchema;
import io.waybill.system.WaybillSystem;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The rights that docs/operating.md lists are enough for every way of delivery, and each that is lacking is reported. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class RightsTest {
    private static final String SEQUENCES =
            "SELECT n.nspname || '.' || c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                    + " WHERE c.relkind = 'S' AND n.nspname NOT LIKE 'waybill%' ORDER BY 1";
    private static final String TABLES = "SELECT schemaname || '.' || tablename FROM pg_tables"
            + " WHERE tablename ~ '^(timetables|api)_' ORDER BY 1";

    @TempDir
    private Path folder;

    private final TestDatabase database;
    private final String role;
    private Settings settings;
    private Target target;

    RightsTest(TestDatabase database) {
        this.database = database;
        this.role = "guest_" + database.name();
    }

    @BeforeEach
    void aRoleThatMayDoNothing() {
        database.run(
                "REVOKE ALL ON DATABASE " + database.name() + " FROM PUBLIC",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "DROP SCHEMA IF EXISTS waybill CASCADE",
                "CREATE ROLE " + role + " LOGIN");
    }

    @AfterEach
    void dropRole() {
        if (target != null) {
            target.close();
        }
        database.run(
                "DROP OWNED BY " + role,
                "DROP ROLE " + role,
                "DROP SCHEMA IF EXISTS hr CASCADE",
                "DROP SCHEMA public CASCADE",
                "CREATE SCHEMA public");
    }

    private void grant(String... rights) {
        for (String right : rights) {
            database.run("GRANT " + right + " TO " + role);
        }
    }

    private void grantOnDatabase() {
        grant("CONNECT, CREATE, TEMPORARY ON DATABASE " + database.name());
    }

    private List<Finding> findings(String system) throws IOException {
        if (settings == null) {
            settings = TestHome.ofProject(folder.resolve("home")).settings();
            target = Target.at(system, new TargetSettings(database.url(), role, ""));
        }
        List<WaybillSystem> one = Systems.on(settings).all().stream()
                .filter(each -> each.name().equals(system))
                .toList();
        return new Doctor(settings, one, Clock.systemUTC()).target(target);
    }

    private List<Finding> missing(String system) throws IOException {
        return findings(system).stream().filter(Finding::isMissing).toList();
    }

    private List<String> notes() throws IOException {
        return findings("timetable").stream()
                .filter(one -> one.level() == Finding.Level.NOTE)
                .map(Finding::mend)
                .toList();
    }

    private void mend(Finding finding) {
        for (String statement : finding.mend().split("; ")) {
            database.run(statement);
        }
    }

    @Test
    void whichTablesALinoSiteHasIsAskedFromItsDatabase() throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        database.run("INSERT INTO django_content_type (app_label, model) VALUES ('gone', 'model')");
        grantOnDatabase();
        grant("USAGE ON SCHEMA public");
        assertThat(missing("lino"))
                .extracting(Finding::mend)
                .containsExactly("GRANT SELECT ON public.django_content_type TO " + role);
        grant("SELECT ON django_content_type");
        assertThat(missing("lino").stream().map(Finding::mend))
                .anySatisfy(mend ->
                        assertThat(mend).contains("GRANT SELECT, INSERT, UPDATE, DELETE ON", "contacts_partner"))
                .noneSatisfy(mend -> assertThat(mend).contains("gone_model"));
        missing("lino").forEach(this::mend);
        assertThat(missing("lino")).isEmpty();
    }

    @Test
    @Tag("thorough")
    void timetablesFeedsNeedExactlyTheRightsThatAreListed() throws Exception {
        Dumps dumps = Dumps.invented(folder.resolve("dumps"), 13, 600);
        Refresh.load(database.settings(), dumps.play());
        grantOnDatabase();
        grant(
                "USAGE ON SCHEMA public",
                "SELECT, INSERT, UPDATE, DELETE ON " + String.join(", ", database.query(TABLES)),
                "SELECT, UPDATE ON SEQUENCE " + String.join(", ", database.query(SEQUENCES)));
        Map<String, String> before = Refresh.tables(database);
        byte[] live = Files.readAllBytes(dumps.live());

        try (TestWaybill waybill = TestWaybill.start(
                folder.resolve("work"),
                database,
                Map.of("WAYBILL_TARGET_TIMETABLE_USER", role),
                TestWaybill::askForBackups)) {
            assertThat(waybill.preview("live", "preview.dump", live).state()).isEqualTo(State.PREVIEWED);
            assertThat(Refresh.tables(database)).isEqualTo(before);
            LedgerEntry refreshed = waybill.drop("live", "live.dump", live);
            assertThat(refreshed.state()).as(refreshed.message()).isEqualTo(State.DELIVERED);
            Map<String, String> after = Refresh.tables(database);
            assertThat(after).isNotEqualTo(before);
            assertThat(waybill.undone(refreshed, false).state()).isEqualTo(State.DELIVERED);
            assertThat(Refresh.tables(database)).isEqualTo(before);
            LedgerEntry again = waybill.again("live", "again.dump", live);
            assertThat(again.state()).as(again.message()).isEqualTo(State.DELIVERED);
            LedgerEntry restored =
                    waybill.restored(again.recovery().backups().get(0).id(), "live", false);
            assertThat(restored.state()).as(restored.message()).isEqualTo(State.DELIVERED);
            assertThat(Refresh.tables(database)).isEqualTo(before);

            LedgerEntry play = waybill.drop("play", "play.dump", Files.readAllBytes(dumps.play()));
            assertThat(play.state()).as(play.message()).isEqualTo(State.DELIVERED);
            database.run(
                    "DELETE FROM timetables_thingtag WHERE annotation = 'admin'",
                    "REVOKE UPDATE ON timetables_thing, timetables_thingtag FROM " + role);
            LedgerEntry permissions =
                    waybill.drop("permissions", "permissions.csv", Files.readAllBytes(permissions(waybill)));
            assertThat(permissions.state()).as(permissions.message()).isEqualTo(State.DELIVERED);
            LedgerEntry undone = waybill.undone(permissions, false);
            assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
            grant("UPDATE ON timetables_thing, timetables_thingtag");
        }

        assertThat(missing("timetable")).isEmpty();
        List<String> rights = new ArrayList<>(List.of("USAGE ON SCHEMA public"));
        for (String privilege : List.of("CREATE", "TEMPORARY")) {
            rights.add(privilege + " ON DATABASE " + database.name());
        }
        for (String table : database.query(TABLES)) {
            for (String privilege : List.of("SELECT", "INSERT", "UPDATE", "DELETE")) {
                rights.add(privilege + " ON " + table);
            }
        }
        for (String sequence : database.query(SEQUENCES)) {
            rights.add("SELECT ON SEQUENCE " + sequence);
            rights.add("UPDATE ON SEQUENCE " + sequence);
        }
        for (String right : rights) {
            database.run("REVOKE " + right + " FROM " + role);
            List<Finding> told = missing("timetable");
            assertThat(told).as(right).hasSize(1);
            assertThat(told.get(0).mend()).isEqualTo("GRANT " + right + " TO " + role);
            assertThat(told.get(0).sentence())
                    .contains("User " + role, right.split(" ")[0].equals("USAGE") ? "use" : right.split(" ")[0]);
            // The next round shows that it did.
            mend(told.get(0));
        }
        assertThat(missing("timetable")).isEmpty();

        database.run("ALTER TABLE timetables_event ENABLE ROW LEVEL SECURITY");
        assertThat(missing("timetable")).isEmpty();
        assertThat(notes()).contains("ALTER ROLE " + role + " BYPASSRLS");
        database.run("DROP TABLE timetables_eventtag");
        assertThat(missing("timetable"))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("The table timetables_eventtag of timetable is not in this database");
    }

    @Test
    void whatTablesOutsideAFeedNeedIsToldToo() throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        grantOnDatabase();
        grant(
                "USAGE ON SCHEMA public",
                "SELECT, INSERT, UPDATE, DELETE ON " + String.join(", ", database.query(TABLES)),
                "SELECT, UPDATE ON SEQUENCE " + String.join(", ", database.query(SEQUENCES)));
        assertThat(missing("timetable")).isEmpty();

        database.run(
                "CREATE SCHEMA hr",
                "CREATE TABLE hr.favourites (id int PRIMARY KEY, thing_id int REFERENCES timetables_thing)");
        List<Finding> told = missing("timetable");
        assertThat(told)
                .extracting(Finding::mend)
                .containsExactlyInAnyOrder(
                        "GRANT USAGE ON SCHEMA hr TO " + role, "GRANT SELECT ON hr.favourites TO " + role);
        assertThat(told).allMatch(one -> one.sentence().contains("needed to check the references of timetable/live"));
        told.forEach(this::mend);
        assertThat(missing("timetable")).isEmpty();

        String follow = "GRANT UPDATE, DELETE ON hr.favourites TO " + role;
        assertThat(notes()).contains(follow);
        database.run(follow);
        assertThat(notes()).doesNotContain(follow);
    }

    private static Path permissions(TestWaybill waybill) throws IOException {
        try (Stream<Path> files = Files.list(waybill.outbox("."))) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    @Test
    @Tag("thorough")
    void merlinsFeedsAreDeliveredWithoutTheRightToDeleteWhichOnlyAnUndoNeeds() throws Exception {
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
        database.run("CREATE SCHEMA hr");
        database.query(TABLES).forEach(table -> database.run("ALTER TABLE " + table + " SET SCHEMA hr"));
        grantOnDatabase();

        List<Finding> told = missing("merlin");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).mend())
                .isEqualTo("GRANT USAGE ON SCHEMA hr TO " + role + "; ALTER ROLE " + role + " IN DATABASE "
                        + database.name() + " SET search_path = hr, \"$user\", public");
        mend(told.get(0));
        for (int rounds = 0; rounds < 3 && !(told = withoutDelete("merlin")).isEmpty(); rounds++) {
            told.forEach(one -> mend(withoutDelete(one)));
        }
        assertThat(told).isEmpty();
        assertThat(database.query(
                        "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants WHERE grantee = '"
                                + role + "' AND table_schema = 'hr' ORDER BY 1"))
                .containsExactly("INSERT", "SELECT", "UPDATE");

        Path files = Files.createDirectory(folder.resolve("files"));
        Map<MerlinFeed, String> texts = new LinkedHashMap<>();
        texts.put(MerlinFeed.LADDERS, "");
        texts.put(MerlinFeed.ORGANIZATIONS, "organization_name\nWorks\n");
        texts.put(MerlinFeed.USERS, "email,name\nada@x.ir,Ada Stone\nbob@x.ir,Bob Marsh\n");
        texts.put(MerlinFeed.CHAPTERS, "chapter_name,chapter_leader_email\nWeb,ada@x.ir\n");
        texts.put(MerlinFeed.TRIBES, "tribe_name,tribe_category\nPlatform,tech\n");
        texts.put(MerlinFeed.TEAMS, "team_name,team_tribe_name,team_category\nInfra,Platform,tech\n");
        texts.put(
                MerlinFeed.HISTORY, "user_email,event_type,event_date,summary_text\nada@x.ir,NOTICE,2024-02-01,Well\n");
        // In the order of delivery; ladders are invented ones.
        Path ladders = SampleOrganization.file(files, MerlinFeed.LADDERS);
        new SampleOrganization(7, 30, 4, 40, false, false).write(MerlinFeed.LADDERS, ladders);
        try (TestWaybill waybill =
                TestWaybill.start(folder.resolve("work"), database, Map.of("WAYBILL_TARGET_TIMETABLE_USER", role))) {
            LedgerEntry last = null;
            int backups = 0;
            for (Map.Entry<MerlinFeed, String> text : texts.entrySet()) {
                String feed = text.getKey().word();
                Path file = text.getValue().isEmpty()
                        ? ladders
                        : Files.writeString(files.resolve(feed + ".csv"), text.getValue());
                String token = UUID.randomUUID().toString();
                Map<String, String> options = Map.of("create-missing", "true", "create-users", "true");
                new Inbox(waybill.data())
                        .put(
                                TestWaybill.feed("merlin/" + feed),
                                file,
                                new DropOptions(false, false, token, "", options));
                last = waybill.ended(token);
                if (last.state() == State.HELD) {
                    last = waybill.decided(last, true);
                }
                assertThat(last.state()).as(feed + " " + last.message()).isEqualTo(State.DELIVERED);
                backups += last.recovery().backups().size();
            }
            assertThat(backups).isPositive();
            assertThat(database.number("SELECT count(*) FROM hr.api_timelineevent"))
                    .isPositive();

            LedgerEntry refused = waybill.undone(last, false);
            assertThat(refused.state()).isEqualTo(State.FAILED);
            assertThat(refused.message()).contains("denies user " + role, "permission denied for table");

            told = missing("merlin");
            assertThat(told).isNotEmpty().allMatch(one -> one.sentence().contains("lacks DELETE on hr.api_"));
            assertThat(told).allMatch(one -> one.sentence().contains("needed to undo merlin/"));
            told.forEach(this::mend);
            LedgerEntry undone = waybill.undone(last, false);
            assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
            assertThat(database.number("SELECT count(*) FROM hr.api_timelineevent"))
                    .isZero();
        }
        assertThat(missing("merlin")).isEmpty();
    }

    @Test
    @Tag("thorough")
    void aSchoolsExportsNeedOnlyTheRightsThatAreTold() throws Exception {
        EmbeddedSchema.create(new SchoolSystem(), database.dataSource());
        grantWhatIsTold("school");

        try (School school = School.start(
                folder.resolve("work"),
                database,
                School::shortYear,
                Map.of("WAYBILL_TARGET_SCHOOL_USER", role, "WAYBILL_TARGET_TIMETABLE_USER", role))) {
            List<String> before = school.versions();
            LedgerEntry loaded = school.isams(SchoolSize.SMALL).drop();
            assertThat(loaded.state()).as(loaded.message()).isEqualTo(State.DELIVERED);
            LedgerEntry later = school.change("data.xml", text -> text.replaceFirst("<Pupil Id=\"3\">.*", ""))
                    .drop("2016-09-20");
            assertThat(later.state()).as(later.message()).isEqualTo(State.DELIVERED);
            for (LedgerEntry page : List.of(later, loaded)) {
                LedgerEntry undone = school.waybill().undone(page, false);
                assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
            }
            assertThat(school.versions())
                    .extracting(line -> line.split(" ")[1])
                    .containsExactlyElementsOf(
                            before.stream().map(line -> line.split(" ")[1]).toList());
        }
    }

    @Test
    void aLinoSitesDumpNeedsOnlyTheRightsThatAreTold() throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        database.run("TRUNCATE contacts_partner, countries_country RESTART IDENTITY CASCADE");
        grantWhatIsTold("lino");

        try (TestWaybill waybill =
                TestWaybill.start(folder.resolve("work"), database, Map.of("WAYBILL_TARGET_TIMETABLE_USER", role))) {
            Path zip = DumpZip.of(SampleSite.ofPartners(20), folder).write(folder.resolve("site.zip"));
            LedgerEntry page = waybill.drop("lino/restore", zip, false, Map.of("source.use-tz", "true"));
            assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
            assertThat(database.number("SELECT count(*) FROM contacts_partner")).isPositive();
            LedgerEntry undone = waybill.undone(page, false);
            assertThat(undone.state()).as(undone.message()).isEqualTo(State.DELIVERED);
            assertThat(database.number("SELECT count(*) FROM contacts_partner")).isZero();
        }
    }

    /** Grants one by one what the doctor tells, until nothing is missing. */
    private void grantWhatIsTold(String system) throws IOException {
        grantOnDatabase();
        List<Finding> told = missing(system);
        for (int rounds = 0; rounds < 4 && !told.isEmpty(); rounds++) {
            told.forEach(this::mend);
            told = missing(system);
        }
        assertThat(told).isEmpty();
    }

    private List<Finding> withoutDelete(String system) throws IOException {
        return missing(system).stream()
                .filter(one -> !one.sentence().contains("lacks DELETE on"))
                .toList();
    }

    private static Finding withoutDelete(Finding finding) {
        return new Finding(
                finding.level(),
                finding.subject(),
                finding.sentence(),
                finding.mend().replace(", DELETE ON", " ON"));
    }

    @Test
    void theLedgersSchemaOfAnotherRoleIsToldWithWhatMendsIt() throws Exception {
        try (Target target = Target.open("test", database.settings())) {
            target.migrate();
        }
        grantOnDatabase();

        List<Finding> told = missing("timetable");
        assertThat(told)
                .extracting(Finding::mend)
                .contains(
                        "GRANT USAGE, CREATE ON SCHEMA waybill TO " + role,
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA waybill TO " + role,
                        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA waybill TO " + role);
        told.forEach(this::mend);
        List<Finding> after = findings("timetable");
        assertThat(after.stream().filter(Finding::isMissing)).isEmpty();
        assertThat(after)
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.contains("belongs to another role"))
                .anyMatch(sentence -> sentence.contains("None of the tables of timetable is in this database"));
        try (Target target = Target.open("test", new TargetSettings(database.url(), role, ""))) {
            target.migrate();
        }

        database.run("INSERT INTO waybill.flyway_schema_history"
                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                + " VALUES (900, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, true)");
        assertThat(missing("timetable"))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("has version 99, which a newer Waybill has made");
    }
}
