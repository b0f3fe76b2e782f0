package io.waybill.boot;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.database.Target;
import io.waybill.delivery.ConclusionSteps;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.JournalPruning;
import io.waybill.delivery.ResultEntries;
import io.waybill.delivery.StageSweep;
import io.waybill.delivery.backup.BackupConfig;
import io.waybill.delivery.backup.BackupSettings;
import io.waybill.delivery.backup.Backups;
import io.waybill.delivery.backup.RestoreSteps;
import io.waybill.delivery.check.CheckFileException;
import io.waybill.delivery.check.CheckFiles;
import io.waybill.delivery.check.CheckSteps;
import io.waybill.delivery.shadow.KeyValidation;
import io.waybill.delivery.shadow.OldTables;
import io.waybill.delivery.undo.UndoSteps;
import io.waybill.desk.http.DeskConfig;
import io.waybill.folder.DataFolder;
import io.waybill.folder.IgnoredNames;
import io.waybill.folder.MisplacedFiles;
import io.waybill.folder.RowLogPruning;
import io.waybill.folder.SettlingWatch;
import io.waybill.format.csv.CsvRowConverter;
import io.waybill.intake.ArrivalOrder;
import io.waybill.intake.CancellationWatch;
import io.waybill.intake.Claims;
import io.waybill.intake.Completion;
import io.waybill.intake.Custody;
import io.waybill.intake.FeedConfiguration;
import io.waybill.intake.IdlePolls;
import io.waybill.intake.InboxFilter;
import io.waybill.intake.Inboxes;
import io.waybill.intake.Intake;
import io.waybill.intake.MisplacedWatch;
import io.waybill.intake.Outages;
import io.waybill.intake.UnfinishedWaybills;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.match.DecisionStore;
import io.waybill.model.Cancellations;
import io.waybill.model.CrashPoints;
import io.waybill.model.FeedName;
import io.waybill.model.Stopping;
import io.waybill.model.Version;
import io.waybill.refresh.Refresh;
import io.waybill.refresh.RefreshSteps;
import io.waybill.reject.RejectFolders;
import io.waybill.reject.Rejects;
import io.waybill.report.Progress;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.system.Engine;
import io.waybill.system.TargetReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The objects that the routes name: the engine's are made here, those of the systems by {@link StartedSystems}. */
final class Beans {
    private final Map<String, Object> byName = new LinkedHashMap<>();
    private final Stopping stopping = new Stopping();
    private final StartedSystems started;
    private final Outages outages;
    private final CheckSteps checkSteps;
    private HttpServers servers;

