package io.waybill.lino.restore;

import io.waybill.database.Target;
import io.waybill.delivery.Catalogue;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.delivery.Policy;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.folder.DataFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.ReadAhead;
import io.waybill.format.lino.CreateFunction;
import io.waybill.format.lino.DumpChunk;
import io.waybill.format.lino.DumpChunks;
import io.waybill.format.lino.DumpRow;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.ReadingLimits;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.config.RestoreOptions;
import io.waybill.lino.migration.Migration;
import io.waybill.lino.migration.MigrationStep;
import io.waybill.lino.migration.rule.ParentColumns;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.Adjustments;
import io.waybill.lino.record.ContentTypes;
import io.waybill.lino.record.NumberedPlaces;
import io.waybill.lino.record.SourceRows;
import io.waybill.lino.record.SourceTable;
import io.waybill.lino.record.SourceTimes;
import io.waybill.lino.record.TableMatch;
import io.waybill.lino.record.TargetRows;
import io.waybill.lino.record.TargetRules;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.FeedName;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.Rejects;
import io.waybill.report.Progress;
import io.waybill.system.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of restoring a dump, as the route names them: dump and target are compared before anything is touched, the rows of the dump are
 * staged, and those that the target's rules would refuse become rejects. Memory is bounded by a chunk and the rejects.
 */
public final class SiteRestoreSteps {
    /** Exchange property: what the steps of one dump share. */
    private static final String READING = "reading";

    private static final String FEED = "restore";
    private static final FeedName REPAIR = new FeedName(LinoConfig.SYSTEM, "repair");
    private static final Pattern PLAN = Pattern.compile("\\.ya?ml$", Pattern.CASE_INSENSITIVE);
    /** How much the rules of a migration may remember of other rows. */
    private static final long MIGRATION_MEMORY = 64L << 20;

    /** Models whose rows each site makes itself: numbers of models, and logins that have ended. */
    private static final Set<String> NEVER = Set.of("contenttypes.ContentType", "sessions.Session");

    private static final Logger LOG = LoggerFactory.getLogger(SiteRestoreSteps.class);

    private final LinoConfig config;
    private final DeliverySteps deliverySteps;
    private final Target target;
    private final DataFolder data;
    private final Progress progress;
    private final Rejects ledger;
    private final Path migrations;

    /** @param engine what Waybill gives */
    public SiteRestoreSteps(LinoConfig config, Engine engine) {
        this.config = config;
        this.deliverySteps = engine.delivery();
        this.target = engine.target();
        this.data = engine.data();
        this.progress = engine.progress();
        this.ledger = engine.rejects();
        this.migrations = LinoConfig.migrations(engine.settings().config());
    }

    /** What the steps of one dump share. */
    private static final class Reading {
        private final LinoDump dump;
        private final RestoreOptions options;
        private final SourceRows rows;
        private final Set<String> taken;
        private final Preflight.Result preflight;
        private final boolean addsContentTypes;
        private final RowStaging staging;
        private final Adjustments adjustments;
        private final NumberedPlaces places;
        private final RejectBook rejects;
        private final Progress.Meter meter;
        private final Faults faults = new Faults();
        private DumpChunks chunks;

        private Reading(
                LinoDump dump,
                RestoreOptions options,
                SourceRows rows,
                Set<String> taken,
                Preflight.Result preflight,
                boolean addsContentTypes,
                RowStaging staging,
                Adjustments adjustments,
                NumberedPlaces places,
                RejectBook rejects,
                Progress.Meter meter) {
            this.dump = dump;
            this.options = options;
            this.rows = rows;
            this.taken = taken;
            this.preflight = preflight;
            this.addsContentTypes = addsContentTypes;
            this.staging = staging;
            this.adjustments = adjustments;
            this.places = places;
            this.rejects = rejects;
            this.meter = meter;
        }
    }

