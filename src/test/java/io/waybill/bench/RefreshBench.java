package io.waybill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.boot.Application;
import io.waybill.boot.Settings;
import io.waybill.database.EmbeddedDatabase;
import io.waybill.delivery.TableSpec;
import io.waybill.intake.DataFolder;
import io.waybill.intake.DataFolderLock;
import io.waybill.intake.FeedName;
import io.waybill.intake.FileDigest;
import io.waybill.intake.ProgressBar;
import io.waybill.intake.State;
import io.waybill.intake.WaybillPage;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.demo.SampleDumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Dumps dropped into the folder of a running Waybill on a durable embedded PostgreSQL: into empty tables, the same again, with 1 %
 * changed. What is measured is the time from the file's appearance until it is archived. Beside it, in the same rounds, COPY of the
 * same rows, already split into CSV files.
 */
final class RefreshBench {
    private static final FeedName LIVE = new FeedName("timetable", "live");
    private static final int HUNDREDTH = 100;
    private static final long MILLISECOND = 1_000_000;

    private final Application application;
    private final DataFolder data;
    private final PlainCopy copy;
    private final List<TableSpec> tables;
    private final Map<String, Map<String, Long>> steps = new LinkedHashMap<>();
    private boolean warm;

    private RefreshBench(Application application, DataFolder data, PlainCopy copy, List<TableSpec> tables) {
        this.application = application;
        this.data = data;
        this.copy = copy;
        this.tables = tables;
    }

    static void run(Path folder, int objects, int rounds, Results results) throws Exception {
        System.setProperty("waybill.data", folder.resolve("data").toString());
        Settings settings = Settings.read().withoutHttp();
        DataFolder data = new DataFolder(settings.data());
        data.make();
        Path dump = folder.resolve("live.dump");
        Path changed = folder.resolve("changed.dump");
        SampleDumps dumps = new SampleDumps(1, objects, SampleDumps.Mix.EVENTS);
        dumps.writeLive(dump);
        dumps.writeLive(changed, HUNDREDTH);
        List<TableSpec> tables =
                TimetableConfig.load(settings.config(), Clock.systemUTC()).tables("live");
        // Attached first, so that it is there for the others, too.
        try (EmbeddedDatabase database = EmbeddedDatabase.open(settings.data());
                PlainCopy copy = PlainCopy.into(database, tables, Files.createDirectories(folder.resolve("csv")));
                Application application = Application.start(
                        settings, DataFolderLock.take(data, "bench").orElseThrow(), ProgressBar.none())) {
            new RefreshBench(application, data, copy, tables).rounds(dump, changed, rounds, results);
        }
    }

    private void rounds(Path dump, Path changed, int rounds, Results results) throws Exception {
        drop("first", dump, true);
        long objects = copy.export();
        Times indexed = new Times();
        Times empty = new Times();
        Times again = new Times();
        Times hash = new Times();
        Times onePercent = new Times();
        Times parse = new Times();
        Times heap = new Times();
        List<Times> all = List.of(indexed, empty, again, hash, onePercent, parse, heap);
        for (int round = -1; round < rounds; round++) {
            warm = round >= 0;
            copy.empty();
            indexed.measure(copy::intoTables);
            copy.empty();
            empty.add(drop("empty", dump, true));
            again.add(drop("again", dump, false));
            copy.settle();
            hash.measure(() -> FileDigest.of(dump));
            onePercent.add(drop("1 %", changed, true));
            parse.measure(() -> parse(changed));
            copy.makeHeaps();
            heap.measure(copy::intoHeaps);
            if (!warm) {
                all.forEach(Times::forget);
            }
        }
        steps.forEach((run, each) -> System.out.println(run + ": "
                + each.entrySet().stream()
                        .map(step -> step.getKey() + " " + step.getValue() / rounds)
                        .collect(Collectors.joining(", "))
                + " ms"));
        String rows = String.format("%,d objects", objects);
        results.add(copy.name() + " of " + rows + " into indexed tables", indexed);
        results.add("Live dump dropped, empty Play, until archived", empty, copy.name(), indexed);
        results.add("the same bytes under another name, until recognised", again, "SHA-256 of the file", hash);
        Times parseAndCopy = Times.sum(parse, heap);
        results.add(
                "parsing by Jackson, a JsonNode per record, then " + copy.name() + " into heap tables", parseAndCopy);
        results.add("Live dump with 1 % changed dropped, until archived", onePercent, "parse + COPY", parseAndCopy);
    }

    /** Nanoseconds from the moment that it stands in the folder until it is archived. */
    private long drop(String run, Path dump, boolean again) throws IOException, SQLException {
        String token = UUID.randomUUID().toString();
        Path inbox = data.inbox(LIVE);
        Path hidden = inbox.resolve("." + token);
        Path dropped = inbox.resolve(token + ".dump");
        Files.copy(dump, hidden);
        Files.writeString(
                inbox.resolve(dropped.getFileName() + ".options"), "again=" + again + "\ntoken=" + token + "\n");
        Files.createFile(inbox.resolve(dropped.getFileName() + ".done"));
        copy.checkpoint();
        Instant began = Instant.now();
        long start = System.nanoTime();
        Files.move(hidden, dropped);
        long deadline = start + Duration.ofMinutes(5).toNanos();
        long number = 0;
        while (number == 0 || Files.exists(data.work(number))) {
            LockSupport.parkNanos(2 * MILLISECOND);
            if (number == 0) {
                number = application.ledger().byToken(token).orElse(0);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not carried within 5 minutes");
            }
        }
        long end = System.nanoTime();
        WaybillPage page = application.ledger().show(number).orElseThrow();
        State expected = again ? State.DELIVERED : State.UNCHANGED;
        if (page.state() != expected) {
            throw new IllegalStateException("Waybill " + number + " is " + page.state() + ": " + page.message());
        }
        if (warm) {
            steps.computeIfAbsent(run, key -> new LinkedHashMap<>());
            Instant last = began;
            String name = "poll, claim";
            for (WaybillPage.Step step : page.steps()) {
                lap(run, name, Duration.between(last, step.at()).toMillis());
                last = step.at();
                name = step.state().word();
            }
            lap(run, "archive", Duration.between(last, Instant.now()).toMillis());
        }
        return end - start;
    }

    private void lap(String run, String step, long millis) {
        steps.get(run).merge(step, millis, Long::sum);
    }

    /** Every value of every record is there once; nothing is done with it. */
    private static Void parse(Path dump) throws IOException {
        try (MappingIterator<JsonNode> records =
                new ObjectMapper().readerFor(JsonNode.class).readValues(dump.toFile())) {
            while (records.hasNext()) {
                records.next();
            }
        }
        return null;
    }
}