    Beans(Settings settings, DeskConfig desk, OpenTarget openTarget, Systems systems) throws IOException {
        List<FeedName> feeds = systems.feeds();
        Target target = openTarget.target();
        Clock clock = Clock.system(settings.zone());
        DataFolder data = new DataFolder(settings.data());
        Ledger ledger = new Ledger(target.dataSource(), clock);
        LedgerReader reader = new LedgerReader(target.dataSource());
        this.outages = new Outages(data, target, openTarget::reach, clock);
        IgnoredNames ignored = new IgnoredNames(settings.ignored());
        InboxFilter inbox = new InboxFilter(settings.settle(), ignored, clock, stopping, outages);
        CrashPoints crashPoints = CrashPoints.fromSystemProperty();
        FeedConfiguration configuration =
                new FeedConfiguration(List.of(settings.config(), settings.routes()), Version.current());

        byName.put("settings", settings);
        byName.put("clock", clock);
        byName.put("target", target);
        byName.put("dataSource", target.dataSource());
        byName.put("dataFolder", data);
        byName.put("ledger", ledger);
        byName.put("ledgerReader", reader);
        byName.put("inbox", inbox);
        byName.put("outages", outages);
        byName.put("crashPoints", crashPoints);
        byName.put("stopping", stopping);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // The name under which Camel's own metrics look for it.
        byName.put("metricsRegistry", metrics);
        Cancellations cancellations = new Cancellations();
        Progress progress = new Progress(ledger, stopping, cancellations);
        byName.put("progress", progress);
        Rejects rejects = new Rejects(clock);
        RejectFolders rejectFolders = new RejectFolders(target.dataSource(), rejects, data);
        Intake.Gate gate = new Intake.Gate(inbox, outages, stopping);
        Intake.Records records = new Intake.Records(data, reader, rejectFolders);
        Claims claims = new Claims(
                data, ledger, reader, configuration, systems.optionNames(), systems.archiveFeeds(), clock, crashPoints);
        Completion completion = new Completion(data, ledger, reader, clock, ended(metrics, feeds, data), crashPoints);
        Custody custody =
                new Custody(data, claims, completion, inbox, outages, cancellations, clock, settings.resume());
        Inboxes inboxes = new Inboxes(data, feeds, inbox, outages);
        ArrivalOrder order = new ArrivalOrder(data, inboxes, inbox, clock);
        UnfinishedWaybills unfinished =
                new UnfinishedWaybills(data, feeds, claims, reader, custody, outages, clock, settings.requests());
        Intake intake = new Intake(inboxes, order, unfinished, custody, claims, completion, gate, records);
        byName.put("intake", intake);
        byName.put("arrivalOrder", order);
        byName.put("dropPolls", new IdlePolls(feed -> intake.mayHaveDrop(FeedName.parse(feed))));
        byName.put(
                "arrivalPolls",
                new IdlePolls(name -> order.mayHaveArrivals(FeedName.parse(name.substring(0, name.lastIndexOf('/'))))));
        byName.put("requestPolls", new IdlePolls(name -> intake.mayHaveRequest()));
        byName.put("cancellations", new CancellationWatch(custody, reader));
        byName.put("misplacedFiles", new MisplacedWatch(new MisplacedFiles(data, feeds, ignored)));
        DecisionStore decisions = new DecisionStore(clock);
        DeliverySteps deliverySteps = new DeliverySteps(
                target, ledger, data, progress, cancellations, systems.plurals(settings), crashPoints);
        KeyValidation keyValidation = new KeyValidation(target.dataSource(), ledger);
        byName.put("keyValidation", keyValidation);
        byName.put(
                "conclusion",
                new ConclusionSteps(
                        target,
                        ledger,
                        new ResultEntries(ledger, data, rejects, decisions),
                        rejectFolders,
                        keyValidation,
                        crashPoints));
        byName.put(
                "undo",
                new UndoSteps(target.dataSource(), ledger, rejects, decisions, deliverySteps, systems.undoNotices()));
        byName.put("journalPruning", new JournalPruning(target.dataSource(), settings.journal(), clock));
        byName.put(
                "oldTables",
                new OldTables(
                        target.dataSource(),
                        ledger,
                        settings.source().duration("waybill.old-tables.keep", Duration.ofDays(14)),
                        clock));
        byName.put("rowLogPruning", new RowLogPruning(data, settings.journal(), clock));
        BackupConfig backups = BackupSettings.read(settings);
        byName.put("backups", new Backups(backups, target, clock, Version.current(), crashPoints));
        byName.put("restore", new RestoreSteps(backups, target, deliverySteps, progress, systems.restoreNotices()));
        checkSteps = new CheckSteps(
                new CheckFiles(settings.config()),
                target,
                ledger,
                Settings.positive(
                        "waybill.checks.timeout",
                        settings.source().duration("waybill.checks.timeout", Duration.ofMinutes(1))));
        byName.put("checks", checkSteps);
        byName.put("stageSweep", new StageSweep(target));
        byName.put("rejectFolders", rejectFolders);
        byName.put("delivery", deliverySteps);
        byName.put("csvRow", new CsvRowConverter());
        Engine engine =
                new Engine(settings, data, target, deliverySteps, rejects, decisions, progress, stopping, clock);
        this.started = new StartedSystems(systems, engine, byName);
        byName.put(
                "refreshes",
                new RefreshSteps(
                        started.refreshes(), data, new SettlingWatch(settings.settle(), clock), stopping, clock));
        if (desk.enabled()) {
            byName.putAll(new DeskBeans(desk, engine, backups, systems, started).byName());
        }
        if (desk.enabled() || settings.httpPort() > 0) {
            servers = new HttpServers(desk);
            byName.put("vertx", servers.vertx());
        }
        byName.put("target-health", new TargetHealth(target, outages));
        byName.put("folders-health", new FoldersHealth(data, outages));
    }

    private Consumer<LedgerEntry> ended(PrometheusMeterRegistry metrics, List<FeedName> feeds, DataFolder data) {
        WaybillMetrics waybills = new WaybillMetrics(metrics, feeds);
        return page -> {
            outages.ended(data.work(page.number()));
            waybills.ended(page);
        };
    }

    /**
     * Tries the checks of feeds in the target.
     *
     * @throws SettingsException when a check of a feed is wrong
     * @throws IOException when one cannot be read
     * @throws io.waybill.database.TargetUnavailableException when the database cannot be asked
     */
    void tryChecks(List<FeedName> feeds) throws IOException {
        try {
            checkSteps.tryAll(feeds);
        } catch (CheckFileException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    Map<String, Object> byName() {
        return Map.copyOf(byName);
    }

    /** Of what the systems' targets say. */
    List<TargetReport> reports() {
        return started.reports();
    }

    /** The refreshes that are enabled. */
    List<Refresh> refreshes() {
        return started.refreshes();
    }

    /** Ends the threads of the HTTP servers, once these have stopped. */
    void closeServers() {
        if (servers != null) {
            servers.close();
        }
    }

    Outages outages() {
        return outages;
    }

    Stopping stopping() {
        return stopping;
    }
}
