package io.waybill.merlin.feed;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Target;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.WorkFile;
import io.waybill.folder.DataFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvWriter;
import io.waybill.match.DecisionStore;
import io.waybill.match.Decisions;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.config.MerlinConfig.OnError;
import io.waybill.merlin.feed.Organisation.Handover;
import io.waybill.merlin.recognise.Headers;
import io.waybill.model.Drop;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.reject.Rejects;
import io.waybill.report.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a drop of Merlin's as routes name them: a CSV file, or a zip of several; both are one batch. */
public final class MerlinBatch {
    /** Exchange property: the {@link Loading} of a drop. */
    private static final String LOADING = "loading";

    /** A file with more rejects than this is a wrong one, and nobody mends them one by one. */
    private static final int MOST_REJECTS = 100_000;

    private static final String KEPT = "kept.csv";
    private static final Logger LOG = LoggerFactory.getLogger(MerlinBatch.class);

    private final MerlinConfig config;
    private final Headers headers;
    private final Target target;
    private final DataFolder data;
    private final DeliverySteps deliverySteps;
    private final Rejects rejects;
    private final DecisionStore decisions;
    private final Progress progress;

    public MerlinBatch(
            MerlinConfig config,
            Target target,
            DataFolder data,
            DeliverySteps deliverySteps,
            Rejects rejects,
            DecisionStore decisions,
            Progress progress) {
        this.config = requireNonNull(config, "config");
        this.headers = new Headers(config);
        this.target = requireNonNull(target, "target");
        this.data = requireNonNull(data, "data");
        this.deliverySteps = requireNonNull(deliverySteps, "delivering");
        this.rejects = requireNonNull(rejects, "rejects");
        this.decisions = requireNonNull(decisions, "decisions");
        this.progress = requireNonNull(progress, "progress");
    }

    /** What the steps of one drop hand on to each other. */
    private record Loading(
            Batch batch,
            MerlinOptions options,
            RowDecisions decisions,
            BatchDelivery delivery,
            Progress.Meter meter,
            long bytes) {}

    /**
     * Tells the files apart and opens the delivery.
     *
     * @throws BrokenFileException with what is wrong with options and files
     * @throws IOException when a file cannot be read
     */
    public void open(Exchange exchange, @ExchangeProperty("drop") Drop drop) throws IOException, SQLException {
        deliverySteps.reading(exchange, drop);
        MerlinOptions options = MerlinOptions.of(drop.fileName(), drop.options().others(), config);
        MerlinFeed feed =
                drop.feed().isBatch() ? null : MerlinFeed.of(drop.feed().feed()).orElseThrow();
        Path folder = data.workUnpacked(drop.number());
        Batch batch = Batch.open(drop.file(), drop.fileName(), feed, folder, options, headers);
        RowDecisions decided = decisions(batch);
        deliverySteps.open(exchange, drop, config.delivery().feed(batch.feeds(), options.backup(), drop.claimedAt()));
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        delivery.endStaging();
        BatchDelivery load = new BatchDelivery(config, options, batch, delivery, drop.fileName());
        closeAtTheEnd(exchange, load);
        delivery.places(load.places()::of);
        load.open(target.dataSource());
        exchange.setProperty(LOADING, new Loading(batch, options, decided, load, progress.of(drop), batch.bytes()));
    }

    private RowDecisions decisions(Batch batch) throws SQLException {
        Map<MerlinFeed, Decisions> before = new EnumMap<>(MerlinFeed.class);
        try (Connection connection = target.dataSource().getConnection()) {
            for (MerlinFeed feed : batch.feeds()) {
                before.put(feed, decisions.load(connection, MerlinConfig.SYSTEM, feed.word()));
            }
        }
        return new RowDecisions(before);
    }

