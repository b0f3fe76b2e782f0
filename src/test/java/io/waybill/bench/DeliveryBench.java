package io.waybill.bench;

import io.waybill.database.EmbeddedDatabase;
import io.waybill.database.Target;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.Plan;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Delivery into the Timetable tables side by side with {@code psql \copy} of the same rows, on one durable embedded PostgreSQL:
 * into empty tables, unchanged, with 1 % changed; and COPY into a bare heap table. Prints medians and ratios.
 *
 * <p>Arguments: number of rows (100,000), rounds (5). Needs psql on the path.
 */
public final class DeliveryBench {
    private static final int CHUNK = 1_000;

    private final Target target;
    private final EmbeddedDatabase database;
    private final Path csv;
    private final Map<String, List<Long>> times = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> steps = new LinkedHashMap<>();
    private long waybill;

    private DeliveryBench(EmbeddedDatabase database, Target target, Path csv) {
        this.database = database;
        this.target = target;
        this.csv = csv;
    }

    public static void main(String[] arguments) throws Exception {
        int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Path folder = Files.createTempDirectory("waybill-bench");
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder);
                Target target = Target.open("timetable", database)) {
            new DeliveryBench(database, target, Files.createDirectories(folder.resolve("csv"))).run(size, rounds);
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run(int size, int rounds) throws Exception {
        TimetableRows rows = new TimetableRows(size, 0);
        TimetableRows changed = new TimetableRows(size, 10);
        writeCsv(rows);
        sql(new String(
                DeliveryBench.class
                        .getResourceAsStream("/io/waybill/timetable/schema.sql")
                        .readAllBytes(),
                StandardCharsets.UTF_8));
        System.out.printf("%,d rows, %d rounds, medians%n", rows.size(), rounds);
        for (int round = -1; round < rounds; round++) {
            boolean counts = round >= 0;
            empty();
            time("psql \\copy into empty tables", counts, this::psqlCopy);
            empty();
            time("delivery into empty tables", counts, () -> deliver(rows, "empty", counts));
            time("delivery, unchanged", counts, () -> deliver(rows, "unchanged", counts));
            time("delivery, 1 % changed", counts, () -> deliver(changed, "1 %", counts));
            heap();
            time("psql \\copy into heap tables", counts, this::psqlCopyHeap);
        }
        report("psql \\copy into empty tables");
        steps.forEach((run, each) -> System.out.println(run + ": "
                + each.entrySet().stream()
                        .map(step -> step.getKey() + " " + step.getValue() / rounds / 1_000_000)
                        .collect(Collectors.joining(", "))
                + " ms"));
    }

    private Plan deliver(TimetableRows rows, String run, boolean counts) {
        Map<String, Long> mine =
                counts ? steps.computeIfAbsent(run, key -> new LinkedHashMap<>()) : new LinkedHashMap<>();
        long[] last = {System.nanoTime()};
        try (Delivery delivery = new Delivery(target, ++waybill, "bench.dump", TimetableRows.specs())) {
            delivery.openStage();
            lap(mine, "open", last);
            rows.rows().forEach((table, list) -> {
                for (int i = 0; i < list.size(); i += CHUNK) {
                    delivery.stage(table, list.subList(i, Math.min(list.size(), i + CHUNK)));
                }
            });
            lap(mine, "stage", last);
            delivery.endStaging();
            lap(mine, "end", last);
            delivery.begin();
            lap(mine, "begin", last);
            delivery.check();
            delivery.faults().throwIfAny();
            lap(mine, "check", last);
            Plan plan = delivery.plan();
            lap(mine, "plan", last);
            delivery.apply(plan);
            lap(mine, "apply", last);
            delivery.commit();
            lap(mine, "commit", last);
            delivery.close();
            lap(mine, "close", last);
            return plan;
        }
    }

    private static void lap(Map<String, Long> laps, String step, long[] last) {
        long now = System.nanoTime();
        laps.merge(step, now - last[0], Long::sum);
        last[0] = now;
    }

    private void time(String what, boolean counts, Callable<?> action) throws Exception {
        checkpoint();
        long start = System.nanoTime();
        action.call();
        if (counts) {
            times.computeIfAbsent(what, key -> new ArrayList<>()).add(System.nanoTime() - start);
        }
    }

    private void report(String base) {
        long unit = median(times.get(base));
        times.forEach((what, each) -> System.out.printf(
                "%-32s %6d ms  %.2f%n", what, median(each) / 1_000_000, (double) median(each) / unit));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private Void psqlCopy() throws IOException, InterruptedException {
        return psql("timetables_");
    }

    private Void psqlCopyHeap() throws IOException, InterruptedException {
        return psql("heap_");
    }

    private Void psql(String prefix) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "psql",
                "-q",
                "-X",
                "-1",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                database.url().substring("jdbc:".length()),
                "-U",
                database.user()));
        for (TableSpec spec : TimetableRows.specs()) {
            command.add("-c");
            command.add("\\copy " + spec.table().replace("timetables_", prefix) + " ("
                    + spec.columns().stream()
                            .map(column -> '"' + column.column() + '"')
                            .collect(Collectors.joining(","))
                    + ") from '" + csv.resolve(spec.table()) + "' csv");
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PGPASSWORD", database.password());
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException("psql ended with " + status);
        }
        return null;
    }

    private void empty() throws Exception {
        sql("TRUNCATE " + TimetableRows.specs().stream().map(TableSpec::table).collect(Collectors.joining(", ")));
    }

    private void heap() throws Exception {
        for (TableSpec spec : TimetableRows.specs()) {
            String heap = spec.table().replace("timetables_", "heap_");
            sql("DROP TABLE IF EXISTS " + heap);
            sql("CREATE TABLE " + heap + " AS TABLE " + spec.table() + " WITH NO DATA");
        }
    }

    /** So that no run pays for what another one wrote. */
    private void checkpoint() throws Exception {
        try (var connection = DriverManager.getConnection(database.url(), "postgres", database.password());
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    private void sql(String sql) throws Exception {
        try (var connection = target.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void writeCsv(TimetableRows rows) throws IOException {
        for (Map.Entry<String, List<Row>> table : rows.rows().entrySet()) {
            try (BufferedWriter writer = Files.newBufferedWriter(csv.resolve(table.getKey()))) {
                for (Row row : table.getValue()) {
                    writer.write(Arrays.stream(row.values())
                            .map(value ->
                                    value == null ? "" : '"' + value.toString().replace("\"", "\"\"") + '"')
                            .collect(Collectors.joining(",", "", "\n")));
                }
            }
        }
    }
}
