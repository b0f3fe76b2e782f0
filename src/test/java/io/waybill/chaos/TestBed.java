package io.waybill.chaos;

import io.waybill.Refresh;
import io.waybill.chaos.Fault.Skipped;
import io.waybill.chaos.Scenario.Place;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.lino.LinoSystem;
import io.waybill.merlin.MerlinSystem;
import io.waybill.school.SchoolSystem;
import io.waybill.system.EmbeddedSchema;
import io.waybill.system.WaybillSystem;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where scenarios are run, one after the other: a folder and a server of its own, since some faults strike the whole server. */
final class TestBed implements AutoCloseable {
    private static final List<WaybillSystem> OTHERS = List.of(new MerlinSystem(), new SchoolSystem(), new LinoSystem());
    /** tmpfs pages of a whole database that is filled on purpose. */
    private static final int DATABASE_DISK = 64;

    private final Path folder;
    private final CleanRuns clean;
    private final TestServer server;
    private final TestDatabase play;
    private final TestDatabase nothing;

    /**
     * @param folder that is made, for all that its scenarios need
     * @param dump of Play, which is in its databases at the start
     * @param clean what scenarios come to without a fault, shared with other beds
     */
    TestBed(Path folder, Path dump, CleanRuns clean) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.clean = clean;
        this.server = new TestServer(folder.resolve("server"));
        this.play = server.newEmptyDatabase();
        Refresh.load(play.settings(), dump);
        create(play, OTHERS);
        this.nothing = server.newEmptyDatabase();
        create(nothing, List.of(new TimetableSystem()));
        create(nothing, OTHERS);
    }

    /** The tables that the embedded database has from the start on. */
    private static void create(TestDatabase database, List<WaybillSystem> systems) throws SQLException {
        for (WaybillSystem system : systems) {
            EmbeddedSchema.create(system, database.dataSource());
        }
    }

    /** Lets it go wrong, and compares what it comes to with what it would have come to. */
    Outcome run(Scenario scenario) {
        Instant begin = Instant.now();
        List<String> violations = new ArrayList<>();
        String log = "";
        try {
            Picture wanted = clean.of(scenario, this::withoutFault);
            Subject subject = subject(scenario);
            try (subject) {
                subject.begin(scenario.script());
                scenario.fault().strike(subject);
                subject.serveAgain();
                subject.awaitQuiet(scenario.script());
                violations.addAll(Picture.of(subject).differences(wanted));
                violations.addAll(subject.inconsistencies());
                subject.stop();
                if (subject.log().contains("\tat ")) {
                    violations.add("the log has a stack trace");
                }
            } catch (Skipped e) {
                throw e;
            } catch (Exception e) {
                violations.add(e.toString());
                violations.addAll(state(subject));
            } finally {
                log = subject.log();
            }
        } catch (Skipped e) {
            return Outcome.skipped(scenario, e.getMessage());
        } catch (Exception e) {
            violations.add(e.toString());
        }
        return new Outcome(scenario, Duration.between(begin, Instant.now()), null, violations, log);
    }

    /** What it comes to without any fault. */
    private Picture withoutFault(Scenario scenario) throws Exception {
        TestDatabase template = scenario.place() == Place.EMBEDDED ? nothing : play;
        try (Subject subject = new Subject(home(), server, server.newDatabase(template), quickStart())) {
            subject.begin(scenario.like());
            subject.serve();
            try {
                subject.awaitQuiet(scenario.like());
            } catch (Exception e) {
                throw new IllegalStateException("without any fault: " + e + state(subject), e);
            }
            Picture picture = Picture.of(subject);
            List<String> inconsistencies = subject.inconsistencies();
            if (!inconsistencies.isEmpty()) {
                throw new IllegalStateException("without any fault: " + inconsistencies);
            }
            return picture;
        }
    }

    private Subject subject(Scenario scenario) throws Exception {
        Subject subject = new Subject(
                home(), server, scenario.place() == Place.EMBEDDED ? null : server.newDatabase(play), quickStart());
        if (scenario.disk() > 0) {
            subject.onSmallDisk(scenario.disk());
        }
        if (scenario.place() == Place.SMALL_DISK) {
            subject.databaseOnSmallDisk(folder.resolve("disk"), DATABASE_DISK);
        }
        return subject;
    }

    /** The first process that ends in good order leaves behind what makes those after it start in half the time. */
    private List<String> quickStart() {
        Path classes = folder.resolve("classes.jsa");
        return List.of(
                "-Xshare:auto",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                (Files.exists(classes) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + classes);
    }

    private Path home() throws IOException {
        return Files.createTempDirectory(folder, "run").resolve("home");
    }

    /** Where everything stands, when it has not come to an end. */
    private static List<String> state(Subject subject) {
        List<String> state = new ArrayList<>();
        try {
            state.addAll(subject.database()
                    .query("SELECT number, file_name, state, attempts, message FROM waybill.waybills ORDER BY 1"));
            state.addAll(Picture.of(subject).parts().get("files"));
        } catch (IOException | RuntimeException e) {
            state.add("nothing can be seen: " + e.getMessage());
        }
        return state;
    }

    @Override
    public void close() {
        server.close();
    }
}