    /**
     * Reads the dump's script, compares it with the target, and opens the delivery of its tables. What does not fit hides nothing of what is
     * wrong with the files, which are read for that.
     *
     * @throws BrokenFileException with everything that keeps the dump from being delivered
     */
    public void open(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException, SQLException {
        deliverySteps.reading(exchange, drop);
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        outcome.contents(DropContents.of("dump"));
        outcome.absentStays();
        RestoreOptions options =
                RestoreOptions.of(drop.fileName(), drop.options().others(), config);
        if (PLAN.matcher(drop.fileName()).find()) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(drop.fileName()),
                    "no-dump",
                    "a YAML file",
                    "the folder that dump2py wrote, or a zip of it",
                    "A plan of repairs belongs into the folder of " + REPAIR + "."));
        }
        Faults faults = new Faults();
        LinoDump dump = LinoDump.open(
                drop.file(),
                drop.fileName(),
                data.workUnpacked(drop.number()),
                options.encoding(),
                ReadingLimits.USUAL,
                faults);
        closeOnCompletion(exchange, dump);
        dump.findings().forEach(finding -> outcome.notice(new Notice(finding.rule(), finding.sentence(), 1)));
        Reading reading = null;
        try {
            reading = compared(drop, dump, options, outcome, faults.isEmpty());
        } catch (BrokenFileException e) {
            MigrationPath.missingVersion(dump.script(), config, migrations, e.faults())
                    .ifPresent(faults::add);
            faults.addAll(e);
        }
        if (!faults.isEmpty()) {
            DumpChunks.readForFaults(dump, faults);
            faults.throwIfAny();
        }
        exchange.setProperty(READING, reading);
        LinoConfig.Feed feed = config.feed(FEED);
        FeedSpec spec = new FeedSpec(specs(reading), feed.guards(), feed.backup());
        deliverySteps.open(exchange, drop, options.way() == RestoreOptions.Way.SHADOW ? spec.replaced() : spec);
        reading.staging.open(exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class));
    }

    /**
     * Puts the dump beside the target.
     *
     * @param whole whether no file of the dump is missing; without one its rows say too little
     */
    private Reading compared(Drop drop, LinoDump dump, RestoreOptions options, Outcome outcome, boolean whole)
            throws IOException, SQLException {
        SourceRows rows = new SourceRows(dump.script());
        FileTables files = FileTables.of(dump);
        List<SourceTable> delivered = rows.tables().stream()
                .filter(table -> files.all().contains(table.table()))
                .filter(table -> !skipped(table, options))
                .toList();
        InterimTables dumped = InterimTables.of(delivered, dump.script().languages());
        List<MigrationStep> steps = new ArrayList<>(parentColumns(dumped, outcome));
        steps.addAll(MigrationPath.of(dump.script(), config, migrations, outcome::notice));
        Migration migration = steps.isEmpty()
                ? null
                : Migration.of(
                        steps,
                        dumped,
                        MigrationPath.tables(Catalogue.readAll(target)),
                        knownModels(dump),
                        MIGRATION_MEMORY);
        SourceTimes times =
                SourceTimes.of(dump.script(), options.source(), config.values().localTimes());
        Preflight comparison = new Preflight(target, config, dump.script(), Optional.ofNullable(migration));
        Preflight.Result preflight = migration == null
                ? comparison.compare(delivered, dump.script().languages(), files.filled(), times)
                : comparison.compare(
                        migration.after().all(),
                        migration.after().languages(),
                        migration.after().names(),
                        times);
        preflight.notices().forEach(outcome::notice);
        Adjustments adjustments = new Adjustments();
        TargetRules rules = new TargetRules(config.values(), times, preflight.contentTypes(), adjustments);
        Map<String, TargetRows> tables = new LinkedHashMap<>();
        preflight.matches().forEach((name, match) -> tables.put(name, new TargetRows(match, rules)));
        NumberedPlaces places = new NumberedPlaces();
        RejectBook rejects = new RejectBook(drop.fileName());
        RowStaging staging = new RowStaging(tables, migration, places, rejects);
        Reading reading = new Reading(
                dump,
                options,
                rows,
                delivered.stream().map(SourceTable::table).collect(Collectors.toSet()),
                preflight,
                preflight.contentTypes() != null
                        && (migration != null
                                || !preflight
                                        .contentTypes()
                                        .knows(dump.script().models().values())),
                staging,
                adjustments,
                places,
                rejects,
                progress.of(drop));
        if (migration != null && whole) {
            migration.survey(new DumpTableRows(dump, rows));
        }
        return reading;
    }

    /** The models of the dump's script, and those that the target has numbers for. */
    private List<String> knownModels(LinoDump dump) throws SQLException {
        List<String> models = new ArrayList<>(dump.script().models().values());
        ContentTypeNumbers numbers = ContentTypeNumbers.readIfThere(target);
        if (numbers != null) {
            models.addAll(numbers.models());
        }
        return models;
    }

    private static List<MigrationStep> parentColumns(InterimTables dump, Outcome outcome) {
        List<ParentColumns> found = ParentColumns.of(dump);
        found.forEach(each -> outcome.notice(new Notice(
                "parent-column",
                "The rows of " + each.child() + " set the column " + each.column() + " of " + each.parent()
                        + ": it goes into the row there that has the same key, which keeps its own value where the other has none.",
                1)));
        return found.isEmpty()
                ? List.of()
                : List.of(MigrationStep.implied(
                        "restore.py",
                        found.stream().flatMap(each -> each.rules().stream()).toList()));
    }

    private boolean skipped(SourceTable table, RestoreOptions options) {
        return options.skip().contains(table.table()) || NEVER.contains(table.model());
    }

    private static List<TableSpec> specs(Reading reading) {
        List<TableSpec> specs = new ArrayList<>();
        if (reading.addsContentTypes) {
            specs.add(new TableSpec(
                    ContentTypes.TABLE,
                    ContentTypeNumbers.MODEL,
                    Policy.INSERT,
                    ContentTypeNumbers.COLUMNS.stream()
                            .map(column -> new ColumnSpec(column, column))
                            .toList(),
                    Map.of()));
        }
        reading.preflight.matches().values().forEach(match -> specs.add(match.spec(Policy.MIRROR)));
        return specs;
    }

    private static void closeOnCompletion(Exchange exchange, LinoDump dump) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    dump.close();
                } catch (IOException e) {
                    LOG.debug("a dump was not closed", e);
                }
            }
        });
    }

    /** The rows of the dump, in chunks; reading goes on while chunks are staged. The splitter closes it. */
    public ReadAhead<DumpChunk> chunks(
            @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(READING) Reading reading) {
        reading.chunks = new DumpChunks(reading.dump, reading.faults);
        return ReadAhead.of(reading.chunks, "waybill-" + drop.number() + "-reading");
    }

    /** Converts the rows of a chunk and sends them to the stage; what cannot be converted becomes a reject. */
    public void stage(
            @Body DumpChunk chunk,
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(READING) Reading reading) {
        reading.meter.at((long) (chunk.share() * drop.size()));
        for (DumpRow row : chunk.rows()) {
            CreateFunction function = row.function();
            if (reading.taken.contains(function.table())) {
                reading.staging.take(reading.rows.row(row, chunk.file()));
            } else {
                reading.staging.leaveOut(subject(reading, function.table()));
            }
        }
        reading.staging.flush();
    }

    /**
     * Ends the reading: counts what was read, completes the stage.
     *
     * @throws BrokenFileException with all faults of the files, if there are any
     */
    public void endReading(
            @ExchangeProperty(READING) Reading reading,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome) {
        reading.faults.throwIfAny();
        reading.staging.end(outcome);
        if (reading.addsContentTypes) {
            List<Row> fresh = reading.preflight.contentTypes().fresh(0);
            delivery.stage(ContentTypes.TABLE, fresh);
            // The dump has no such records: it is silent of those that the site knows already.
            if (!fresh.isEmpty()) {
                outcome.count(ContentTypeNumbers.MODEL, Origin.DROP, fresh.size(), 0, 0);
            }
        }
        delivery.endStaging();
        reading.adjustments.notices().forEach(outcome::notice);
        if (reading.chunks.unknownEscapes() > 0) {
            outcome.notice(new Notice(
                    "unknown-escapes", reading.chunks.unknownEscapesSentence(), reading.chunks.unknownEscapes()));
        }
    }

    /** Under which name the rows of a table are counted: that of its model. */
    private static String subject(Reading reading, String table) {
        return reading.rows.tables().stream()
                .filter(each -> each.table().equals(table))
                .findFirst()
                .map(SourceTable::model)
                .orElse(table);
    }

    /**
     * Takes the rows out of the stage that the target's rules would refuse. With more rejects than are accepted, the drop waits for somebody's
     * approval.
     *
     * @throws SQLException when the database refuses it
     */
    public void reject(
            @ExchangeProperty(READING) Reading reading,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        StagedRejects staged = new StagedRejects(
                delivery,
                target,
                config,
                reading.preflight.matches(),
                reading.preflight.contentTypes(),
                reading.addsContentTypes,
                reading.places::position,
                reading.rejects,
                true);
        staged.take();
        staged.notices().forEach(outcome::notice);
        RejectBook rejects = reading.rejects;
        rejects.byModel().forEach((model, count) -> outcome.count(model, Origin.DROP, 0, 0, count));
        rejects.notices().forEach(outcome::notice);
        outcome.report(rejects.beforeMigration());
        settle(reading, delivery, outcome);
        int count = rejects.total();
        if (count > reading.options.acceptLoss()) {
            outcome.ask(new Outcome.Question(
                    "loss",
                    "rows",
                    String.format(Locale.ROOT, count == 1 ? "%,d row" : "%,d rows", count)
                            + " of the dump cannot be delivered: " + rejects.groups()
                            + ". Look at the rejects. Approve to go on without them, or drop the dump again with the option "
                            + RestoreOptions.ACCEPT_LOSS + "=" + count + "."));
        }
    }

    /** Hands the rejects over, table by table, and closes those of earlier dumps whose rows can be delivered now. */
    private void settle(Reading reading, Delivery delivery, Outcome outcome) throws SQLException {
        Map<String, List<RejectedRow>> byTable = reading.rejects.rows().stream()
                .collect(Collectors.groupingBy(RejectedRow::kind, TreeMap::new, Collectors.toList()));
        for (TableMatch match : reading.preflight.matches().values()) {
            String table = match.target().name().toString();
            List<RejectedRow> rows = byTable.getOrDefault(table, List.of());
            List<AnsweredRow> answered = new AnsweredKeys(delivery, ledger).of(match, rows);
            if (!rows.isEmpty() || !answered.isEmpty()) {
                outcome.mendable(
                        table, new MendableRows(match.source().model(), Origin.DROP, answered, rows, List.of()));
            }
        }
    }
}