    /** Before the stage goes, in which its transaction may still write. */
    private static void closeAtTheEnd(Exchange exchange, BatchDelivery load) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    load.close();
                } catch (SQLException e) {
                    LOG.debug("the connection of the working tables was not closed", e);
                }
            }
        });
    }

    /** The rows of all files, by chunk; the splitter closes it. */
    BatchRows rows(Loading loading) {
        return new BatchRows(loading.batch, config, loading.options, loading.decisions);
    }

    /** The rows of all files, by chunk; the splitter closes it. */
    public BatchRows chunks(@ExchangeProperty(LOADING) Object loading) {
        return rows((Loading) loading);
    }

    /** Takes in one chunk of the rows. @throws io.waybill.model.StoppedException when the process ends */
    public void read(@Body Object chunk, @ExchangeProperty("drop") Drop drop, @ExchangeProperty(LOADING) Object loading)
            throws SQLException {
        Loading own = (Loading) loading;
        BatchRows.Chunk rows = (BatchRows.Chunk) chunk;
        // Packed files are smaller than what is read of them.
        own.meter.at((long) ((double) rows.bytes() / Math.max(1, own.bytes) * drop.size()));
        own.delivery.read(rows);
    }

    /** All rows are read. */
    public void endReading(@ExchangeProperty(LOADING) Object loading) throws SQLException {
        Loading own = (Loading) loading;
        own.meter.done();
        own.delivery.endReading();
    }

    /**
     * Finds out what the rows mean, and stages it.
     *
     * @throws BrokenFileException with every faulty row, where one is enough to deliver nothing
     */
    public void resolve(
            @ExchangeProperty("drop") Drop drop,
            @ExchangeProperty(LOADING) Object loading,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        Loading own = (Loading) loading;
        List<Handover> handovers = own.delivery.resolve(config.at(drop.claimedAt()), drop.sha256() + drop.number());
        Map<Long, List<RowFault>> fates = fates(drop, own.delivery.sql());
        RowLog log =
                new RowLog(drop, fates, own.delivery.leftOut(), config.models().redacted());
        if (own.options.onError() == OnError.ABORT && !fates.isEmpty()) {
            try (BatchRows rows = rowsAgain(own)) {
                log.writeRefused(deliverySteps.rowLog(drop, State.REFUSED), rows);
            }
            refuse(own, fates);
        }
        new BatchCounts(own.delivery.sql(), own.delivery.wanted(), outcome).count(own.delivery.counts());
        answer(own, outcome, fates);
        tell(own, outcome, handovers);
        kept(drop, own, outcome);
        outcome.rowLog((journal, state) -> {
            try (BatchRows rows = rowsAgain(own)) {
                log.write(deliverySteps.rowLog(drop, state), rows, journal, state);
            }
        });
    }

    /** What they mean is known. */
    private BatchRows rowsAgain(Loading own) {
        return new BatchRows(own.batch, config, own.options, own.decisions, false);
    }

    private static Map<Long, List<RowFault>> fates(Drop drop, MerlinSql sql) throws SQLException {
        Map<Long, List<RowFault>> fates = new LinkedHashMap<>();
        sql.each(sql.template("fates.sql"), row -> {
            fates.computeIfAbsent(row.getLong("number"), number -> new ArrayList<>())
                    .add(new RowFault(
                            row.getString("field"),
                            row.getString("rule"),
                            row.getString("found"),
                            row.getString("expected"),
                            row.getString("advice"),
                            row.getString("kind")));
            if (fates.size() > MOST_REJECTS) {
                throw new BrokenFileException(Fault.ofFile(
                        Position.of(drop.fileName()),
                        "too-many-rejects",
                        "more than " + MOST_REJECTS + " faulty rows",
                        "a file whose rows can be delivered",
                        "Check whether it is the right file, and in which order its columns are."));
            }
        });
        return fates;
    }

    private static void refuse(Loading own, Map<Long, List<RowFault>> fates) {
        Faults faults = new Faults();
        fates.forEach((number, why) ->
                why.forEach(fate -> faults.add(fate.fault(own.delivery.places().of(number)))));
        faults.throwIfAny();
    }

    /** Reads the rows again where people are to be told of some of them. */
    private void answer(Loading own, Outcome outcome, Map<Long, List<RowFault>> fates)
            throws SQLException, IOException {
        MerlinSql sql = own.delivery.sql();
        Map<MerlinFeed, Set<List<String>>> open = new EnumMap<>(MerlinFeed.class);
        for (MerlinFeed feed : own.batch.feeds()) {
            open.put(feed, rejects.openKeys(sql.connection(), MerlinConfig.SYSTEM, feed.word()));
        }
        if (fates.isEmpty()
                && !own.delivery.anyReturned()
                && open.values().stream().allMatch(Set::isEmpty)) {
            return;
        }
        BatchRejects answers = new BatchRejects(sql, fates, open);
        try (BatchRows rows = rows(own)) {
            while (rows.hasNext()) {
                BatchRows.Chunk chunk = rows.next();
                for (BatchRow row : chunk.rows()) {
                    answers.add(chunk.file(), row);
                }
            }
        }
        answers.all(BatchCounts.subject("")).forEach(outcome::mendable);
    }

    private void tell(Loading own, Outcome outcome, List<Handover> handovers) throws SQLException {
        for (Handover each : handovers) {
            outcome.privilege(new Outcome.Privilege(
                    each.role(),
                    each.role() + " of " + each.place() + ": "
                            + (each.former() == null ? "nobody" : "user " + each.former()) + " → user " + each.holder()
                            + "."));
        }
        for (BatchFile file : own.batch.files()) {
            List<String> unknown = file.columns().unknown();
            if (!unknown.isEmpty() && file.rejects() == null) {
                outcome.notice(new Notice(
                        "unknown-column",
                        file.name() + " has columns that mean nothing here: " + String.join(", ", unknown) + ".",
                        unknown.size()));
            }
        }
        MerlinSql sql = own.delivery.sql();
        sql.query(sql.template("made.sql"), row -> {
                    long made = row.getLong("made");
                    String names = row.getString("names");
                    return new Notice(
                            "made-missing",
                            made + " × " + row.getString("model")
                                    + " is made because rows name it and the options of the drop say so"
                                    + (names == null ? "." : ": " + names + "."),
                            made);
                })
                .forEach(outcome::notice);
    }

    private record Kept(Position at, String field, String has, String wanted) {}

    /** Relations that the target has otherwise, as a file for people. */
    private void kept(Drop drop, Loading own, Outcome outcome) throws SQLException, IOException {
        MerlinSql sql = own.delivery.sql();
        Path file = deliverySteps.report(drop, KEPT);
        long count = 0;
        try (CsvWriter csv = new CsvWriter(file)) {
            csv.row(List.of("file", "line", "column", "has", "wanted"));
            for (Kept kept : sql.query(
                    sql.template("kept.sql"),
                    row -> new Kept(
                            own.delivery.places().of(row.getLong("number")),
                            row.getString("field"),
                            text(row.getString("has")),
                            text(row.getString("wanted"))))) {
                csv.row(List.of(kept.at.file(), Long.toString(kept.at.line()), kept.field, kept.has, kept.wanted));
                count++;
            }
            if (count > 0) {
                csv.commit();
            }
        }
        if (count > 0) {
            outcome.reportFile(WorkFile.of(file));
            outcome.notice(new Notice(
                    "kept",
                    count + (count == 1 ? " relation" : " relations")
                            + " of the target that the file has otherwise stayed as they are, see " + KEPT
                            + ": drop with force-update to overwrite them.",
                    count));
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
