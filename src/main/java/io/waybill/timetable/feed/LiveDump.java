package io.waybill.timetable.feed;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.OutputFile;
import io.waybill.delivery.WorkFile;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.ReadAhead;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.DjangoWriter;
import io.waybill.format.django.DumpPlaces;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.Tally.Origin;
import io.waybill.report.Progress;
import io.waybill.system.Engine;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.dump.DanglingReferences;
import io.waybill.timetable.dump.DumpIndex;
import io.waybill.timetable.dump.NonUserFilter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading side of a refresh. A Live dump is read once to learn which Things are users and what exists, then again
 * by chunk: everything of users is removed, the rest is written to a file for the outbox and staged. Memory is bounded
 * by the chunk and the index.
 */
public final class LiveDump {
    /** Exchange property: the {@link DumpIndex} of the dump, from its first reading. */
    static final String INDEX = "index";
    /** Exchange property: what the steps of the second reading share. */
    private static final String READING = "reading";

    /** How long the second reading, which stages, takes, where the first takes 1. */
    private static final int STAGING = 3;

    private static final Logger LOG = LoggerFactory.getLogger(LiveDump.class);

    private final TimetableConfig config;
    private final Engine engine;

    /** Reads dumps as the mapping says. */
    public LiveDump(TimetableConfig config, Engine engine) {
        this.config = config;
        this.engine = engine;
    }

    /** What the second reading of a dump needs for every chunk. */
    private record Reading(
            DumpIndex index,
            NonUserFilter filter,
            OutputFile output,
            DjangoWriter writer,
            StagedModels models,
            Progress.Meter meter,
            long size) {}

    /**
     * First reading: learns what exists, which Things are users and which references dangle. Also opens the delivery. A
     * dump with faults is read on, so that {@link #endReading} can report faults of values as well.
     *
     * @throws BrokenFileException when the dump cannot be read to its end or has nothing to deliver, with all its
     *     faults
     */
    public void index(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException {
        engine.delivery().reading(exchange, drop);
        exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class).contents(DropContents.of("dump"));
        Progress.Meter meter = engine.progress().of(drop);
        // Meanwhile the server creates the stage.
        CompletableFuture<Void> stage = CompletableFuture.runAsync(
                () -> engine.delivery().open(exchange, drop, config.feed("live", drop.claimedAt())));
        DumpIndex index;
        try {
            index = DumpIndex.build(
                    drop.file(), drop.fileName(), config.dumpModels(), bytes -> meter.at(bytes / (1 + STAGING)));
        } finally {
            // What follows must have the delivery's connection for itself, even after a failure.
            stage.exceptionally(failure -> null).join();
        }
        if (index.structure() == 0) {
            index.refuse(DanglingReferences.REFUSE);
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(drop.fileName()),
                    "no-structure",
                    index.records() + " records, but no Thing outside the users",
                    "a dump of Live with its tree of subjects and modules",
                    "A refresh from this file would empty Play: check how the dump was made."));
        }
        exchange.setProperty(INDEX, index);
        exchange.setProperty("meter", meter);
        requireOpen(stage);
        exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class)
                .places(new DumpPlaces(drop.file(), drop.fileName())::of);
    }

    private static void requireOpen(CompletableFuture<Void> stage) {
        try {
            stage.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    /** Second reading, by chunk, which reads ahead while chunks are processed; the splitter closes it. */
    public ReadAhead<List<DjangoRecord>> chunks(
            Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(INDEX) DumpIndex index)
            throws IOException {
        OutputFile output = new OutputFile(engine.delivery().output(drop, drop.stem() + "-non_user.json"));
        closeOnCompletion(exchange, output);
        exchange.setProperty(
                READING,
                new Reading(
                        index,
                        new NonUserFilter(index),
                        output,
                        new DjangoWriter(output.out()),
                        new StagedModels(config, "live"),
                        exchange.getProperty("meter", Progress.Meter.class),
                        drop.size()));
        return ReadAhead.of(
                DjangoReader.open(drop.file(), drop.fileName(), new Faults()), "waybill-" + drop.number() + "-reading");
    }

    private static void closeOnCompletion(Exchange exchange, OutputFile output) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    output.close();
                } catch (IOException e) {
                    LOG.debug("an unfinished output was not deleted", e);
                }
            }
        });
    }

    /** Keeps what goes to Play (Content Filter). */
    public List<DjangoRecord> leaveOutUserData(
            @Body List<DjangoRecord> chunk, @ExchangeProperty(READING) Reading reading) {
        reading.meter.at((reading.size + chunk.get(0).offset() * STAGING) / (1 + STAGING));
        return reading.index.isSound() ? reading.filter.apply(chunk) : reading.filter.notOfUsers(chunk);
    }

    /** Writes the records unchanged to the file for the outbox. */
    public void writeNonUserData(@Body List<DjangoRecord> chunk, @ExchangeProperty(READING) Reading reading)
            throws IOException {
        for (DjangoRecord record : chunk) {
            reading.writer.write(record);
        }
    }

    /** Sends the rows to the stage. */
    public void stage(
            @Body List<DjangoRecord> chunk,
            @ExchangeProperty(READING) Reading reading,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery) {
        reading.models.stage(chunk, delivery);
    }

    /**
     * Ends the reading: counts what was read, completes the outbox file.
     *
     * @throws BrokenFileException with all faults of the dump, if there are any
     */
    public void endReading(
            @ExchangeProperty(READING) Reading reading,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws IOException {
        reading.writer.finish();
        // The file is written to the disk while the server completes the stage.
        CompletableFuture<WorkFile> output = reading.output.complete();
        try {
            delivery.endStaging();
        } finally {
            // Nobody may write into the work folder after this, even after a failure.
            output.exceptionally(failure -> null).join();
        }
        outcome.output(output.join());
        reading.filter
                .counts()
                .forEach((model, count) ->
                        outcome.count(model, Origin.DROP, count.read(), count.filtered(), count.rejected()));
        reading.filter.notices().forEach(outcome::notice);
        reading.models.tellDerived(outcome);
        LiveFaults.throwIfAny(reading.index, delivery);
    }

    /**
     * Tells what the dump has and the mapping lacks, fields and models; what the target has a place for waits for approval.
     *
     * @throws SQLException when the target's catalogue cannot be read
     */
    public void tellUnmapped(
            @ExchangeProperty(READING) Reading reading,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        reading.models.tellUnmapped(reading.filter.unknown().ofApplication(), delivery, outcome);
    }
}
