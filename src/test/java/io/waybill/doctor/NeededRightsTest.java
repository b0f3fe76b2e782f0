package io.waybill.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestHome;
import io.waybill.TestWaybill;
import io.waybill.boot.Systems;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.merlin.MerlinSystem;
import io.waybill.model.State;
import io.waybill.settings.Settings;
import io.waybill.system.EmbeddedSchema;
import io.waybill.system.WaybillSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each right that docs/operating.md lists is needed for Merlin's users: without it a drop cannot be delivered or not undone, and the doctor names it
 * with the statement that gives it back. With all of them everything can.
 */
@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
@Tag("thorough")
class NeededRightsTest {
    private static final String ALL_TABLES =
            "SELECT string_agg(format('%I', tablename), ', ' ORDER BY 1) FROM pg_tables WHERE schemaname = 'public'";
    private static final String ALL_SEQUENCES =
            "SELECT string_agg(format('%I', sequencename), ', ') FROM pg_sequences WHERE schemaname = 'public'";

    @TempDir
    private Path folder;

    private final TestDatabase database;
    private final String role;
    private int files;

    NeededRightsTest(TestDatabase database) {
        this.database = database;
        this.role = "needy_" + database.name();
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
        database.run(
                "DROP OWNED BY " + role, "DROP ROLE " + role, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
    }

    /** What is done with drops of a system. */
    private interface Round {
        /** @param done is given each waybill as soon as it has ended */
        void go(TestWaybill waybill, List<LedgerEntry> done) throws Exception;
    }

    private void everyRightIsNeeded(String system, Round round) throws Exception {
        String tables = database.value(ALL_TABLES);
        String sequences = database.value(ALL_SEQUENCES);
        Map<String, String> rights = new LinkedHashMap<>();
        rights.put("CREATE", "ON DATABASE " + database.name());
        rights.put("TEMPORARY", "ON DATABASE " + database.name());
        rights.put("USAGE", "ON SCHEMA public");
        for (String privilege : List.of("SELECT", "INSERT", "UPDATE", "DELETE")) {
            rights.put(privilege, "ON " + tables);
        }
        database.run("GRANT CONNECT ON DATABASE " + database.name() + " TO " + role);
        rights.forEach((privilege, on) -> database.run("GRANT " + privilege + " " + on + " TO " + role));
        database.run("GRANT SELECT, UPDATE ON SEQUENCE " + sequences + " TO " + role);
        rights.put("SELECT on sequences", "ON SEQUENCE " + sequences);
        rights.put("UPDATE on sequences", "ON SEQUENCE " + sequences);

        try (TestWaybill waybill =
                TestWaybill.start(folder.resolve("work"), database, Map.of("WAYBILL_TARGET_TIMETABLE_USER", role))) {
            assertThat(missing(system)).isEmpty();
            assertThat(failures(waybill, round)).as("all rights").isEmpty();
            List<String> notNeeded = new ArrayList<>();
            for (Map.Entry<String, String> right : rights.entrySet()) {
                String privilege = right.getKey().split(" ")[0];
                database.run("REVOKE " + privilege + " " + right.getValue() + " FROM " + role);
                List<Finding> told = missing(system);
                assertThat(told).as(right.getKey()).isNotEmpty();
                assertThat(told)
                        .as(right.getKey())
                        .allSatisfy(finding -> assertThat(finding.mend())
                                .startsWith("GRANT " + privilege)
                                .endsWith(" TO " + role));
                if (failures(waybill, round).isEmpty()) {
                    notNeeded.add(right.getKey());
                }
                for (Finding finding : told) {
                    database.run(finding.mend().split("; "));
                }
                assertThat(missing(system)).as("after " + told).isEmpty();
                assertThat(failures(waybill, round))
                        .as("after " + right.getKey())
                        .isEmpty();
            }
            assertThat(notNeeded).isEmpty();
        }
    }

    /** What was not delivered. */
    private List<String> failures(TestWaybill waybill, Round round) throws Exception {
        List<LedgerEntry> done = new ArrayList<>();
        round.go(waybill, done);
        return done.stream()
                .filter(page -> page.state() != State.DELIVERED && page.state() != State.UNDONE)
                .map(page -> page.number() + " " + page.state() + ": " + page.message())
                .toList();
    }

    private List<Finding> missing(String system) throws IOException {
        Settings settings = TestHome.ofProject(folder.resolve("home" + ++files)).settings();
        try (Target target = Target.at(system, new TargetSettings(database.url(), role, ""))) {
            List<WaybillSystem> one = Systems.on(settings).all().stream()
                    .filter(each -> each.name().equals(system))
                    .toList();
            return new Doctor(settings, one, Clock.systemUTC())
                    .target(target).stream().filter(Finding::isMissing).toList();
        }
    }

    /** A drop, and an undo of it. */
    private static void dropAndUndo(
            TestWaybill waybill, List<LedgerEntry> done, String feed, Path file, Map<String, String> options)
            throws IOException {
        LedgerEntry page = waybill.drop(feed, file, false, options);
        if (page.state() == State.HELD) {
            page = waybill.decided(page, true);
        }
        done.add(page);
        if (page.state() == State.DELIVERED) {
            done.add(waybill.undone(page, false));
        }
    }

    @Test
    void merlinsAre() throws Exception {
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
        database.run(
                "INSERT INTO api_user (uuid, password, is_superuser, username, first_name, last_name, email, is_staff, is_active,"
                        + " date_joined, name, phone) SELECT gen_random_uuid(), '', false, e, '', '', e, false, true, now(), 'Old', ''"
                        + " FROM unnest(ARRAY['ada@x.ir', 'bob@x.ir']) AS e");
        Map<String, String> options = Map.of("create-missing", "true");
        everyRightIsNeeded("merlin", (waybill, done) -> {
            String unique = "n" + ++files;
            Path users = Files.writeString(
                    folder.resolve("users-" + unique + ".csv"),
                    "email,name\nada@x.ir,Ada " + unique + "\nbob@x.ir,Bob " + unique + "\n" + unique + "@x.ir,N\n");
            dropAndUndo(waybill, done, "merlin/users", users, options);
        });
    }
}
