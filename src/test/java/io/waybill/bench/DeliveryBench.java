package io.waybill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.model.FileDigest;
import io.waybill.model.State;
import io.waybill.timetable.demo.SampleDumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Dumps dropped into the folder of a running Waybill on a durable embedded PostgreSQL: into empty tables, the same once more, with
 * 1 % changed. Beside them, in the same rounds, other ways to get the same rows into the same tables, indexes and foreign keys in
 * place; and what reading a dump and having its rows in the server costs at least.
 */
final class DeliveryBench {
    private static final int HUNDREDTH = 100;
    /** Above so many rows a round takes minutes. */
    private static final int MANY = 300_000;

    private static final int ROUNDS_OF_MANY = 3;
    /** Django takes as long as all the others together. */
    private static final int MOST_FOR_DJANGO = 100_000;

    private final RunningWaybill waybill;
    private final PlainCopy copy;
    private final TimedDrops drops;
    private final ServerCounters counters;

    private DeliveryBench(RunningWaybill waybill) {
        this.waybill = waybill;
        this.copy = waybill.copy();
        this.drops = waybill.drops();
        this.counters = new ServerCounters(copy.connection(), waybill.tables());
    }

    static void run(Path folder, List<Integer> sizes, int rounds, Results results) throws Exception {
        for (int size : sizes) {
            try (RunningWaybill waybill = RunningWaybill.in(folder.resolve("rows-" + size))) {
                new DeliveryBench(waybill)
                        .rounds(size, size > MANY ? Math.min(rounds, ROUNDS_OF_MANY) : rounds, results);
            }
        }
        RejectsBench.run(folder, rounds, results);
        try (RunningWaybill waybill = RunningWaybill.in(folder.resolve("waits"))) {
            new WaitsBench(waybill).run(results);
        }
    }

    /** Every way once in each round. */
    private final class Round {
        private final Times indexed = new Times();
        private final Times batches = new Times();
        private final Times empty = new Times();
        private final Times same = new Times();
        private final Times hash = new Times();
        private final Times unchanged = new Times();
        private final Times onePercent = new Times();
        private final Times parse = new Times();
        private final Times heap = new Times();
        private final Amounts log = new Amounts();
        private final BatchInsert batch = new BatchInsert(waybill);
        private final Path dump;
        private final Path changed;

        Round(Path dump, Path changed) {
            this.dump = dump;
            this.changed = changed;
        }

        void run() throws Exception {
            copy.empty();
            indexed.measure(copy::intoTables);
            copy.empty();
            batches.measure(batch::intoTables);
            copy.empty();
            empty.add(drops.drop("empty", dump, true, State.DELIVERED).nanos());
            copy.checkpoint();
            same.add(drops.drop("the same bytes", dump, false, State.UNCHANGED).nanos());
            hash.measure(() -> FileDigest.of(dump));
            copy.settle();
            long before = counters.log();
            unchanged.add(drops.drop("unchanged", dump, true, State.UNCHANGED).nanos());
            log.add(counters.log() - before);
            copy.checkpoint();
            onePercent.add(
                    drops.drop("1 % changed", changed, true, State.DELIVERED).nanos());
            parse.measure(() -> parse(changed));
            copy.makeHeaps();
            heap.measure(copy::intoHeaps);
            drops.tidy();
        }

        void forget() {
            List.of(indexed, batches, empty, same, hash, unchanged, onePercent, parse, heap)
                    .forEach(Times::forget);
            log.forget();
            drops.forget();
        }
    }

    private void rounds(int size, int rounds, Results results) throws Exception {
        Path dump = waybill.folder().resolve("live.dump");
        Path changed = waybill.folder().resolve("changed.dump");
        SampleDumps dumps = new SampleDumps(1, size, SampleDumps.Mix.EVENTS);
        dumps.writeLive(dump);
        dumps.writeLive(changed, HUNDREDTH);
        copy.empty();
        drops.drop("first", dump, true, State.DELIVERED);
        long objects = copy.export();
        String rows = String.format(Locale.ROOT, "%,d objects", objects);
        long written = writtenWhenUnchanged(dump);
        Optional<Times> django = size > MOST_FOR_DJANGO ? Optional.empty() : loadData();
        Round round = new Round(dump, changed);
        round.run();
        round.forget();
        for (int i = 0; i < rounds; i++) {
            round.run();
        }
        System.out.println(rows + ", " + rounds + " rounds");
        drops.printSteps();
        String copied = copy.name();
        results.add(copied + " of " + rows + " into the indexed tables, foreign keys in place", round.indexed);
        results.add("JDBC batch insert of the same, multi-row statements", round.batches, copied, round.indexed);
        if (django.isPresent()) {
            results.add("Django loaddata of the same, a process, once", django.get(), copied, round.indexed);
        } else if (size <= MOST_FOR_DJANGO) {
            results.add("Django loaddata (there is no Django with psycopg2)", "", "");
        }
        results.add(
                "Live dump of " + rows + " dropped, empty Play, until archived", round.empty, copied, round.indexed);
        results.add(
                "the same bytes under another name, until recognised", round.same, "SHA-256 of the file", round.hash);
        Times parseAndCopy = Times.sum(round.parse, round.heap);
        results.add(
                "parsing by Jackson, a JsonNode per record, then " + copied + " into heap tables of " + rows,
                parseAndCopy);
        results.add(
                "Live dump of " + rows + " dropped once more, nothing changed, until archived",
                round.unchanged,
                "parse + COPY",
                parseAndCopy);
        results.add(
                "rows of Play written by that, and write-ahead log of all of it",
                written + " rows, " + round.log.median() / 1024 + " KB",
                "");
        results.add(
                "Live dump of " + rows + " with 1 % changed dropped, until archived",
                round.onePercent,
                "parse + COPY",
                parseAndCopy);
    }

    /** By the counters of the server; takes half a minute. */
    private long writtenWhenUnchanged(Path dump) throws Exception {
        ServerCounters.Rows before = counters.rows();
        drops.drop("unchanged", dump, true, State.UNCHANGED);
        return counters.rows().since(before);
    }

    /** One round is enough for what takes a minute. */
    private Optional<Times> loadData() throws Exception {
        Optional<DjangoLoad> django =
                DjangoLoad.into(waybill.database(), waybill.folder().resolve("django"));
        if (django.isEmpty()) {
            return Optional.empty();
        }
        Path records = waybill.folder().resolve("loaddata.json");
        Files.copy(drops.output(), records);
        copy.empty();
        Times times = new Times();
        times.measure(() -> django.get().load(records));
        Files.delete(records);
        return Optional.of(times);
    }

    /** Every value of every record is there once; nothing is done with it. */
    static Void parse(Path dump) throws IOException {
        try (MappingIterator<JsonNode> records =
                new ObjectMapper().readerFor(JsonNode.class).readValues(dump.toFile())) {
            while (records.hasNext()) {
                records.next();
            }
        }
        return null;
    }
}
