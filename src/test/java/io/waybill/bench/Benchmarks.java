package io.waybill.bench;

import io.waybill.school.demo.SchoolSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures Waybill, and beside it in the same rounds what it is measured by; prints medians and ratios as one table. Every part runs
 * in a JVM of its own with a heap of 256 MB:
 *
 * <pre>
 * extract  extract-non-user of a million objects against a bare Jackson loop
 * users    extract-non-user with one, two and four times as many users among as many objects
 * process  extract-non-user of 100,000 objects as a whole process, against Python
 * merlin   users and history dropped as CSV files; then more and more rows of history
 * lino     the rows of a Lino dump, from bytes to typed values; dumps of a site dropped, against COPY, and who waits meanwhile
 * school   an export of a whole school, from bytes to records; dropped into an empty calendar, again, and after a night
 * lino-part a dump with one file of 2,000,000 rows dropped into an empty site. Only when it is asked for
 * school10 the same drops of a school ten times as large: does everything take ten times as long? Only when it is asked for
 * delivery a dump dropped: into empty tables, again, with 1 % changed; against COPY, batches of INSERT and Django
 * </pre>
 */
public final class Benchmarks {
    private static final List<String> PARTS =
            List.of("extract", "users", "process", "delivery", "merlin", "lino", "school");
    private static final String TEN_SCHOOLS = "school10";
    private static final String ONE_PART = "lino-part";
    private static final int PART_ROWS = 2_000_000;
    /** Those that are run only when they are asked for. */
    private static final List<String> LONG = List.of(TEN_SCHOOLS, ONE_PART);

    private static final String INSIDE = "--inside";
    private static final Path FOLDER = Path.of("target", "bench").toAbsolutePath();

    private Benchmarks() {}

    /**
     * @param arguments parts, apart by commas (default: all), the number of rounds (default: 7), and how many rows are delivered, apart
     *     by commas (default: 100000,1000000)
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 4 && arguments[0].equals(INSIDE)) {
            run(arguments[1], Integer.parseInt(arguments[2]), arguments[3]);
            return;
        }
        List<String> parts =
                arguments.length < 1 || arguments[0].equals("all") ? PARTS : Arrays.asList(arguments[0].split(","));
        if (!parts.stream().allMatch(part -> PARTS.contains(part) || LONG.contains(part))) {
            System.err.println("The parts are " + String.join(", ", PARTS) + "; and, not among all, "
                    + String.join(", ", LONG) + ".");
            System.exit(2);
        }
        String rounds = arguments.length < 2 ? "7" : arguments[1];
        String rows = arguments.length < 3 ? "100000,1000000" : arguments[2];
        deleteFolder();
        Files.createDirectories(FOLDER);
        for (String part : parts) {
            inItsOwnProcess(part, rounds, rows);
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d cores, Java %s, medians of %s rounds, heap 256 MB%n%n| measured | median | compared |%n|---|---|---|%n%s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                rounds,
                Files.readString(results()));
        deleteFolder();
    }

    private static void inItsOwnProcess(String part, String rounds, String rows)
            throws IOException, InterruptedException {
        System.out.println("== " + part);
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dlog4j2.level=WARN",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Benchmarks.class.getName(),
                        INSIDE,
                        part,
                        rounds,
                        rows)
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("The benchmark " + part + " ended with " + status);
        }
    }

    private static void run(String part, int rounds, String rows) throws Exception {
        Results results = new Results(results());
        switch (part) {
            case "extract" -> new ExtractBench(FOLDER, 1_000_000, rounds).againstJackson(results);
            case "users" -> new ExtractBench(FOLDER, 400_000, rounds).byUsers(results);
            case "process" -> ProcessBench.run(FOLDER, 100_000, rounds, results);
            case "merlin" -> MerlinBench.run(FOLDER, sizes(rows), rounds, results);
            case "lino" -> {
                LinoParseBench.run(FOLDER, sizes(rows), rounds, results);
                LinoRestoreBench.run(FOLDER, sizes(rows), rounds, results);
            }
            case ONE_PART -> LinoRestoreBench.onePart(FOLDER, PART_ROWS, results);
            case "school" -> {
                SchoolParseBench.run(FOLDER, rounds, results);
                SchoolLoadBench.run(FOLDER, SchoolSize.FULL, rounds, results);
            }
            case TEN_SCHOOLS -> {
                SchoolLoadBench.run(FOLDER.resolve("once"), SchoolSize.FULL, rounds, results);
                SchoolLoadBench.run(FOLDER.resolve("ten-times"), SchoolSize.FULL.times(10), rounds, results);
            }
            case "delivery" -> DeliveryBench.run(FOLDER, sizes(rows), rounds, results);
            default -> throw new IllegalArgumentException(part);
        }
    }

    private static List<Integer> sizes(String rows) {
        return Arrays.stream(rows.split(","))
                .map(String::trim)
                .filter(size -> !size.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    private static Path results() {
        return FOLDER.resolve("results.md");
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
