package io.waybill.delivery;

import io.waybill.database.Target;
import io.waybill.database.TargetUnavailableException;
import io.waybill.delivery.guard.GuardResult;
import io.waybill.delivery.guard.Guards;
import io.waybill.delivery.guard.Measures;
import io.waybill.delivery.naming.Plurals;
import io.waybill.delivery.shadow.SwitchedTables;
import io.waybill.delivery.shadow.Switches;
import io.waybill.folder.DataFolder;
import io.waybill.folder.PackedFolder;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerResults.LastDelivered;
import io.waybill.model.Cancellations;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.FailureTrace;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import io.waybill.report.Progress;
import java.nio.file.Path;
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
 * The steps of a delivery as routes name them, up to its journal; {@link ConclusionSteps} has those with which it ends. The
 * {@link Delivery} and the {@link Outcome} of a drop travel with its exchange as properties {@value #DELIVERY} and {@value #OUTCOME};
 * both end with it, whatever happens.
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
    private final Progress progress;
    private final Cancellations cancellations;
    private final Map<String, Plurals> plurals;
    private final Turns turns = new Turns(Target.MOST_DELIVERIES);
    private final CrashPoints crashPoints;
    /** Waybills whose next attempt keeps others from writing while it is compared with the target. */
    private final Set<Long> overtaken = ConcurrentHashMap.newKeySet();

    /** @param plurals what records and rows are called in sentences, by system */
    public DeliverySteps(
            Target target,
            Ledger ledger,
            DataFolder data,
            Progress progress,
            Cancellations cancellations,
            Map<String, Plurals> plurals,
            CrashPoints crashPoints) {
        this.target = target;
        this.ledger = ledger;
        this.data = data;
        this.progress = progress;
        this.cancellations = cancellations;
        this.plurals = plurals;
        this.crashPoints = crashPoints;
    }

    /** Marks the drop as being read, and begins its outcome. */
    public void reading(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) {
        ledger.state(drop.number(), State.READING);
        Outcome outcome = new Outcome();
        PackedFolder.described(drop.file())
                .ifPresent(sentence -> outcome.notice(new Notice("packed-folder", sentence, 1)));
        exchange.setProperty(OUTCOME, outcome);
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
    public void openPuttingBack(Exchange exchange, Drop drop, FeedSpec feed, SwitchedTables switched) {
        open(exchange, drop, feed, delivery -> delivery.putBack(switched));
    }

    private void open(Exchange exchange, Drop drop, FeedSpec feed, Function<Delivery, List<String>> replacing) {
        Delivery delivery = inTurn(drop, feed);
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
                } finally {
                    turns.giveBack();
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

    private Delivery inTurn(Drop drop, FeedSpec feed) {
        turns.take(() -> cancellations.check(drop.number()));
        try {
            return new Delivery(target, drop.number(), drop.fileName(), feed.tables());
        } catch (RuntimeException e) {
            turns.giveBack();
            throw e;
        }
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
        } catch (RuntimeException | Error e) {
            // The drop must come to its end, whatever this is.
            LOG.debug("whether others have overtaken the delivery is not known: {}", new FailureTrace(e));
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

    /**
     * @throws io.waybill.format.BrokenFileException with everything that the target's rules would refuse
     */
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
        Guards guards =
                new Guards(feed.guards(), plurals.getOrDefault(drop.feed().system(), Plurals.NONE));
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
    @SuppressWarnings("unchecked") // only this class sets the property
    public void journal(
            Exchange exchange,
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DELIVERY) Delivery delivery)
            throws SQLException {
        Review review = delivery.journal();
        if (review.same() || review.earlier() && Switches.mayOvertake(delivery.connection(), drop.number())) {
            exchange.removeProperty(HELD);
        } else if (review.earlier()) {
            String sentence = "The target has changed since this plan was approved: "
                    + (review.fresh() == 1 ? "1 change is new" : review.fresh() + " changes are new")
                    + " and " + review.gone() + " of those approved "
                    + (review.gone() == 1 ? "is" : "are")
                    + " no longer needed. Look at the plan again, then approve or decline it.";
            exchange.setProperty(HELD, sentence);
            List<GuardResult> guards = new ArrayList<>(exchange.getProperty(GUARDS, List.of(), List.class));
            guards.add(0, GuardResult.always("approved-plan", "plan", sentence));
            exchange.setProperty(GUARDS, guards);
        }
        if (drop.options().preview()) {
            exchange.removeProperty(HELD);
        }
    }
}
