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
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.lino.restore.DumpZip;
import io.waybill.merlin.MerlinSystem;
import io.waybill.model.State;
import io.waybill.school.SchoolSystem;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.settings.Settings;
import io.waybill.system.EmbeddedSchema;
import io.waybill.system.WaybillSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each right that docs/operating.md lists is needed for feeds of Merlin, Lino and School: without it a drop cannot be delivered or not undone, the
 * waybill says in a sentence what is missing, and the doctor names the statement that gives it back. With all of them everything can.
 */
@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
@Tag("thorough")
class NeededRightsTest {
    /** The statements of the example for a role that owns nothing. */
    private static final Pattern EXAMPLE =
            Pattern.compile("For example, for a role that owns nothing:\n+```sql\n(.*?)```", Pattern.DOTALL);

    private static final Pattern GRANT = Pattern.compile("GRANT ([A-Z, ]+) ON (.+) TO waybill;");
    /** The rest of a message that PostgreSQL, its driver or Java has written, but for a person. */
    private static final Pattern NOT_OURS = Pattern.compile("ERROR:|SQLState|Exception|\\bat io\\.|\\bnull\\b");

    /** In the era of the school that config/school.yaml describes. */
    private static final LocalDate MONDAY = LocalDate.parse("2026-09-07");

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

    /** A right that the example gives. */
    private record Right(String privilege, String on) {
        @Override
        public String toString() {
            return privilege + " ON " + on;
        }
    }

