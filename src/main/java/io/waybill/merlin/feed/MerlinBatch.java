package io.waybill.merlin.feed;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.folder.IgnoredNames;
import io.waybill.format.BrokenFileException;
import io.waybill.match.Decisions;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Headers;
import io.waybill.model.Drop;
import io.waybill.reject.OriginalRows;
import io.waybill.report.Progress;
import io.waybill.system.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps, as the route names them, by which the files of a drop become staged rows: one CSV file or a zip of several, always one
 * batch. What then becomes of the rows is said by {@link BatchReport}.
 */
public final class MerlinBatch {
    /** Exchange property: the {@link BatchDelivery}. */
    static final String LOADING = "loading";

    /** Exchange property: the {@link RecognisedBatch}. */
    private static final String BATCH = "batch";

    /** Exchange property: the {@link Progress.Meter} of the reading. */
    private static final String METER = "meter";

    private static final String WRONG_ENCODING =
            "If it is another one, drop the file again with the option encoding, such as encoding=windows-1256, or saved as CSV UTF-8.";

    private static final Logger LOG = LoggerFactory.getLogger(MerlinBatch.class);

    private final MerlinConfig config;
    private final Headers headers;
    private final Engine engine;
    /** Files of a zip that are left out. */
    private final IgnoredNames ignored;

    /** Reads batches as the mapping says and stages them for the engine's target. */
    public MerlinBatch(MerlinConfig config, Engine engine) {
        this.config = requireNonNull(config, "config");
        this.headers = new Headers(config);
        this.engine = requireNonNull(engine, "engine");
        this.ignored = new IgnoredNames(engine.settings().ignored());
    }

    /**
     * Unpacks a zip and recognises each file by its header; property {@value #BATCH}.
     *
     * @throws BrokenFileException with what is wrong with options and files
     * @throws IOException when a file cannot be read
     * @throws SQLException when earlier decisions cannot be read
     */
    public void recognise(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop)
            throws IOException, SQLException {
        engine.delivery().reading(exchange, drop);
        MerlinOptions options = MerlinOptions.of(drop.fileName(), drop.options().others(), config);
        MerlinFeed feed =
                drop.feed().isBatch() ? null : MerlinFeed.of(drop.feed().feed()).orElseThrow();
        Path folder = engine.data().workUnpacked(drop.number());
        Batch batch = Batch.open(drop.file(), drop.fileName(), feed, folder, ignored, options, headers);
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        outcome.contents(batch.contents());
        batch.notices().forEach(outcome::notice);
        Set<String> seen = new HashSet<>();
        for (BatchFile file : batch.files()) {
            if (seen.add(file.name())) {
                outcome.readAs(file.name(), file.path(), file.dialect(), WRONG_ENCODING);
            }
        }
        exchange.setProperty(
                BATCH,
                new RecognisedBatch(
                        config,
                        options,
                        batch,
                        decisions(batch.feeds()),
                        new OriginalRows(engine.target().dataSource(), MerlinConfig.SYSTEM)));
    }

    private RowDecisions decisions(Set<MerlinFeed> feeds) throws SQLException {
        Map<MerlinFeed, Decisions> before = new EnumMap<>(MerlinFeed.class);
        try (Connection connection = engine.target().dataSource().getConnection()) {
            for (MerlinFeed feed : feeds) {
                before.put(feed, engine.decisions().load(connection, MerlinConfig.SYSTEM, feed.word()));
            }
        }
        return new RowDecisions(before);
    }

    /** Opens the delivery and the working tables that the rows are read into; property {@value #LOADING}. */
    public void open(
            Exchange exchange,
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(BATCH) RecognisedBatch batch)
            throws SQLException {
        engine.delivery()
                .open(
                        exchange,
                        drop,
                        config.delivery()
                                .feed(batch.batch().feeds(), batch.options().backup(), drop.claimedAt()));
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        delivery.endStaging();
        BatchDelivery loading = new BatchDelivery(batch, delivery, drop.fileName());
        closeAtTheEnd(exchange, loading);
        delivery.places((number, field) -> loading.places().of(number));
        loading.open(engine.target().dataSource());
        exchange.setProperty(LOADING, loading);
        exchange.setProperty(METER, engine.progress().of(drop));
    }

    /** Before the stage is dropped, while the transaction of the working tables may still be writing. */
    private static void closeAtTheEnd(Exchange exchange, BatchDelivery loading) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    loading.close();
                } catch (SQLException e) {
                    LOG.debug("the connection of the working tables was not closed", e);
                }
            }
        });
    }

    /** The rows of all files, in chunks; the splitter closes them. */
    public BatchRows rows(@ExchangeProperty(BATCH) RecognisedBatch batch) {
        return batch.rows();
    }

    /**
     * Writes one chunk of rows into the working tables; a row that is wrong in itself is a reject.
     *
     * @throws io.waybill.model.StoppedException when the process is being stopped
     * @throws IOException when a file is gone
     */
    public void readRows(
            @Body BatchRows.Chunk chunk,
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(LOADING) BatchDelivery loading,
            @ExchangeProperty(METER) Progress.Meter meter)
            throws SQLException, IOException {
        // A zip is smaller than the files in it.
        double share =
                (double) chunk.bytes() / Math.max(1, loading.batch().batch().bytes());
        meter.at((long) (share * drop.size()));
        loading.readRows(chunk);
    }

    /** Ends the reading. */
    public void endReading(
            @ExchangeProperty(LOADING) BatchDelivery loading, @ExchangeProperty(METER) Progress.Meter meter)
            throws SQLException {
        loading.endReading();
    }

    /** Loads the names that the target has, with the keys by which the batch's rows may match them. */
    public void loadNames(@ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(LOADING) BatchDelivery loading)
            throws SQLException {
        loading.loadNames(drop.number(), config.at(drop.claimedAt()), drop.sha256() + drop.number());
    }

    /** Finds out which rows of the target the batch's rows are; a row that cannot be identified is a reject. */
    public void identify(@ExchangeProperty(LOADING) BatchDelivery loading) throws SQLException {
        loading.identify();
    }

    /** Finds what the rows refer to; a row with a reference that is not found is a reject. */
    public void findReferences(@ExchangeProperty(LOADING) BatchDelivery loading) throws SQLException {
        loading.findReferences();
    }

    /** Stages ladders, organisation, users, their roles and assignments. */
    public void stageOrganisation(@ExchangeProperty(LOADING) BatchDelivery loading) throws SQLException {
        loading.stageOrganisation();
    }

    /** Stages the history of users, where the batch has any. */
    public void stageHistory(@ExchangeProperty(LOADING) BatchDelivery loading) throws SQLException {
        loading.stageHistory();
    }

    /** Stages the rights to notes, which depend on roles and on history. */
    public void stageAccess(@ExchangeProperty(LOADING) BatchDelivery loading) throws SQLException {
        loading.stageAccess();
    }
}
