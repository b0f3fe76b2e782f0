package io.waybill.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.TestHome;
import io.waybill.WaybillProcess;
import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import io.waybill.doctor.Finding.Level;
import io.waybill.merlin.MerlinSystem;
import io.waybill.settings.Settings;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is set for a role or a database, the machine, and the command itself. */
@ExtendWith(TestPostgres.class)
class DoctorTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private final TestDatabase database;
    private final String role;

    DoctorTest(TestDatabase database) throws Exception {
        this.database = database;
        this.role = "patient_" + database.name();
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
    }

    @BeforeEach
    void aRoleThatMayDoEverything() {
        database.run(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT ALL ON DATABASE " + database.name() + " TO " + role,
                "GRANT ALL ON SCHEMA public, waybill TO " + role,
                "GRANT ALL ON ALL TABLES IN SCHEMA public, waybill TO " + role,
                "GRANT ALL ON ALL SEQUENCES IN SCHEMA public, waybill TO " + role);
    }

    @AfterEach
    void dropRole() {
        database.run("DROP OWNED BY " + role, "DROP ROLE " + role);
    }

    private TargetSettings settings() {
        return new TargetSettings(database.url(), role, "");
    }

    private TestHome home() throws IOException {
        return TestHome.ofProject(folder.resolve("home")).withTarget("TIMETABLE", settings());
    }

    private List<Finding> findings(TargetSettings target, Clock clock, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(
                Map.of("WAYBILL_HOME", Path.of("").toAbsolutePath().toString()));
        environment.putAll(more);
        Settings settings = Settings.read(environment, new Properties());
        try (Target open = Target.at("timetable", target)) {
            return new Doctor(settings, List.of(new TimetableSystem()), clock).target(open);
        }
    }

    private List<Finding> findings() {
        return findings(settings(), Clock.systemUTC(), Map.of());
    }

    private static List<Finding> missing(List<Finding> findings) {
        return findings.stream().filter(Finding::isMissing).toList();
    }

    @Test
    void whatIsSetForTheRoleIsToldWithTheStatementThatMendsIt() {
        assertThat(missing(findings())).isEmpty();
        Map<String, String> oddities = Map.of(
                "ALTER ROLE " + role + " CONNECTION LIMIT 9", "ALTER ROLE " + role + " CONNECTION LIMIT 14",
                "ALTER DATABASE " + database.name() + " CONNECTION LIMIT 10",
                        "ALTER DATABASE " + database.name() + " CONNECTION LIMIT -1",
                "ALTER ROLE " + role + " SET session_replication_role = replica",
                        "ALTER ROLE " + role + " RESET session_replication_role");
        oddities.forEach((odd, mend) -> {
            database.run(odd);
            assertThat(missing(findings()))
                    .as(odd)
                    .singleElement()
                    .extracting(Finding::mend)
                    .isEqualTo(mend);
            database.run(mend);
            assertThat(missing(findings())).as(mend).isEmpty();
        });
        database.run("ALTER ROLE " + role + " SET default_transaction_read_only = on");
        assertThat(missing(findings()))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("ALTER ROLE " + role + " RESET default_transaction_read_only");
        database.run("ALTER ROLE " + role + " RESET default_transaction_read_only");
    }

    @Test
    void whatWaybillOverridesOrOnlyHasToBeKnownIsNoFault() {
        database.run(
                "ALTER ROLE " + role + " SET statement_timeout = '2s'",
                "ALTER ROLE " + role + " SET default_transaction_isolation = 'serializable'",
                "ALTER ROLE " + role + " SET temp_file_limit = '10MB'",
                "ALTER ROLE " + role + " VALID UNTIL 'tomorrow'");
        List<Finding> findings = findings();
        assertThat(missing(findings)).isEmpty();
        assertThat(findings)
                .filteredOn(one -> one.subject().equals("session"))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains("overridden where it matters", "default_transaction_isolation", "statement_timeout");
        assertThat(findings)
                .filteredOn(one -> one.level() == Level.NOTE)
                .extracting(Finding::mend)
                .contains(
                        "ALTER ROLE " + role + " SET temp_file_limit = -1",
                        "ALTER ROLE " + role + " VALID UNTIL 'infinity'");
    }

    @Test
    void clocksAndZonesThatDifferAreTold() {
        for (int seconds : List.of(-90, 90)) {
            Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
            assertThat(missing(findings(settings(), wrong, Map.of())))
                    .singleElement()
                    .extracting(Finding::sentence)
                    .asString()
                    .contains(seconds < 0 ? "ahead of that of this machine" : "behind that of this machine");
        }
        assertThat(missing(findings(settings(), Clock.system(ZoneOffset.UTC), Map.of("WAYBILL_ZONE", "Asia/Tehran"))))
                .isEmpty();
        for (String zone : List.of("GMT+3", "UTC+03:30")) {
            assertThat(missing(findings(settings(), Clock.systemUTC(), Map.of("WAYBILL_ZONE", zone))))
                    .as(zone)
                    .singleElement()
                    .extracting(Finding::subject)
                    .isEqualTo("time zone");
        }
    }

    @Test
    void aDatabaseOfAnotherEncodingAndOneThatIsAwayAreTold(TestServer server) {
        String name = database.name() + "_latin";
        server.administer("CREATE DATABASE " + name
                + " ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0 OWNER " + role);
        TargetSettings latin = new TargetSettings(database.url().replace(database.name(), name), role, "");
        try {
            assertThat(missing(findings(latin, Clock.systemUTC(), Map.of())))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.sentence()).contains("The encoding of the database is LATIN1");
                        assertThat(one.mend()).contains("CREATE DATABASE " + name + "_utf8 ENCODING 'UTF8'");
                    });
        } finally {
            server.administer("DROP DATABASE " + name + " WITH (FORCE)");
        }
        TargetSettings nowhere = new TargetSettings("jdbc:postgresql://127.0.0.1:1/play", role, "");
        assertThat(findings(nowhere, Clock.systemUTC(), Map.of()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.isMissing()).isTrue();
                    assertThat(one.sentence()).contains("127.0.0.1:1/play cannot be reached");
                });
    }

    @Test
    void theDatabaseOfARefreshIsExaminedToo(TestServer server) throws Exception {
        String reader = role + "_reader";
        database.run(
                "CREATE ROLE " + reader + " LOGIN",
                "GRANT SELECT ON timetables_thing, timetables_eventsource, timetables_event, timetables_eventsourcetag,"
                        + " timetables_eventtag TO " + reader);
        try {
            TestHome home = home();
            home.with("WAYBILL_REFRESH_TIMETABLE_ENABLED", "true")
                    .with("WAYBILL_REFRESH_TIMETABLE_SOURCE", "database")
                    .with("WAYBILL_REFRESH_TIMETABLE_DATABASE_URL", database.url())
                    .with("WAYBILL_REFRESH_TIMETABLE_DATABASE_USER", reader);
            Doctor doctor = new Doctor(home.settings(), List.of(new TimetableSystem()), Clock.systemUTC());
            assertThat(doctor.sources()).singleElement().satisfies(one -> {
                assertThat(one.subject()).isEqualTo("refresh");
                assertThat(one.mend()).isEqualTo("GRANT SELECT ON public.timetables_thingtag TO " + reader);
            });
            database.run("GRANT SELECT ON timetables_thingtag TO " + reader);
            assertThat(missing(doctor.sources())).isEmpty();
            assertThat(doctor.sources()).isNotEmpty();
            home.with("WAYBILL_REFRESH_TIMETABLE_ENABLED", "false");
            assertThat(new Doctor(home.settings(), List.of(new TimetableSystem()), Clock.systemUTC()).sources())
                    .isEmpty();
        } finally {
            database.run("DROP OWNED BY " + reader, "DROP ROLE " + reader);
        }
    }

    @Test
    void theCommandSaysWhatIsMissingAsTextAndAsJson() throws Exception {
        TestHome home = home();
        try (Commands commands = new Commands(home)) {
            Path password = home.home().resolve("waybill.target.timetable.password");
            assertThat(commands.run("doctor").out()).contains("→ chmod 600 " + password);
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            Ended well = commands.run("doctor");
            assertThat(well.exitStatus()).as(well.out() + well.err()).isZero();
            assertThat(well.out()).contains("Nothing is missing.", "well     encoding", "note     folders");
            assertThat(home.data().root())
                    .as("only the programs of an embedded database, which were there before")
                    .isDirectoryNotContaining(path -> !path.endsWith("postgres"));
            home.data().make();

            database.run("REVOKE INSERT, DELETE ON timetables_event FROM " + role);
            Ended lacking = commands.run("doctor");
            assertThat(lacking.exitStatus()).isEqualTo(1);
            assertThat(lacking.out())
                    .contains(
                            "missing  rights         User " + role
                                    + " lacks INSERT, DELETE on public.timetables_event, needed"
                                    + " to deliver timetable/live, timetable/play.",
                            "→ GRANT INSERT, DELETE ON public.timetables_event TO " + role,
                            "One thing is missing.");
            assertThat(lacking.err()).isEmpty();

            Ended json = commands.run("doctor", "--json");
            assertThat(json.exitStatus()).isEqualTo(1);
            JsonNode root = new ObjectMapper().readTree(json.out());
            assertThat(root.get("missing").asInt()).isEqualTo(1);
            List<JsonNode> missing = new ArrayList<>();
            root.get("findings").forEach(one -> {
                if (one.get("level").asText().equals("missing")) {
                    missing.add(one);
                }
            });
            assertThat(missing)
                    .singleElement()
                    .satisfies(one -> assertThat(one.get("mend").asText())
                            .isEqualTo("GRANT INSERT, DELETE ON public.timetables_event TO " + role));

            assertThat(commands.run("doctor", "--jsn").exitStatus()).isEqualTo(2);
            assertThat(commands.run("doctor", "everything").exitStatus()).isEqualTo(2);
        }
    }

    @Test
    @Tag("thorough")
    void aServeSaysAtItsStartWhatIsMissing() throws Exception {
        database.run("REVOKE UPDATE ON timetables_thing FROM " + role);
        try (WaybillProcess serve = WaybillProcess.start(home(), List.of(), "serve")) {
            await().atMost(SOON).until(() -> serve.err().contains("waybill doctor shows all that is missing."));
            assertThat(serve.err())
                    .contains(
                            "WARN  User " + role
                                    + " lacks UPDATE on public.timetables_thing, needed to deliver timetable/live, timetable/play.",
                            "Mend it by: GRANT UPDATE ON public.timetables_thing TO " + role)
                    .doesNotContain("\tat ", "Exception");
            serve.signal();
            assertThat(serve.exitStatus()).isEqualTo(143);
        }
    }

    @Test
    void aFileWhereNoFeedLooksIsTold() throws Exception {
        TestHome home = TestHome.ofProject(folder.resolve("home"));
        Doctor doctor = new Doctor(home.settings(), List.of(new TimetableSystem()), Clock.systemUTC());
        Files.createDirectories(home.data().inbox().resolve("timetable"));
        assertThat(doctor.machine()).noneMatch(one -> one.sentence().contains("no feed looks"));
        Files.writeString(home.data().inbox().resolve("timetable/live.dump"), "x");
        assertThat(doctor.machine())
                .filteredOn(one -> one.level() == Finding.Level.NOTE)
                .extracting(Finding::line)
                .contains(
                        "inbox/timetable/live.dump lies where no feed looks, and is not carried. Mend it by: moving it into"
                                + " the folder of its feed");
    }

    @Test
    void filesWithPasswordsThatEverybodyCanReadAreTold() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "x");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        TestHome home = TestHome.ofProject(folder.resolve("home"))
                .with("WAYBILL_TARGET_TIMETABLE_URL", database.url())
                .with("WAYBILL_TARGET_TIMETABLE_PASSWORD_FILE", secret.toString());
        Doctor doctor = new Doctor(home.settings(), List.of(new TimetableSystem()), Clock.systemUTC());
        assertThat(missing(doctor.machine()))
                .singleElement()
                .extracting(Finding::mend)
                .isEqualTo("chmod 600 " + secret);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(missing(doctor.machine())).isEmpty();

        Path properties = home.home().resolve("config/application.properties");
        Files.writeString(properties, Files.readString(properties) + "\nwaybill.target.merlin.password=x\n");
        TestHome open = home.with("WAYBILL_TARGET_TIMETABLE_PASSWORD_FILE", "");
        Files.setPosixFilePermissions(properties, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(missing(new Doctor(
                                open.settings(), List.of(new TimetableSystem(), new MerlinSystem()), Clock.systemUTC())
                        .machine()))
                .singleElement()
                .extracting(Finding::mend)
                .isEqualTo("chmod 600 " + properties);
    }

    @Test
    void foldersThatAnotherAccountHoldsAndNamesThatCannotBeReadAreTold() throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        List<Finding> wrong = new ArrayList<>();
        FolderExamination examination = new FolderExamination("somebody-else");
        examination.examine(inbox, wrong);
        assertThat(wrong).isEmpty();
        Files.setAttribute(inbox, "unix:mode", 01777);
        examination.examine(inbox, wrong);
        assertThat(wrong).singleElement().extracting(Finding::mend).isEqualTo("chmod -t " + inbox + " (as root)");

        wrong.clear();
        Files.setAttribute(inbox, "unix:mode", 0777);
        Path file = Files.writeString(folder.resolve("file"), "");
        examination.examine(file, wrong);
        assertThat(wrong)
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("is a file");

        wrong.clear();
        Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("rwxr-xr-x"));
        examination.privacy(inbox, wrong);
        assertThat(wrong).singleElement().extracting(Finding::mend).isEqualTo("chmod o-rwx " + inbox);

        assertThat(MachineExamination.names("UTF-8", "Linux").level()).isEqualTo(Level.WELL);
        assertThat(MachineExamination.names("Cp1252", "Windows 11").level()).isEqualTo(Level.WELL);
        assertThat(MachineExamination.names("ANSI_X3.4-1968", "Linux").mend()).contains("LC_ALL=C.UTF-8");
    }
}
