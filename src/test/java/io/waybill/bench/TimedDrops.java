package io.waybill.bench;

import io.waybill.boot.Application;
import io.waybill.folder.DataFolder;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Drops files into a feed's folder of a running Waybill; measures each from the file's appearance until it is archived. */
final class TimedDrops {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long LOOK_NANOS = 2_000_000;

    private final Application application;
    private final DataFolder data;
    private final FeedName feed;
    private final String options;
    private final Map<String, Map<String, List<Long>>> steps = new LinkedHashMap<>();

    TimedDrops(Application application, DataFolder data, FeedName feed) {
        this(application, data, feed, "");
    }

    /** @param options of every drop, lines of an options file */
    TimedDrops(Application application, DataFolder data, FeedName feed, String options) {
        this.options = options;
        this.feed = feed;
        this.application = application;
        this.data = data;
    }

    /** @param nanos from the appearance of the file until it was archived */
    record Carried(long nanos, LedgerEntry page) {
        /** Rows of the target that are not as they were. */
        long changed() {
            return page.results().counts().stream()
                    .mapToLong(tally -> tally.inserted() + tally.updated() + tally.removed())
                    .sum();
        }
    }

    /**
     * Drops a copy of a file under a name of its own.
     *
     * @param run what this kind of run is called
     * @param again whether the same bytes may be delivered again
     * @param expected how its waybill must end
     * @return how long it took and what it did
     */
    Carried drop(String run, Path file, boolean again, State expected) throws IOException {
        String token = UUID.randomUUID().toString();
        Path inbox = data.inbox(feed);
        Path hidden = inbox.resolve("." + token);
        Path dropped = inbox.resolve(token + "-" + file.getFileName());
        Files.copy(file, hidden);
        Files.writeString(
                inbox.resolve(dropped.getFileName() + ".options"),
                options + "again=" + again + "\ntoken=" + token + "\n");
        Files.createFile(inbox.resolve(dropped.getFileName() + ".done"));
        Instant began = Instant.now();
        long start = System.nanoTime();
        Files.move(hidden, dropped);
        long number = await(token, start);
        long end = System.nanoTime();
        LedgerEntry page = application.ledger().show(number).orElseThrow();
        if (page.state() != expected) {
            throw new IllegalStateException("Waybill " + number + " is " + page.state() + ": " + page.message());
        }
        noteSteps(run, page, began);
        return new Carried(end - start, page);
    }

    /** What was carried so far was the warming up. */
    void forget() {
        steps.clear();
    }

    /** Where the time went: the mean of each step of each kind of run. */
    void printSteps() {
        steps.forEach((run, each) -> System.out.println(run + ": "
                + each.entrySet().stream()
                        .map(step -> step.getKey() + " "
                                + Math.round(step.getValue().stream()
                                        .mapToLong(Long::longValue)
                                        .average()
                                        .orElse(0)))
                        .collect(Collectors.joining(", "))
                + " ms"));
    }

    /** Deletes what earlier drops have left in the data folder, so that any number of them fits on the disk. */
    void tidy() throws IOException {
        for (Path folder : List.of(data.root().resolve("archive"), data.outbox(feed.system()))) {
            if (Files.exists(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    for (Path each : all.filter(Files::isRegularFile)
                            .sorted(Comparator.reverseOrder())
                            .toList()) {
                        Files.delete(each);
                    }
                }
            }
        }
    }

    /** What the latest drop has brought to the outbox: exactly the records that were delivered. */
    Path output() throws IOException {
        try (Stream<Path> files = Files.list(data.outbox(feed.system()))) {
            return files.max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow();
        }
    }

    private long await(String token, long start) {
        long number = 0;
        while (number == 0 || Files.exists(data.work(number))) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (number == 0) {
                number = application.ledger().byToken(token).orElse(0);
            }
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new IllegalStateException("not carried within " + LONGEST.toMinutes() + " minutes");
            }
        }
        return number;
    }

    private void noteSteps(String run, LedgerEntry page, Instant began) {
        Instant last = began;
        String name = "poll, claim";
        for (LedgerEntry.Step step : page.times().steps()) {
            note(run, name, Duration.between(last, step.at()));
            last = step.at();
            name = step.state().word();
        }
        note(run, "archive", Duration.between(last, Instant.now()));
    }

    private void note(String run, String step, Duration took) {
        steps.computeIfAbsent(run, key -> new LinkedHashMap<>())
                .computeIfAbsent(step, key -> new ArrayList<>())
                .add(took.toMillis());
    }
}
