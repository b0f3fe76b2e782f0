package io.waybill.bench;

import io.waybill.bench.Clients.Longest;
import io.waybill.model.State;
import io.waybill.timetable.demo.SampleDumps;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** How long the application's own readers and writers wait at most while a delivery changes 100,000 rows, and while it is the first. */
final class WaitsBench {
    private static final int ROUNDS = 3;
    /** Nine in ten of them are series and events; of these a third changes, which is not so many that somebody has to approve it. */
    private static final int OBJECTS = 340_000;

    private static final int EVERY_THIRD = 3;
    private static final long IDLE_SECONDS = 2;

    private final RunningWaybill waybill;
    private final Path before;
    private final Path after;

    WaitsBench(RunningWaybill waybill) {
        this.waybill = waybill;
        this.before = waybill.folder().resolve("before.dump");
        this.after = waybill.folder().resolve("after.dump");
    }

    void run(Results results) throws Exception {
        SampleDumps dumps = new SampleDumps(1, OBJECTS, SampleDumps.Mix.EVENTS);
        dumps.writeLive(before);
        dumps.writeLive(after, EVERY_THIRD);
        PlainCopy copy = waybill.copy();
        TimedDrops drops = waybill.drops();
        Longest idle = new Longest(0, 0);
        Longest first = idle;
        Longest changed = idle;
        Times took = new Times();
        long inserted = 0;
        long updated = 0;
        for (int round = 0; round < ROUNDS; round++) {
            copy.empty();
            Waited<TimedDrops.Carried> load = during(() -> drops.drop("readers, first", before, true, State.DELIVERED));
            first = first.or(load.longest);
            inserted = load.result.changed();
            copy.settle();
            idle = idle.or(during(() -> {
                        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
                        return null;
                    })
                    .longest);
            Waited<TimedDrops.Carried> change =
                    during(() -> drops.drop("readers, all changed", after, true, State.DELIVERED));
            changed = changed.or(change.longest);
            updated = change.result.changed();
            took.add(change.result.nanos());
            drops.tidy();
        }
        drops.printSteps();
        drops.forget();
        String delivery = String.format(Locale.ROOT, "a delivery of %,d changed rows", updated);
        String load = String.format(Locale.ROOT, "a first load of %,d rows into empty tables", inserted);
        results.add(delivery + ", until archived, application at work", took);
        add(results, "SELECT", delivery, changed.reader(), idle.reader());
        add(results, "UPDATE of one row", delivery, changed.writer(), idle.writer());
        add(results, "SELECT", load, first.reader(), idle.reader());
        add(results, "UPDATE of one row", load, first.writer(), idle.writer());
    }

    private static void add(Results results, String what, String during, long waited, long idle) throws Exception {
        results.add(
                "longest wait of a " + what + ", every 10 ms, during " + during,
                millis(waited),
                millis(idle) + " without a delivery");
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,d ms", TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private record Waited<T>(T result, Longest longest) {}

    private <T> Waited<T> during(Callable<T> work) throws Exception {
        try (Clients clients =
                new Clients(waybill.database(), waybill.tables(), "timetables_eventsourcetag", "annotation")) {
            T result = work.call();
            return new Waited<>(result, clients.longest());
        }
    }
}
