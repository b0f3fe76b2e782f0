package io.waybill.bench;

import io.waybill.database.EmbeddedDatabase;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.Plan;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.folder.DataFolder;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.ledger.Ledger;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import io.waybill.reject.RejectFolders;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.Rejects;
import io.waybill.timetable.demo.SampleDumps;
import io.waybill.timetable.feed.TimetableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The engine with 1 % bad rows against the same without any: read, validated, staged, planned, applied and journalled into empty
 * tables; the bad ones, each found by its value, go into the ledger and the error folder. A Live dump as such would be refused because
 * of one of them: its rows are delivered here as those of feeds whose rows stand for themselves.
 */
final class RejectsBench {
    private static final int OBJECTS = 100_000;
    private static final int WARM_UP = 2;
    private static final int ONE_IN = 100;
    private static final FeedName FEED = new FeedName("bench", "rejects");
    private static final String EVENTS = "timetables.event";
    private static final String NO_DAY = "2013-02-30T10:00:00Z";

    private final RunningWaybill waybill;
    private final Target target;
    private final Ledger ledger;
    private final Rejects rejects;
    private final RejectFolders folders;
    private final Path dump;

    private RejectsBench(RunningWaybill waybill, Target target) {
        Clock clock = Clock.systemUTC();
        this.waybill = waybill;
        this.target = target;
        this.ledger = new Ledger(target.dataSource(), clock);
        this.rejects = new Rejects(clock);
        this.folders = new RejectFolders(
                target.dataSource(), rejects, new DataFolder(waybill.folder().resolve("data")));
        this.dump = waybill.folder().resolve("live.dump");
    }

    static void run(Path folder, int rounds, Results results) throws Exception {
        try (RunningWaybill waybill = RunningWaybill.in(folder.resolve("rejects"))) {
            EmbeddedDatabase database = waybill.database();
            TargetSettings settings = new TargetSettings(database.url(), database.user(), database.password());
            try (Target target = Target.open("bench", settings)) {
                new RejectsBench(waybill, target).rounds(rounds, results);
            }
        }
    }

    private void rounds(int rounds, Results results) throws Exception {
        new SampleDumps(1, OBJECTS, SampleDumps.Mix.EVENTS).writeLive(dump);
        Times clean = new Times();
        Times bad = new Times();
        long[] rows = new long[2];
        for (int round = -WARM_UP; round < rounds; round++) {
            forgetRejects();
            rows[0] = clean.measure(() -> deliver(0));
            forgetRejects();
            rows[1] = bad.measure(() -> deliver(ONE_IN));
            if (round < 0) {
                clean.forget();
                bad.forget();
            }
        }
        results.add(
                String.format(Locale.ROOT, "the engine alone, %,d rows into empty tables, journal included", rows[0]),
                clean);
        results.add(
                String.format(Locale.ROOT, "the same with %,d bad rows, in ledger and error folder", rows[0] - rows[1]),
                Results.milliseconds(bad),
                Math.round(100 * clean.median() / bad.median()) + " % of the clean speed");
    }

    private void forgetRejects() throws SQLException {
        waybill.copy().empty();
        waybill.copy().run("TRUNCATE waybill.rejects");
        waybill.copy().checkpoint();
    }

    /**
     * Delivers once.
     *
     * @param oneIn one event in this many has no valid beginning; 0 for none
     * @return rows that are written
     */
    private long deliver(int oneIn) throws Exception {
        Drop drop = new Drop(
                ledger.nextNumber(),
                WaybillKind.DROP,
                FEED,
                dump,
                "live.dump",
                0,
                "0".repeat(64),
                DropOptions.NONE,
                Instant.now());
        ledger.claim(drop, "", "bench", "bench");
        Plan plan;
        try (Delivery delivery = new Delivery(target, drop.number(), drop.fileName(), waybill.tables())) {
            delivery.openStage();
            List<RejectedRow> rejected = stage(delivery, oneIn);
            delivery.endStaging();
            delivery.begin();
            delivery.check();
            plan = delivery.plan();
            delivery.apply(plan);
            delivery.journal();
            rejects.settle(delivery.connection(), drop.number(), FEED.system(), EVENTS, List.of(), rejected);
            ledger.finish(delivery.connection(), drop.number(), State.DELIVERED, "");
            delivery.commit();
        }
        folders.publish(drop.number());
        return plan.tables().stream()
                .mapToLong(table -> table.drop().inserted())
                .sum();
    }

    private List<RejectedRow> stage(Delivery delivery, int oneIn) throws IOException {
        List<RejectedRow> rejected = new ArrayList<>();
        Map<String, TimetableRows> rows = new LinkedHashMap<>();
        Map<String, TableSpec> tables = new LinkedHashMap<>();
        waybill.tables().forEach(table -> {
            rows.put(table.model(), new TimetableRows(table));
            tables.put(table.model(), table);
        });
        int start = tables.get(EVENTS).columns().stream()
                .map(ColumnSpec::column)
                .toList()
                .indexOf("start");
        try (DjangoReader reader = DjangoReader.open(dump, "live.dump", new Faults())) {
            while (reader.hasNext()) {
                Map<String, List<Row>> byModel = new LinkedHashMap<>();
                for (DjangoRecord record : reader.next()) {
                    byModel.computeIfAbsent(record.model(), model -> new ArrayList<>())
                            .add(rows.get(record.model()).row(record));
                }
                for (Map.Entry<String, List<Row>> chunk : byModel.entrySet()) {
                    TableSpec table = tables.get(chunk.getKey());
                    if (oneIn > 0 && chunk.getKey().equals(EVENTS)) {
                        for (int i = 0; i < chunk.getValue().size(); i += oneIn) {
                            chunk.getValue().get(i).values()[start] = NO_DAY;
                        }
                    }
                    int before = delivery.faults().kept().size();
                    delivery.stage(table.table(), chunk.getValue());
                    List<Fault> faults = delivery.faults().kept();
                    for (Fault fault : faults.subList(before, faults.size())) {
                        rejected.add(rejected(table, chunk.getValue(), fault));
                    }
                }
            }
        }
        return rejected;
    }

    /** As it was, where it stood, and why. */
    private static RejectedRow rejected(TableSpec table, List<Row> rows, Fault fault) {
        Row row = rows.stream()
                .filter(each -> each.offset() == fault.at().offset())
                .findFirst()
                .orElseThrow();
        List<String> cells = Arrays.stream(row.values()).map(Objects::toString).toList();
        return new RejectedRow(
                EVENTS,
                table.columns().stream().map(ColumnSpec::field).toList(),
                cells,
                List.of(cells.get(0)),
                fault.at(),
                fault.rule(),
                fault.sentence(),
                List.of(),
                null);
    }
}
