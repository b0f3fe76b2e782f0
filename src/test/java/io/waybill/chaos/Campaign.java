package io.waybill.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Lets things go wrong while Waybill works, and sees whether it comes to the same in the end as if nothing had happened, without
 * anybody's help: in the database, the ledger, the folders. Prints a line for each, and ends with status 1 when one of them has not come
 * to that. A scenario waits as often as it works, so two are run at the same time, each on a server of its own.
 */
public final class Campaign {
    private static final Path FOLDER = Path.of("target", "chaos").toAbsolutePath();
    private static final int BEDS = 2;

    private final Instant end;
    private final String only;
    private final Scenarios scenarios;
    private final Random chance;
    private final Queue<Scenario> always;
    private final List<String> bad = new ArrayList<>();
    private int good;
    private int skipped;

    private Campaign(Scripts scripts, Duration time, long seed, String only) throws IOException {
        this.end = Instant.now().plus(time);
        this.only = only;
        this.scenarios = new Scenarios(scripts);
        this.chance = new Random(seed);
        this.always = new ArrayDeque<>(
                scenarios.always().stream().filter(this::isWanted).toList());
    }

    /** @param arguments minutes, a seed (empty: any), and a word that is in the names of those to be run (empty: all) */
    public static void main(String[] arguments) throws Exception {
        Duration time = Duration.ofMinutes(Long.parseLong(argument(arguments, 0, "6")));
        long seed = Long.parseLong(argument(arguments, 1, Long.toString(System.nanoTime() % 1_000_000)));
        System.out.println("Seed " + seed + "; the same plan again: mvn -Pchaos verify -Dchaos.seed=" + seed);
        deleteFolder();
        Scripts scripts = new Scripts(Files.createDirectories(FOLDER.resolve("files")), seed);
        boolean good = new Campaign(scripts, time, seed, argument(arguments, 2, "")).run(scripts.play());
        deleteFolder();
        System.exit(good ? 0 : 1);
    }

    private static String argument(String[] arguments, int i, String fallback) {
        return arguments.length <= i || arguments[i].isBlank() ? fallback : arguments[i].strip();
    }

    private boolean run(Path play) throws Exception {
        CleanRuns clean = new CleanRuns();
        ExecutorService beds = Executors.newFixedThreadPool(BEDS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 1; i <= BEDS; i++) {
            Path folder = FOLDER.resolve("bed-" + i);
            all.add(beds.submit(() -> {
                try (TestBed bed = new TestBed(folder, play, clean)) {
                    for (Scenario next = next(); next != null; next = next()) {
                        report(bed.run(next));
                    }
                }
                return null;
            }));
        }
        beds.shutdown();
        for (Future<?> bed : all) {
            try {
                bed.get();
            } catch (ExecutionException e) {
                bad.add("no scenario can be run: " + e.getCause());
            }
        }
        System.out.printf("%n%d faults came to the same as none, %d did not, %d skipped.%n", good, bad.size(), skipped);
        bad.forEach(name -> System.out.println("  " + name));
        return bad.isEmpty();
    }

    /** Those that are always run, then others for as long as there is time; null when it is over. */
    private synchronized Scenario next() throws IOException {
        Scenario next = always.poll();
        while (next == null && Instant.now().isBefore(end)) {
            Scenario another = scenarios.another(chance);
            next = isWanted(another) ? another : null;
        }
        return next;
    }

    private boolean isWanted(Scenario scenario) {
        return scenario.name().contains(only);
    }

    private synchronized void report(Outcome outcome) {
        String name = outcome.scenario().name();
        if (outcome.skipped() != null) {
            skipped++;
            System.out.println("skip " + name + ": " + outcome.skipped());
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%-4s %-60s %5.1f s%n",
                outcome.isGood() ? "ok" : "BAD",
                name,
                outcome.took().toMillis() / 1_000.0);
        if (outcome.isGood()) {
            good++;
        } else {
            bad.add(name);
            outcome.violations().forEach(violation -> System.out.println("       " + violation));
            outcome.log().lines().forEach(line -> System.out.println("       | " + line));
        }
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