    /** Those of the example, with the names of this database. */
    private List<Right> rights() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/operating.md")));
        assertThat(example.find()).isTrue();
        List<Right> rights = new ArrayList<>();
        for (String line : example.group(1).lines().toList()) {
            Matcher grant = GRANT.matcher(line);
            assertThat(grant.matches()).as(line).isTrue();
            for (String privilege : grant.group(1).split(", ")) {
                rights.add(
                        new Right(privilege, grant.group(2).replace("DATABASE play", "DATABASE " + database.name())));
            }
        }
        return rights;
    }

    /**
     * Takes each right away in turn.
     *
     * @param needless rights that this system's feeds can do without
     */
    private void everyRightIsNeeded(String system, Set<String> needless, Round round) throws Exception {
        List<Right> rights = rights();
        rights.forEach(right -> database.run("GRANT " + right + " TO " + role));
        Map<String, String> user = Map.of("WAYBILL_TARGET_TIMETABLE_USER", role);
        try (TestWaybill waybill = TestWaybill.start(folder.resolve("work"), database, user)) {
            assertThat(missing(system)).isEmpty();
            assertThat(failures(waybill, round)).as("all rights").isEmpty();
            List<String> notNeeded = new ArrayList<>();
            for (Right right : rights) {
                if (right.privilege.equals("CONNECT")) {
                    // Sessions that there are stay.
                    continue;
                }
                database.run("REVOKE " + right + " FROM " + role);
                List<Finding> told = missing(system);
                assertThat(told).as(right.toString()).isNotEmpty();
                assertThat(told)
                        .as(right.toString())
                        .allSatisfy(finding -> assertThat(finding.mend())
                                .startsWith("GRANT " + right.privilege)
                                .endsWith(" TO " + role));
                List<String> failures = failures(waybill, round);
                if (failures.isEmpty()) {
                    notNeeded.add(right.toString());
                }
                assertThat(failures)
                        .as(right.toString())
                        .allSatisfy(failure -> assertThat(failure)
                                .doesNotContainPattern(NOT_OURS)
                                .contains(role));
                // Which tables there are may be known only once the first right is back.
                for (int i = 0; i < 2; i++) {
                    for (Finding finding : missing(system)) {
                        database.run(finding.mend().split("; "));
                    }
                }
                assertThat(missing(system)).as("after " + told).isEmpty();
                assertThat(failures(waybill, round)).as("after " + right).isEmpty();
            }
            assertThat(notNeeded).containsExactlyInAnyOrderElementsOf(needless);
        }
    }

    /** What was not delivered. */
    private List<String> failures(TestWaybill waybill, Round round) throws Exception {
        List<LedgerEntry> done = new ArrayList<>();
        round.go(waybill, done);
        return done.stream()
                .filter(page -> !isDone(List.of(page)))
                .map(page -> page.number() + " " + page.state() + ": " + page.message())
                .toList();
    }

    private static boolean isDone(List<LedgerEntry> pages) {
        return pages.stream().allMatch(page -> page.state() == State.DELIVERED || page.state() == State.UNDONE);
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
        everyRightIsNeeded("merlin", Set.of(), (waybill, done) -> {
            String unique = "n" + ++files;
            Path users = Files.writeString(
                    folder.resolve("users-" + unique + ".csv"),
                    "email,name\nada@x.ir,Ada " + unique + "\nbob@x.ir,Bob " + unique + "\n" + unique + "@x.ir,N\n");
            dropAndUndo(waybill, done, "merlin/users", users, options);
        });
    }

    @Test
    void linosAre() throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        SampleSite site = SampleSite.ofPartners(20);
        Path whole = DumpZip.of(site, folder).write(folder.resolve("whole.zip"));
        // No check of its own looks at rows before they are written.
        everyRightIsNeeded("lino", Set.of("TEMPORARY ON DATABASE " + database.name()), (waybill, done) -> {
            int key = 1_000 + ++files;
            Path dump = DumpZip.of(site, folder)
                    .with("countries_country.py", text -> text.replace("'Country 1'", "'Country " + key + "'"))
                    .adding("contacts_partner", key + ",'N','','en','BE',None,'',dt(2019,1,1,0,0,0)")
                    .write(folder.resolve("site-" + key + ".zip"));
            Map<String, String> options = Map.of("source.use-tz", "true");
            LedgerEntry before = waybill.drop("lino/restore", whole, false, options);
            if (before.state() != State.UNCHANGED) {
                // Otherwise it is still there from a round that was cut short.
                done.add(before);
            }
            dropAndUndo(waybill, done, "lino/restore", dump, options);
            // The undo of the later one has to come first.
            if (before.state() == State.DELIVERED && isDone(done)) {
                done.add(waybill.undone(before, false));
            }
        });
    }

    @Test
    void schoolsAre() throws Exception {
        EmbeddedSchema.create(new SchoolSystem(), database.dataSource());
        Path folderOfExport = Files.createDirectories(folder.resolve("isams"));
        new InventedSchool(SchoolSize.SMALL, MONDAY, MONDAY.plusDays(20)).writeIsams(folderOfExport);
        Path first = folderOfExport.resolve("data.xml");
        String text = Files.readString(first);
        String pupil = text.substring(text.indexOf("<Pupil "), text.indexOf("</Pupil>") + "</Pupil>".length());
        Map<String, String> options = Map.of("start", MONDAY.toString());
        AtomicBoolean loaded = new AtomicBoolean();
        everyRightIsNeeded("school", Set.of(), (waybill, done) -> {
            if (loaded.compareAndSet(false, true)) {
                done.add(waybill.drop("school/isams", first, false, options));
            }
            String unique = "N" + ++files;
            // More pupils in each round, so that there are numbers which the sequence has not come to.
            String more = IntStream.rangeClosed(1, files)
                    .map(n -> 90_000 + n)
                    .mapToObj(n -> pupil.replaceFirst("Id=\"\\d+\"", "Id=\"" + n + "\"")
                            .replaceFirst("<SchoolCode>[^<]*", "<SchoolCode>" + n)
                            .replaceFirst("<SchoolId>[^<]*", "<SchoolId>" + n)
                            .replaceFirst("<Forename>[^<]*", "<Forename>" + unique + n))
                    .collect(Collectors.joining());
            Path changed = Files.writeString(
                    folder.resolve("data-" + unique + ".xml"),
                    text.replaceFirst("<Forename>[^<]+<", "<Forename>" + unique + "<")
                            .replaceFirst("<Pupil ", more + "<Pupil "));
            dropAndUndo(waybill, done, "school/isams", changed, options);
        });
    }
}
