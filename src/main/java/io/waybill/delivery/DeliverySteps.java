package io.waybill.delivery;

import io.waybill.database.Target;
import io.waybill.database.TargetUnavailableException;
import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.delivery.guard.GuardResult;
import io.waybill.delivery.guard.Guards;
import io.waybill.delivery.guard.Measures;
import io.waybill.delivery.shadow.Switched;
import io.waybill.delivery.shadow.Switches;
import io.waybill.delivery.shadow.WrittenRows;
import io.waybill.folder.DataFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerResults.LastDelivered;
import io.waybill.ledger.LedgerStatistics;
import io.waybill.ledger.ReviewedPlan.GuardLine;
import io.waybill.match.DecisionStore;
import io.waybill.model.Cancellations;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import io.waybill.reject.RejectFolders;
import io.waybill.reject.Rejects;
import io.waybill.reject.Settlement;
import io.waybill.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a delivery as routes name them. The {@link Delivery} and the {@link Outcome} of a drop travel with its exchange
 * as properties {@value #DELIVERY} and {@value #OUTCOME}; both end with it, whatever happens.
 */
public final class DeliverySteps {
    /** Exchange property: the open {@link Delivery}. */
    public static final String DELIVERY = "delivery";
    /** Exchange property: the growing {@link Outcome}. */
    public static final String OUTCOME = "outcome";
    /** Exchange property: the {@link Plan}. */
    public static final String PLAN = "plan";
    /** Exchange property: the {@link FeedSpec}. */
    public static final String FEED = "feedSpec";
    /** Exchange property: the list of {@link GuardResult}s; empty when no guard applies. */
    public static final String GUARDS = "guards";
    /** Exchange property: why the waybill is to be held; absent when it may go on. */
    public static final String HELD = "held";

    private static final Logger LOG = LoggerFactory.getLogger(DeliverySteps.class);

    private final Target target;
    private final Ledger ledger;
    private final DataFolder data;
    private final Rejects rejects;
    private final RejectFolders rejectFolders;
    private final DecisionStore decisions;
    private final Progress progress;
    private final Cancellations cancellations;
    private final CrashPoints crashPoints;
    private final LedgerStatistics statistics;
    /** Waybills whose next attempt keeps others from writing while it is compared with the target. */
    private final Set<Long> overtaken = ConcurrentHashMap.newKeySet();

    public DeliverySteps(
            Target target,
            Ledger ledger,
            DataFolder data,
            Rejects rejects,
            RejectFolders rejectFolders,
            DecisionStore decisions,
            Progress progress,
            Cancellations cancellations,
            CrashPoints crashPoints) {
        this.target = target;
        this.ledger = ledger;
        this.data = data;
        this.rejects = rejects;
        this.rejectFolders = rejectFolders;
        this.decisions = decisions;
        this.progress = progress;
        this.cancellations = cancellations;
        this.crashPoints = crashPoints;
        this.statistics = new LedgerStatistics(target.dataSource());
    }

    /** Marks the drop as being read, and begins its outcome. */
    public void reading(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) {
        ledger.state(drop.number(), State.READING);
        exchange.setProperty(OUTCOME, new Outcome());
    }

    /**
     * Opens the delivery with an empty stage; it is closed, and rolled back unless committed, when the exchange ends.
     *
     * @throws TargetMismatchException when the target's tables are not what the specs say, before anything is read
     */
    public void open(Exchange exchange, Drop drop, FeedSpec feed) {
        open(exchange, drop, feed, delivery -> feed.replacing() ? delivery.replaceTables() : List.of());
    }

    /**
     * Opens the delivery of an undo; the tables that the waybill has replaced take their place again, if that is possible.
     *
     * @param switched what it has replaced
     */
    public void openPuttingBack(Exchange exchange, Drop drop, FeedSpec feed, Switched switched) {
        open(exchange, drop, feed, delivery -> delivery.putBack(switched));
    }

    private void open(Exchange exchange, Drop drop, FeedSpec feed, Function<Delivery, List<String>> replacing) {
        Delivery delivery = new Delivery(target, drop.number(), drop.fileName(), feed.tables());
        if (feed.rekeying()) {
            delivery.follow();
        }
        if (feed.sharing()) {
            delivery.share();
        }
        exchange.setProperty(DELIVERY, delivery);
        exchange.setProperty(FEED, feed);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                cancellations.leaveAlone(drop.number());
                try {
                    delivery.close();
                } catch (TargetUnavailableException e) {
                    LOG.debug("the delivery's connection was lost before", e);
                }
            }
        });
        cancellations.interruptBy(drop.number(), delivery::cancel);
        delivery.report(progress.of(drop)::share);
        delivery.shape();
        tellWay(exchange.getProperty(OUTCOME, Outcome.class), replacing.apply(delivery));
        delivery.openStage();
        crashPoints.reach("staging");
    }

    /** Why rows are changed in place although whole tables could have been replaced. */
    private static void tellWay(Outcome outcome, List<String> obstacles) {
        if (!obstacles.isEmpty()) {
            outcome.notice(new Notice(
                    "changed-in-place",
                    "The tables cannot be replaced as a whole, so their rows are changed in place, and writers wait meanwhile: "
                            + obstacles.get(0)
                            + (obstacles.size() == 1 ? "" : " (and " + (obstacles.size() - 1) + " other reasons)")
                            + ".",
                    obstacles.size()));
        }
    }

    /** Where to write a file of this drop that goes to the outbox under its own name once the waybill is delivered. */
    public Path output(Drop drop, String name) {
        return data.workOutbox(drop.number()).resolve(name);
    }

    /** Where to write the log of the drop's rows for the state that the waybill reaches. */
    public Path rowLog(Drop drop, State state) {
        return data.workLog(drop.number(), state)
                .resolve(data.rowLog(drop.feed().system(), drop.number()).getFileName());
    }

    /** Where to write a file of this drop that goes to its error folder once the waybill is delivered. */
    public Path report(Drop drop, String name) {
        return data.workError(drop.number()).resolve(name);
    }

    /**
     * Begins the delivering transaction once all rows are staged. Others may write to the tables until rows are written; when they have
     * done so before, they wait from now on.
     */
    public void begin(@ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(DELIVERY) Delivery delivery) {
        ledger.state(drop.number(), State.STAGED);
        crashPoints.reach("staged");
        if (overtaken.remove(drop.number())) {
            delivery.beginLocked();
        } else {
            delivery.begin();
        }
    }

    /**
     * Looks whether a failed delivery was overtaken by others who wrote to its tables while it was compared with them. Then whatever has
     * failed proves nothing, and it begins anew; this time the others wait.
     */
    public void weigh(Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
        Drop drop = exchange.getProperty(Drop.PROPERTY, Drop.class);
        Delivery delivery = exchange.getProperty(DELIVERY, Delivery.class);
        if (drop == null || delivery == null) {
            return;
        }
        try {
            if (isOvertaken(failure) || delivery.isOvertaken()) {
                overtaken.add(drop.number());
                exchange.setProperty(Drop.AGAIN, true);
            }
        } catch (TargetUnavailableException | DeliveryCancelledException e) {
            LOG.debug("the delivery's connection was lost before", e);
        }
    }

    private static boolean isOvertaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OvertakenException) {
                return true;
            }
        }
        return false;
    }

    /** @throws io.waybill.format.BrokenFileException with everything that the target's rules would refuse */
    public void validate(@ExchangeProperty(DELIVERY) Delivery delivery) {
        delivery.check();
        delivery.faults().throwIfAny();
    }

    /**
     * Compares stage and target; sets property {@value #PLAN}.
     *
     * @throws BrokenFileException when the drop has no record, so that it would only remove rows
     */
    public void plan(
            Exchange exchange,
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DELIVERY) Delivery delivery) {
        Plan plan = delivery.plan();
        if (drop.kind() == WaybillKind.DROP) {
            requireRecords(drop, plan);
        }
        exchange.setProperty(PLAN, plan);
        ledger.state(drop.number(), State.PLANNED);
        crashPoints.reach("planned");
    }

    private static void requireRecords(Drop drop, Plan plan) {
        long desired = plan.tables().stream()
                .mapToLong(table -> table.drop().total() + table.deletedByKey())
                .sum();
        long leaving = plan.tables().stream()
                .mapToLong(table -> table.removed() + table.retired())
                .sum();
        if (desired == 0 && leaving > 0) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(drop.fileName()),
                    "empty-drop",
                    "no record",
                    "at least one record: a file without any never deletes or retires anything",
                    "Check whether the file was made and copied completely."));
        }
    }

    /** Measures the plan by the feed's limits; sets properties {@value #GUARDS} and {@value #HELD}. */
    public void guard(
            Exchange exchange,
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DELIVERY) Delivery delivery,
            @ExchangeProperty(FEED) FeedSpec feed,
            @ExchangeProperty(PLAN) Plan plan,
            @ExchangeProperty(OUTCOME) Outcome outcome)
            throws SQLException {
        exchange.removeProperty(HELD);
        if (drop.kind() != WaybillKind.DROP) {
            exchange.setProperty(GUARDS, List.of());
            return;
        }
        LastDelivered last = ledger.results().lastDelivered(delivery.connection(), drop.feed(), outcome.contents());
        Guards guards = new Guards(feed.guards());
        Measures measures = outcome.measures(plan, last.number(), last.read());
        List<GuardResult> results = guards.results(measures);
        if (Guards.reason(results).isPresent()) {
            results = guards.results(measures, outcome.likeness().measure());
        }
        results = new ArrayList<>(results);
        results.addAll(
                0,
                outcome.privileges().stream()
                        .map(change -> GuardResult.privilege(change.subject(), change.sentence()))
                        .toList());
        for (Outcome.Question question : outcome.questions()) {
            results.add(0, GuardResult.always(question.guard(), question.subject(), question.sentence()));
        }
        exchange.setProperty(GUARDS, results);
        Guards.reason(results).ifPresent(reason -> exchange.setProperty(HELD, reason));
    }

    /** Writes what differs, inside the transaction. */
    public void apply(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DELIVERY) Delivery delivery,
            @ExchangeProperty(PLAN) Plan plan) {
        ledger.state(drop.number(), State.APPLYING);
        delivery.apply(plan);
        crashPoints.reach("applied");
    }

    /**
     * Writes every change into the journal. If a plan of this waybill was approved, exactly that plan goes on, whatever
     * the guards say; any other one is held for another review.
     */
    public void journal(
            Exchange exchange,
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DELIVERY) Delivery delivery)
            throws SQLException {
        Review review = delivery.journal();
        if (review.same() || review.earlier() && Switches.mayOvertake(delivery.connection(), drop.number())) {
            exchange.removeProperty(HELD);
        } else if (review.earlier()) {
            exchange.setProperty(
                    HELD,
                    "The target has changed since this plan was approved: "
                            + (review.fresh() == 1 ? "1 change is new" : review.fresh() + " changes are new")
                            + " and " + review.gone() + " of those approved "
                            + (review.gone() == 1 ? "is" : "are")
                            + " no longer needed. Look at the plan again, then approve or decline it.");
        }
        if (drop.options().preview()) {
            exchange.removeProperty(HELD);
        }
    }

    /**
     * Commits the data together with its entries in the ledger. If another waybill has delivered the same bytes
     * meanwhile, this one changes nothing and says so.
     *
     * @throws io.waybill.model.DropChangedException when the file was written to while it was read; then nothing is
     *     committed
     */
    public void commit(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DELIVERY) Delivery delivery,
            @ExchangeProperty(PLAN) Plan plan,
            @ExchangeProperty(GUARDS) List<GuardResult> guards,
            @ExchangeProperty(OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        Connection transaction = delivery.connection();
        if (!ledger.stillFirst(transaction, drop)) {
            delivery.rollback();
            leaveToTheFirst(drop);
            return;
        }
        settle(transaction, drop, outcome);
        // First, because files that it makes are recorded, too.
        for (Outcome.AtCommit work : outcome.atCommit()) {
            work.run(transaction);
        }
        List<Tally> tallies = outcome.tallies(plan);
        record(transaction, drop, outcome, tallies, guards);
        State state = plan.isEmpty() ? State.UNCHANGED : State.DELIVERED;
        outcome.rowLog().write(transaction, state);
        drop.requireUnchanged();
        ledger.finish(transaction, drop.number(), state, plan.isEmpty() ? unchanged(outcome, tallies) : "");
        boolean accepted = Switches.mayOvertake(transaction, drop.number());
        List<WrittenRows> written = delivery.switchTables(accepted);
        if (!written.isEmpty() && drop.kind() != WaybillKind.DROP) {
            throw new TargetRefusedException(
                    "Others have written to the tables meanwhile. "
                            + written.get(0).sentence()
                            + " Nothing was changed. Try again: rows are then taken back one by one.",
                    null);
        }
        if (!written.isEmpty() && !accepted) {
            holdOvertaken(drop, delivery, plan, guards, outcome, written);
            return;
        }
        List<Notice> replaced = new ArrayList<>();
        Switches.of(transaction, drop.number()).ifPresent(switched -> replaced.add(replaced(switched)));
        written.forEach(rows -> replaced.add(replacedToo(rows)));
        ledger.results().notices(transaction, drop.number(), replaced);
        crashPoints.reach("before-commit");
        delivery.commit();
        crashPoints.reach("after-commit");
        statistics.renewAfter(outcome.rejects());
        rejectFolders.publish(drop.number());
    }

    private static Notice replaced(Switched switched) {
        int tables = switched.tables().names().size();
        return new Notice(
                "tables-replaced",
                (tables == 1 ? "1 table was" : tables + " tables were")
                        + " not changed row by row: "
                        + (switched.writer() == null
                                ? "those that were there before took their place again."
                                : "built beside the live ones, the new tables took their place in one moment.")
                        + " The former ones are kept in schema " + switched.oldSchema() + ".",
                tables);
    }

    private static Notice replacedToo(WrittenRows rows) {
        return new Notice(
                "replaced-too",
                "Written by others while the new tables were built, and replaced with the old tables: "
                        + rows.sentence(),
                rows.came() + rows.gone());
    }

    /** Holds a delivery that would replace rows which nobody has seen in its plan. */
    private void holdOvertaken(
            Drop drop,
            Delivery delivery,
            Plan plan,
            List<GuardResult> guards,
            Outcome outcome,
            List<WrittenRows> written)
            throws SQLException, IOException {
        List<GuardResult> all = new ArrayList<>(guards);
        written.forEach(rows -> all.add(0, GuardResult.always("written-meanwhile", rows.table(), rows.sentence())));
        rollBack(drop, delivery, plan, all, outcome, connection -> {
            Switches.overtaken(connection, drop.number());
            outcome.rowLog().write(connection, State.HELD);
            ledger.hold(
                    connection,
                    drop.number(),
                    "Others have written to "
                            + (written.size() == 1 ? "table " + written.get(0).table() : written.size() + " tables")
                            + " while the new tables were built, and would lose it. Approve it to replace that, too, with whatever"
                            + " is written until the switch: the old tables keep it. Nothing has been changed.");
        });
        crashPoints.reach("held");
    }

    /** Why nothing was changed. */
    private static String unchanged(Outcome outcome, List<Tally> tallies) {
        List<Tally> drop = tallies.stream()
                .filter(tally -> tally.origin() == Tally.Origin.DROP)
                .toList();
        Tally all = drop.isEmpty() ? null : Tally.sum(drop);
        boolean rejected = all != null && all.rejected() > 0;
        if (rejected && all.unchanged() == 0) {
            return all.filtered() > 0
                    ? "Nothing was changed: every row was rejected or left out."
                    : "Nothing was changed: every row was rejected.";
        }
        if (outcome.isDataLeftOut()) {
            return "The target had already all of it that is delivered: nothing was changed. The notices say what is left out.";
        }
        return rejected
                ? "Nothing was changed: the target had all of it already but for what was rejected."
                : "The target had all of it already: nothing was changed.";
    }

    /** Ends a preview: the target is as it was, the waybill says what would have happened. */
    public void rollBackPreview(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DELIVERY) Delivery delivery,
            @ExchangeProperty(PLAN) Plan plan,
            @ExchangeProperty(GUARDS) List<GuardResult> guards,
            @ExchangeProperty(OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        String held = Guards.reason(guards)
                .map(reason -> " It would be held: " + reason)
                .orElse("");
        rollBack(drop, delivery, plan, guards, outcome, connection -> {
            outcome.rowLog().write(connection, State.PREVIEWED);
            ledger.finish(
                    connection, drop.number(), State.PREVIEWED, "Nothing was changed: this was a preview." + held);
        });
    }

    /** Leaves the target as it was, and keeps the plan for somebody to approve or decline. */
    public void hold(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DELIVERY) Delivery delivery,
            @ExchangeProperty(PLAN) Plan plan,
            @ExchangeProperty(GUARDS) List<GuardResult> guards,
            @ExchangeProperty(HELD) String reason,
            @ExchangeProperty(OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        rollBack(drop, delivery, plan, guards, outcome, connection -> {
            outcome.rowLog().write(connection, State.HELD);
            ledger.hold(connection, drop.number(), reason + " Nothing has been changed.");
        });
        crashPoints.reach("held");
    }

    /** Rolls the delivery back, and keeps its plan in the ledger by a transaction of its own. */
    private void rollBack(
            Drop drop, Delivery delivery, Plan plan, List<GuardResult> guards, Outcome outcome, Outcome.AtCommit ending)
            throws SQLException, IOException {
        try (Connection connection = target.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                drop.requireUnchanged();
                delivery.keepJournal(connection);
                delivery.rollback();
                discardFiles(outcome);
                record(connection, drop, outcome, outcome.tallies(plan), guards);
                for (MendableRows rows : outcome.mendable().values()) {
                    rejects.report(connection, drop.number(), drop.feed().system(), rows.rejected());
                }
                ending.run(connection);
                connection.commit();
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
        statistics.renewAfter(Math.max(plan.changes(), outcome.rejects()));
    }

    /** Finishes a drop that only makes files; a preview does not keep them. */
    public void finishWithoutPlan(
            @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        boolean preview = drop.options().preview();
        if (preview) {
            discardFiles(outcome);
        }
        try (Connection connection = target.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            record(connection, drop, outcome, outcome.tallies(), List.of());
            drop.requireUnchanged();
            ledger.finish(
                    connection,
                    drop.number(),
                    preview ? State.PREVIEWED : State.DELIVERED,
                    preview ? "Nothing was written: this was a preview." : "");
            connection.commit();
        }
    }

    private void leaveToTheFirst(Drop drop) throws SQLException {
        try (Connection connection = target.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            ledger.endIfCarriedBefore(connection, drop);
            connection.commit();
        }
    }

    private void record(
            Connection transaction, Drop drop, Outcome outcome, List<Tally> tallies, List<GuardResult> guards)
            throws SQLException {
        ledger.results().contents(transaction, drop.number(), outcome.contents());
        ledger.results()
                .guards(
                        transaction,
                        drop.number(),
                        guards.stream()
                                .map(guard -> new GuardLine(
                                        guard.guard(),
                                        guard.subject(),
                                        guard.measured(),
                                        guard.ofAll(),
                                        guard.limit().toString(),
                                        guard.tripped(),
                                        guard.sentence()))
                                .toList());
        ledger.results().tallies(transaction, drop.number(), tallies);
        ledger.results().notices(transaction, drop.number(), outcome.notices());
        if (outcome.comparison() != null) {
            ledger.results().comparison(transaction, drop.number(), outcome.comparison());
        }
        List<FileEntry> files = new ArrayList<>();
        for (WorkFile output : outcome.outputs()) {
            files.add(output.entry(
                    FileEntry.Role.OUTPUT, data, data.outbox(drop.feed().system())));
        }
        for (WorkFile report : outcome.reports()) {
            files.add(report.entry(FileEntry.Role.REPORT, data, data.error(drop.feed(), drop.number())));
        }
        ledger.results().files(transaction, drop.number(), files);
        rejects.report(transaction, drop.number(), drop.feed().system(), outcome.reported());
    }

    private void settle(Connection transaction, Drop drop, Outcome outcome) throws SQLException {
        String system = drop.feed().system();
        for (Map.Entry<String, MendableRows> kind : outcome.mendable().entrySet()) {
            MendableRows rows = kind.getValue();
            Settlement settled =
                    rejects.settle(transaction, drop.number(), system, kind.getKey(), rows.answered(), rows.rejected());
            // Rows that a mended rejects.csv has answered since are no longer rejects.
            outcome.count(rows.subject(), rows.origin(), 0, settled.answeredBefore(), -settled.answeredBefore());
            if (settled.answeredBefore() > 0) {
                outcome.notice(answeredBefore(settled.answeredBefore()));
            }
            decisions.remember(
                    transaction,
                    drop.number(),
                    system,
                    kind.getKey(),
                    drop.options().by().isEmpty()
                            ? System.getProperty("user.name")
                            : drop.options().by(),
                    rows.decisions());
        }
        decisions.used(transaction, drop.number(), system, outcome.uses());
    }

    private static Notice answeredBefore(long rows) {
        return new Notice(
                "answered-before",
                rows + (rows == 1 ? " row is" : " rows are")
                        + " left out and not rejected again: since this file was made, a mended rejects.csv has answered "
                        + (rows == 1 ? "it." : "them."),
                rows);
    }

    private static void discardFiles(Outcome outcome) throws IOException {
        for (WorkFile file : outcome.outputs()) {
            Files.deleteIfExists(file.path());
        }
        for (WorkFile file : outcome.reports()) {
            Files.deleteIfExists(file.path());
        }
        outcome.outputs().clear();
        outcome.reports().clear();
    }
}
