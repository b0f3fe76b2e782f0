package io.waybill.timetable.feed;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.ReadAhead;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.DumpPlaces;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.Tally.Origin;
import io.waybill.report.Progress;
import io.waybill.system.Engine;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.dump.UnknownModels;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Loads a dump of Play as it is, users, grants and calendars included: the state in which refreshes begin. All records go to the stage
 * under the keys that they have in the dump; the feed's policies then make Play equal to it.
 */
public final class PlayState {
    /** The option of a drop that asks for it. */
    public static final String OPTION = "load";

    private static final String FEED = "play";
    private static final String THING = "timetables.thing";
    /** Exchange property: what the steps of the reading share. */
    private static final String READING = "reading";

    private final TimetableConfig config;
    private final Engine engine;

    /** Reads dumps as the mapping says. */
    public PlayState(TimetableConfig config, Engine engine) {
        this.config = config;
        this.engine = engine;
    }

    /**
     * What every chunk needs.
     *
     * @param models those that are delivered
     * @param records how many were read, by model
     */
    private record Reading(StagedModels models, Map<String, Long> records, Faults faults, Progress.Meter meter) {
        UnknownModels unknown(TimetableConfig config) {
            return UnknownModels.of(config.dumpModels(), records);
        }
    }

    /** Whether a drop is to be loaded. */
    public boolean isWanted(@ExchangeProperty(Drop.PROPERTY) Drop drop) {
        return drop.options().flag(OPTION);
    }

    /**
     * Opens the delivery and the dump, which is read ahead while chunks are processed; the splitter closes it.
     *
     * @throws BrokenFileException when the mapping file does not say how Play is loaded
     */
    public ReadAhead<List<DjangoRecord>> chunks(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop)
            throws IOException {
        engine.delivery().reading(exchange, drop);
        exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class).contents(DropContents.of("state"));
        if (!config.feeds().containsKey(FEED)) {
            throw new BrokenFileException(
                    Fault.ofFile(
                            Position.of(drop.fileName()),
                            "load-not-configured",
                            OPTION + "=true",
                            "an entry feeds.play in config/timetable.yaml, with the policies by which Play is loaded",
                            "Add one as in the timetable.yaml that comes with Waybill, start Waybill again and drop the file again."));
        }
        engine.delivery().open(exchange, drop, config.feed(FEED, drop.claimedAt()));
        Faults faults = new Faults();
        exchange.setProperty(
                READING,
                new Reading(
                        new StagedModels(config, FEED),
                        new TreeMap<>(),
                        faults,
                        engine.progress().of(drop)));
        exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class)
                .places(new DumpPlaces(drop.file(), drop.fileName())::of);
        return ReadAhead.of(
                DjangoReader.open(drop.file(), drop.fileName(), faults), "waybill-" + drop.number() + "-reading");
    }

    /** Sends the rows of a chunk to the stage, table by table. */
    public void stage(
            @Body List<DjangoRecord> chunk,
            @ExchangeProperty(READING) Reading reading,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery) {
        reading.meter.at(chunk.get(0).offset());
        chunk.forEach(record -> reading.records.merge(record.model(), 1L, Long::sum));
        reading.models.stage(
                chunk.stream()
                        .filter(record -> reading.models.has(record.model()))
                        .toList(),
                delivery);
    }

    /**
     * Ends the reading and counts what was read.
     *
     * @throws BrokenFileException with all faults of records and values that were found in reading; or when there is no Thing, so that
     *     Play would be empty
     */
    public void endReading(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(READING) Reading reading,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome) {
        delivery.endStaging();
        refuseBroken(reading.faults, delivery.faults());
        if (!reading.records.containsKey(THING)) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(drop.fileName()),
                    "no-structure",
                    reading.records.values().stream().mapToLong(Long::longValue).sum() + " records, but no Thing",
                    "a dump of Play with its tree of subjects, modules and users",
                    "Loading this file would empty Play: check how the dump was made."));
        }
        reading.records.forEach((model, records) ->
                outcome.count(model, Origin.DROP, records, reading.models.has(model) ? 0 : records, 0));
        reading.unknown(config).foreign().ifPresent(outcome::notice);
        reading.models.tellDerived(outcome);
    }

    /** Records that cannot be read and values that do not fit are reported together; references are judged once all of these are right. */
    private static void refuseBroken(Faults read, Faults staged) {
        if (read.isEmpty()) {
            return;
        }
        List<Fault> all = new ArrayList<>(read.kept());
        all.addAll(staged.kept());
        all.sort(Comparator.comparingLong(fault -> fault.at().offset()));
        throw new BrokenFileException(all.subList(0, Math.min(all.size(), Faults.KEPT)), read.total() + staged.total());
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
        reading.models.tellUnmapped(reading.unknown(config).ofApplication(), delivery, outcome);
    }
}
