package io.waybill.delivery.undo;

import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.delivery.ConclusionSteps;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.Plan;
import io.waybill.delivery.ResultEntries;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.guard.GuardResult;
import io.waybill.delivery.shadow.KeyValidation;
import io.waybill.delivery.shadow.OldTables;
import io.waybill.folder.DataFolder;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.Requests;
import io.waybill.match.DecisionStore;
import io.waybill.model.Cancellations;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.FileDigest;
import io.waybill.model.State;
import io.waybill.model.Stopping;
import io.waybill.model.Tally.Origin;
import io.waybill.model.WaybillKind;
import io.waybill.reject.RejectFolders;
import io.waybill.reject.Rejects;
import io.waybill.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Deliveries into a test's database and their undos, step by step as the routes have them. */
final class UndoWorkshop implements AutoCloseable {
    private static final FeedName FEED = new FeedName("sample", "items");

    final Target target;
    private final Ledger ledger;
    private final LedgerReader reader;
    private final DeliverySteps deliverySteps;
    private final ConclusionSteps conclusion;
    private final UndoSteps undoSteps;
    private final Path folder;
    private final DefaultCamelContext camel = new DefaultCamelContext();

    /** What happens right after a commit. */
    Runnable afterCommit = () -> {};

    UndoWorkshop(TestDatabase database, Path folder) {
        this.folder = folder;
        target = Target.open("sample", database.settings());
        Clock clock = Clock.systemUTC();
        ledger = new Ledger(target.dataSource(), clock);
        reader = new LedgerReader(target.dataSource());
        Rejects rejects = new Rejects(clock);
        DataFolder data = new DataFolder(folder);
        DecisionStore decisions = new DecisionStore(clock);
        Cancellations cancellations = new Cancellations();
        CrashPoints crashPoints = new CrashPoints(Map.of("after-commit", () -> afterCommit.run()));
        deliverySteps = new DeliverySteps(
                target,
                ledger,
                data,
                new Progress(ledger, new Stopping(), cancellations),
                cancellations,
                Map.of(),
                crashPoints);
        conclusion = new ConclusionSteps(
                target,
                ledger,
                new ResultEntries(ledger, data, rejects, decisions),
                new RejectFolders(target.dataSource(), rejects, data),
                new KeyValidation(target.dataSource(), ledger),
                crashPoints);
        undoSteps = new UndoSteps(target.dataSource(), ledger, rejects, decisions, deliverySteps, Map.of());
    }

    /** Delivers rows, and returns the number of the waybill. */
    long deliver(List<TableSpec> specs, Map<String, List<Row>> rows) throws Exception {
        Drop drop = new Drop(
                ledger.nextNumber(),
                WaybillKind.DROP,
                FEED,
                Path.of("x"),
                "x",
                0,
                "0".repeat(64),
                DropOptions.NONE,
                Instant.now());
        ledger.claim(drop, "", "tester", "test");
        try (Delivery delivery = new Delivery(target, drop.number(), "x", specs)) {
            delivery.openStage();
            rows.forEach(delivery::stage);
            delivery.endStaging();
            delivery.faults().throwIfAny();
            delivery.begin();
            delivery.check();
            delivery.faults().throwIfAny();
            delivery.apply(delivery.plan());
            delivery.journal();
            ledger.finish(delivery.connection(), drop.number(), State.DELIVERED, "");
            delivery.commit();
        }
        return drop.number();
    }

    /**
     * Carries a drop by all steps of the route, and returns its page.
     *
     * @param meanwhile what happens before the choice between commit, preview and hold
     */
    LedgerEntry carry(FeedSpec feed, Map<String, List<Row>> rows, DropOptions options, Runnable meanwhile)
            throws Exception {
        Drop drop = drop(ledger.nextNumber(), options);
        ledger.claim(drop, "", "tester", "test");
        return carry(drop, feed, rows, meanwhile);
    }

