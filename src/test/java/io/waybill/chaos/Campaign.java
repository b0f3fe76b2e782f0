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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Lets things go wrong while Waybill works, one after the other, and sees whether it comes to the same in the end as if nothing had
 * happened, without anybody's help: in the database, the ledger, the folders. Prints a line for each, and ends with status 1 when one
 * of them has not come to that.
 */
public final class Campaign implements AutoCloseable {
    private static final List<WaybillSystem> OTHERS = List.of(new MerlinSystem(), new SchoolSystem(), new LinoSystem());
    private static final Path FOLDER = Path.of("target", "chaos").toAbsolutePath();
    /** tmpfs pages of a whole database that is filled on purpose. */
    private static final int DATABASE_DISK = 64;

    private final Instant end;
    private final long seed;
    private final String only;
    private final TestServer server;
    private final Scripts scripts;
    private final TestDatabase play;
    private final TestDatabase nothing;
    private final Path databaseDisk = FOLDER.resolve("disk");
    private final Map<String, Picture> clean = new HashMap<>();
    private final List<String> bad = new ArrayList<>();
    private int good;
    private int skipped;

    private Campaign(Duration time, long seed, String only) throws Exception {
        this.end = Instant.now().plus(time);
        this.seed = seed;
        this.only = only;
        deleteFolder();
        this.scripts = new Scripts(Files.createDirectories(FOLDER.resolve("files")), seed);
        this.server = new TestServer(FOLDER.resolve("server"));
        this.play = server.newEmptyDatabase();
        Refresh.load(play.settings(), scripts.play());
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

    /** @param arguments minutes, a seed (empty: any), and a word that is in the names of those to be run (empty: all) */
    public static void main(String[] arguments) throws Exception {
        long minutes = Long.parseLong(argument(arguments, 0, "6"));
        long seed = Long.parseLong(argument(arguments, 1, Long.toString(System.nanoTime() % 1_000_000)));
        try (Campaign campaign = new Campaign(Duration.ofMinutes(minutes), seed, argument(arguments, 2, ""))) {
            System.exit(campaign.run() ? 0 : 1);
        }
    }

    private static String argument(String[] arguments, int i, String fallback) {
        return arguments.length <= i || arguments[i].isBlank() ? fallback : arguments[i].strip();
    }

    private boolean run() throws IOException {
        System.out.println("Seed " + seed + "; the same plan again: mvn -Pchaos verify -Dchaos.seed=" + seed);
        Scenarios scenarios = new Scenarios(scripts, databaseDisk);
        Random chance = new Random(seed);
        scenarios.always().stream().filter(this::isWanted).forEach(this::run);
        while (Instant.now().isBefore(end)) {
            Scenario another = scenarios.another(chance);
            if (isWanted(another)) {
                run(another);
            }
        }
        System.out.printf("%n%d faults came to the same as none, %d did not, %d skipped.%n", good, bad.size(), skipped);
        bad.forEach(name -> System.out.println("  " + name));
        return bad.isEmpty();
    }

    private boolean isWanted(Scenario scenario) {
        return scenario.name().contains(only);
    }

    private void run(Scenario scenario) {
        Instant begin = Instant.now();
        List<String> violations = new ArrayList<>();
        String log = "";
        try {
            Picture wanted = clean(scenario);
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
            skipped++;
            System.out.println("skip " + scenario.name() + ": " + e.getMessage());
            return;
        } catch (Exception e) {
            violations.add(e.toString());
        }
        System.out.printf(
                Locale.ROOT,
                "%-4s %-60s %5.1f s%n",
                violations.isEmpty() ? "ok" : "BAD",
                scenario.name(),
                Duration.between(begin, Instant.now()).toMillis() / 1_000.0);
        if (violations.isEmpty()) {
            good++;
        } else {
            bad.add(scenario.name());
            violations.forEach(violation -> System.out.println("       " + violation));
            log.lines().forEach(line -> System.out.println("       | " + line));
        }
    }

    /** What it comes to without any fault. */
    private Picture clean(Scenario scenario) throws Exception {
        String what = scenario.like().name() + (scenario.place() == Place.EMBEDDED ? " into nothing" : "");
        Picture known = clean.get(what);
        if (known != null) {
            return known;
        }
        TestDatabase template = scenario.place() == Place.EMBEDDED ? nothing : play;
        try (Subject subject = new Subject(folder(), server, server.newDatabase(template), quickStart())) {
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
            clean.put(what, picture);
            return picture;
        }
    }

    private Subject subject(Scenario scenario) throws Exception {
        Subject subject = new Subject(
                folder(), server, scenario.place() == Place.EMBEDDED ? null : server.newDatabase(play), quickStart());
        if (scenario.disk() > 0) {
            subject.onSmallDisk(scenario.disk());
        }
        if (scenario.place() == Place.SMALL_DISK) {
            subject.databaseOnSmallDisk(databaseDisk, DATABASE_DISK);
        }
        return subject;
    }

    /** The first process that ends in good order leaves behind what makes those after it start in half the time. */
    private static List<String> quickStart() {
        Path classes = FOLDER.resolve("classes.jsa");
        return List.of(
                "-Xshare:auto",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                (Files.exists(classes) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + classes);
    }

    private static Path folder() throws IOException {
        return Files.createTempDirectory(FOLDER, "run").resolve("home");
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
    public void close() throws Exception {
        server.close();
        deleteFolder();
    }

    private static void deleteFolder() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> all = Files.walk(FOLDER)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
