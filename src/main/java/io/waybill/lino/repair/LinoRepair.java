package io.waybill.lino.repair;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.delivery.Catalogue;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.RefusedRows.RefusedValue;
import io.waybill.delivery.Row;
import io.waybill.delivery.WorkFile;
import io.waybill.delivery.shape.TableShape;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.lino.DumpChunks;
import io.waybill.format.lino.DumpFinding;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.ReadingLimits;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.config.RestoreOptions;
import io.waybill.lino.record.CellTexts;
import io.waybill.lino.record.ContentTypes;
import io.waybill.lino.record.SourceTimes;
import io.waybill.lino.record.TargetLanguages;
import io.waybill.lino.repair.KeptDumps.Kept;
import io.waybill.lino.repair.SecondReading.SelectedRow;
import io.waybill.lino.repair.plan.PlanFile;
import io.waybill.lino.repair.plan.RepairPlan;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.OriginalRows;
import io.waybill.system.Engine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a repair, as the route names them: a plan and its dumps are opened, what the plan selects is found out by a first reading,
 * the selected rows come from a second one, and in the delivering transaction it is decided what becomes of each.
 */
public final class LinoRepair {
    /** Exchange property: the {@link RepairJob}; absent when only a dump was dropped. */
    static final String JOB = "repair";

    private static final Logger LOG = LoggerFactory.getLogger(LinoRepair.class);
    private static final Set<String> OPTIONS =
            Set.of(RestoreOptions.USE_TZ, RestoreOptions.ZONE, RestoreOptions.ENCODING);

    private final LinoConfig config;
    private final Engine engine;
    private final ObjectMapper json = new ObjectMapper();

    /** Takes the configuration of the system. */
    public LinoRepair(LinoConfig config, Engine engine) {
        this.config = config;
        this.engine = engine;
    }