    /** Approves a held waybill, and carries it once more. */
    LedgerEntry approve(long waybill, FeedSpec feed, Map<String, List<Row>> rows, Runnable meanwhile) throws Exception {
        new Requests(ledger, reader, "test")
                .decide(
                        waybill,
                        true,
                        "tester",
                        "",
                        reader.show(waybill).orElseThrow().plan().fingerprint());
        ledger.restart(waybill, true);
        return carry(drop(waybill, DropOptions.NONE), feed, rows, meanwhile);
    }

    private Drop drop(long number, DropOptions options) throws IOException {
        Path file = Files.writeString(folder.resolve("drop-" + number), "drop " + number);
        FileDigest digest = FileDigest.of(file);
        return new Drop(
                number,
                WaybillKind.DROP,
                FEED,
                file,
                file.getFileName().toString(),
                digest.size(),
                digest.sha256(),
                options,
                Instant.now());
    }

    private LedgerEntry carry(Drop drop, FeedSpec feed, Map<String, List<Row>> rows, Runnable meanwhile)
            throws Exception {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty("drop", drop);
        deliverySteps.reading(exchange, drop);
        deliverySteps.open(exchange, drop, feed);
        try (Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class)) {
            Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
            rows.forEach((table, all) -> {
                delivery.stage(table, all);
                outcome.count("app." + table, Origin.DROP, all.size(), 0, 0);
            });
            delivery.endStaging();
            deliverySteps.begin(drop, delivery);
            deliverySteps.validate(delivery);
            deliverySteps.plan(exchange, drop, delivery);
            Plan plan = exchange.getProperty(DeliverySteps.PLAN, Plan.class);
            deliverySteps.guard(exchange, drop, delivery, feed, plan, outcome);
            deliverySteps.apply(drop, delivery, plan);
            deliverySteps.journal(exchange, drop, delivery);
            meanwhile.run();
            @SuppressWarnings("unchecked")
            List<GuardResult> guards = exchange.getProperty(DeliverySteps.GUARDS, List.class);
            String held = exchange.getProperty(DeliverySteps.HELD, String.class);
            if (drop.options().preview()) {
                conclusion.rollBackPreview(drop, delivery, plan, guards, outcome);
            } else if (held != null) {
                conclusion.hold(drop, delivery, plan, guards, held, outcome);
            } else {
                conclusion.commit(drop, delivery, plan, guards, outcome);
            }
        }
        return reader.show(drop.number()).orElseThrow();
    }

    /** Validates what is left of foreign keys of replaced tables. */
    int validateKeys() {
        return new KeyValidation(target.dataSource(), ledger).validate();
    }

    /** Removes replaced tables that were kept for the time. */
    int prune(Duration keep, Clock clock) {
        return new OldTables(target.dataSource(), ledger, keep, clock).prune();
    }

    /** Undoes a waybill, and returns the page of the undo. */
    LedgerEntry undo(long waybill) throws Exception {
        long number = new Requests(ledger, reader, "test")
                .undo(waybill, false, "tester", "")
                .orElseThrow();
        Drop drop = reader.show(number).orElseThrow().drop(Path.of("x"));
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty("drop", drop);
        undoSteps.open(exchange, drop);
        try (Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class)) {
            Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
            @SuppressWarnings("unchecked")
            var tables = (List<UndoSteps.JournalTable>) exchange.getProperty("takenBack");
            deliverySteps.begin(drop, delivery);
            undoSteps.compare(drop, delivery, tables);
            undoSteps.stage(drop, delivery, tables, outcome);
            undoSteps.settle(drop, outcome);
            deliverySteps.validate(delivery);
            deliverySteps.plan(exchange, drop, delivery);
            Plan plan = exchange.getProperty(DeliverySteps.PLAN, Plan.class);
            delivery.apply(plan);
            deliverySteps.journal(exchange, drop, delivery);
            conclusion.commit(drop, delivery, plan, List.<GuardResult>of(), outcome);
        }
        return reader.show(number).orElseThrow();
    }

    Connection connection() throws Exception {
        return target.dataSource().getConnection();
    }

    @Override
    public void close() {
        target.close();
    }
}