    /**
     * Opens the plan and its dumps; a dump without a plan is only kept, so that later plans may name it.
     *
     * @throws BrokenFileException when plan, options or dumps cannot be used
     */
    public void open(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException, SQLException {
        engine.delivery().reading(exchange, drop);
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        RestoreOptions options = options(drop);
        DroppedRepair dropped = DroppedRepair.of(drop, engine.data().work(drop.number()));
        closeAtEnd(exchange, dropped);
        if (!dropped.hasPlan()) {
            keep(drop, dropped, options, outcome);
            return;
        }
        if (dropped.isAlone()) {
            new OriginalRows(engine.target().dataSource(), LinoConfig.SYSTEM)
                    .refuseRejects(drop.file(), drop.fileName(), "a plan in YAML, or a dump");
        }
        outcome.contents(DropContents.of("plan"));
        PlanFile file = new PlanFile(dropped.plan(), dropped.planName());
        RepairPlan plan = file.read();
        PlannedDumps dumps = new PlannedDumps();
        closeAtEnd(exchange, dumps);
        Faults faults = new Faults();
        for (Map.Entry<String, PlacedWord> each : plan.dumps().entrySet()) {
            Optional<Source> source = source(file, dropped, each.getValue(), faults);
            if (source.isPresent()) {
                open(each.getKey(), source.get(), dropped.folder(), options, faults)
                        .ifPresent(dump -> {
                            dumps.add(dump);
                            tell(dump, outcome);
                        });
            }
        }
        faults.throwIfAny();
        Map<String, TableShape> target =
                Catalogue.read(engine.target(), Selector.tables(plan, dumps)).tables();
        exchange.setProperty(
                JOB,
                new RepairJob(
                        file, plan, dumps, target, config, new Selector(file, plan, dumps, target, languages(dumps))));
    }

    private RestoreOptions options(Drop drop) {
        Faults faults = new Faults();
        drop.options().others().keySet().stream()
                .filter(name -> !OPTIONS.contains(name))
                .sorted()
                .forEach(name -> faults.add(new Fault(
                        Position.of(drop.fileName()),
                        null,
                        "option " + name,
                        "unknown-option",
                        name,
                        "one of " + String.join(", ", OPTIONS.stream().sorted().toList()),
                        "What a repair does is said by its plan.")));
        faults.throwIfAny();
        return RestoreOptions.of(drop.fileName(), drop.options().others(), config);
    }

    /** A dump that was dropped alone. */
    private void keep(Drop drop, DroppedRepair dropped, RestoreOptions options, Outcome outcome) throws IOException {
        Faults faults = new Faults();
        try (LinoDump dump = LinoDump.open(
                drop.file(), drop.fileName(), dropped.folder(), options.encoding(), ReadingLimits.USUAL, faults)) {
            throwWithAll(dump, faults);
            outcome.contents(DropContents.of("dump"));
            outcome.notice(new Notice(
                    "kept-dump",
                    "Nothing was restored: this is a dump with "
                            + dump.script().functions().size()
                            + " tables, which is kept in the archive. Plans may name it: dumps: {old: "
                            + drop.fileName()
                            + "}.",
                    dump.files().size()));
        }
    }

    /** A file or folder with a dump, and where it is from. */
    private record Source(Path path, String origin) {}

    private Optional<Source> source(PlanFile file, DroppedRepair dropped, PlacedWord name, Faults faults)
            throws IOException, SQLException {
        Optional<Path> beside = dropped.dump(name.text());
        if (beside.isPresent()) {
            return Optional.of(new Source(beside.get(), name.text()));
        }
        Optional<Kept> kept = new KeptDumps(engine.data(), engine.target().dataSource()).find(name.text());
        if (kept.isEmpty()) {
            faults.add(file.wrong(
                    "dumps",
                    name,
                    "no-such-dump",
                    "the name of a dump that is in the same zip, or that was dropped before into lino/restore or lino/repair; or the"
                            + " number of its waybill"));
            return Optional.empty();
        }
        if (!kept.get().intact()) {
            faults.add(
                    file.wrong(
                            "dumps",
                            name,
                            "dump-changed",
                            "the dump of waybill " + kept.get().waybill()
                                    + " in the archive as it was dropped: it is gone or has been changed since. Drop it again"));
            return Optional.empty();
        }
        return Optional.of(new Source(
                kept.get().file(),
                kept.get().file().getFileName() + " (waybill " + kept.get().waybill() + ")"));
    }

    /** Empty when the dump cannot be used; the faults, of all its files, are collected. */
    private Optional<OpenDump> open(String name, Source source, Path work, RestoreOptions options, Faults faults)
            throws IOException {
        Faults own = new Faults();
        LinoDump dump;
        try {
            dump = LinoDump.open(source.path(), source.origin(), work, options.encoding(), ReadingLimits.USUAL, own);
            try {
                throwWithAll(dump, own);
            } catch (BrokenFileException e) {
                dump.close();
                throw e;
            }
        } catch (BrokenFileException e) {
            faults.addAll(e);
            return Optional.empty();
        }
        return Optional.of(OpenDump.of(
                name,
                source.origin(),
                dump,
                SourceTimes.of(dump.script(), options.source(), config.values().localTimes())));
    }

    /** Refuses a dump in which a file is missing, together with whatever else is wrong with its files. */
    private static void throwWithAll(LinoDump dump, Faults missing) throws IOException {
        if (!missing.isEmpty()) {
            DumpChunks.readForFaults(dump, missing);
            missing.throwIfAny();
        }
    }

    private TargetLanguages languages(PlannedDumps dumps) {
        return new TargetLanguages(
                config.languages().isEmpty()
                        ? dumps.all().get(0).dump().script().languages()
                        : config.languages());
    }

    private static void tell(OpenDump dump, Outcome outcome) {
        outcome.notice(new Notice(
                "dump",
                "The dump " + dump.name() + " is " + dump.origin()
                        + dump.dump()
                                .script()
                                .version()
                                .map(version -> ", of version " + version + " of the site")
                                .orElse("")
                        + ".",
                dump.dump().files().size()));
        for (DumpFinding finding : dump.dump().findings()) {
            outcome.notice(new Notice(finding.rule(), dump.name() + ": " + finding.sentence(), 1));
        }
    }

    private static void closeAtEnd(Exchange exchange, Closeable open) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                try {
                    open.close();
                } catch (IOException e) {
                    LOG.debug("a dump was not closed", e);
                }
            }
        });
    }

    /** First reading: finds out which rows the plan selects. Then opens the delivery. */
    public void select(
            Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(JOB) RepairJob job)
            throws IOException, SQLException {
        job.selection = job.selector.select(
                engine.target().dataSource(), bytes -> engine.stopping().check());
        job.restoration = new Restoration(
                job.plan,
                job.selector,
                job.selection,
                job.dumps,
                job.target,
                config.values(),
                KnownContentTypes.read(
                        engine.target().dataSource(),
                        !Catalogue.read(engine.target(), List.of(ContentTypes.TABLE))
                                .tables()
                                .isEmpty()));
        LinoConfig.Feed feed = config.feed("repair");
        engine.delivery()
                .open(
                        exchange,
                        drop,
                        new FeedSpec(
                                        job.restoration.tables().values().stream()
                                                .map(RestoredTable::spec)
                                                .toList(),
                                        feed.guards(),
                                        feed.backup())
                                .shared());
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        delivery.places((place, field) -> job.dumps.position(RowNumber.of(place)));
        delivery.refusals((table, row, columns) -> refuse(job, tableOf(job, table), row, columns));
    }

    private static RestoredTable tableOf(RepairJob job, String spec) {
        return job.restoration.tables().values().stream()
                .filter(table -> table.spec().table().equals(spec))
                .findFirst()
                .orElseThrow();
    }

    private static void refuse(RepairJob job, RestoredTable table, Row row, List<RefusedValue> columns) {
        RefusedValue first = columns.get(0);
        Object key = row.values()[table.columns().indexOf(table.key())];
        job.errors.add(new RepairError(
                RowNumber.of(row.offset()),
                table.table(),
                key == null ? null : key.toString(),
                Reason.ofRule(first.rule()),
                first.column(),
                first.found(),
                first.expected(),
                null,
                null,
                table.columns(),
                CellTexts.of(table.shapes(table.columns()), row.values(), Row.ABSENT)));
    }

    /** Second reading: the selected rows, by chunk; the splitter closes it. */
    public Iterator<List<SelectedRow>> chunks(@ExchangeProperty(JOB) RepairJob job) {
        return new SecondReading(job.dumps, job.selection);
    }

    /** Sends rows to the stage; what is wrong with one in itself makes it an error. */
    public void stage(
            @Body List<SelectedRow> chunk,
            @ExchangeProperty(JOB) RepairJob job,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        for (SelectedRow selected : chunk) {
            RestoredTable table =
                    job.restoration.tables().get(selected.row().table().table());
            List<RefusedValue> refused = new ArrayList<>(0);
            Row row = job.restoration.row(selected, refused);
            String unknown = job.restoration.contentTypes().takeUnknown();
            if (selected.twice()) {
                refuse(job, table, row, Reason.DUPLICATE_IN_DUMP, table.key(), "a key that no row before it has");
            } else if (!refused.isEmpty()) {
                refuse(job, table, row, refused);
            } else if (unknown != null) {
                refuse(
                        job,
                        table,
                        row,
                        Reason.CONTENT_TYPE,
                        unknown,
                        "a model that the target knows: it has no entry for it in " + ContentTypes.TABLE);
            } else {
                rows.computeIfAbsent(table.spec().table(), name -> new ArrayList<>())
                        .add(row);
            }
        }
        rows.forEach(delivery::stage);
    }

    private static void refuse(
            RepairJob job, RestoredTable table, Row row, Reason reason, String column, String expected) {
        Object key = row.values()[table.columns().indexOf(table.key())];
        String text = key == null ? null : key.toString();
        job.errors.add(new RepairError(
                RowNumber.of(row.offset()),
                table.table(),
                text,
                reason,
                column,
                reason == Reason.DUPLICATE_IN_DUMP ? text : column,
                expected,
                null,
                null,
                table.columns(),
                CellTexts.of(table.shapes(table.columns()), row.values(), Row.ABSENT)));
    }

    /** All selected rows are staged. */
    public void endReading(
            @ExchangeProperty(JOB) RepairJob job, @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery) {
        delivery.endStaging();
        delivery.faults().throwIfAny();
    }

    /** In the delivering transaction: decides what becomes of each selected row, and tells it on the waybill. */
    public void judge(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(JOB) RepairJob job,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException, JsonProcessingException {
        RepairReport report = new RepairReport(job, delivery);
        report.judge();
        report.lines().forEach(line -> outcome.notice(new Notice("repair-pass", line.sentence(), line.selected())));
        report.notices(drop.options().preview()).forEach(outcome::notice);
        if (report.isPassInVain() || report.isAnyDifferent()) {
            outcome.leavesDataOut();
        }
        job.restoration.adjustments().notices().forEach(outcome::notice);
        report.questions().forEach(outcome::ask);
        RepairCandidates candidates = new RepairCandidates(job.errors);
        outcome.report(job.errors.stream()
                .map(error -> error.reject(job.dumps.position(error.place()), candidates.of(error)))
                .toList());
        job.restoration.tables().values().forEach(table -> count(job, table, report, outcome));
        outcome.comparison(json.writeValueAsString(report.comparison()));
        outcome.atCommit(transaction -> {
            Path file = engine.delivery().output(drop, drop.stem() + "-" + drop.number() + "-repair.json");
            report.write(file);
            outcome.output(WorkFile.of(file));
        });
    }

    private static void count(RepairJob job, RestoredTable table, RepairReport report, Outcome outcome) {
        long rejected = job.errors.stream()
                .filter(error -> error.table().equals(table.table()))
                .count();
        long read = job.selector.read(table.table());
        long selected = report.lines().stream()
                .filter(line -> line.table().equals(table.table()))
                .mapToLong(PassReport::selected)
                .sum();
        outcome.count(table.spec().model(), Origin.DROP, read, read - selected, rejected);
    }
}
