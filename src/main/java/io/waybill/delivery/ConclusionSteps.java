package io.waybill.delivery;

import io.waybill.database.Target;
import io.waybill.delivery.guard.GuardResult;
import io.waybill.delivery.guard.Guards;
import io.waybill.delivery.shadow.KeyValidation;
import io.waybill.delivery.shadow.SwitchedTables;
import io.waybill.delivery.shadow.Switches;
import io.waybill.delivery.shadow.TableSwitch;
import io.waybill.delivery.shadow.UnvalidatedKey;
import io.waybill.delivery.shadow.WrittenRows;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerStatistics;
import io.waybill.model.CrashPoints;
import io.waybill.model.Drop;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import io.waybill.reject.RejectFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ExchangeProperty;

/**
 * The steps with which a delivery ends: committed together with its entries in the ledger, held until somebody approves its plan, or
 * rolled back because it was a preview.
 */
public final class ConclusionSteps {
    private final Target target;
    private final Ledger ledger;
    private final ResultEntries entries;
    private final RejectFolders rejectFolders;
    private final CrashPoints crashPoints;
    private final LedgerStatistics statistics;
    private final KeyValidation keyValidation;

    public ConclusionSteps(
            Target target,
            Ledger ledger,
            ResultEntries entries,
            RejectFolders rejectFolders,
            KeyValidation keyValidation,
            CrashPoints crashPoints) {
        this.target = target;
        this.ledger = ledger;
        this.entries = entries;
        this.rejectFolders = rejectFolders;
        this.keyValidation = keyValidation;
        this.crashPoints = crashPoints;
        this.statistics = new LedgerStatistics(target.dataSource());
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
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.PLAN) Plan plan,
            @ExchangeProperty(DeliverySteps.GUARDS) List<GuardResult> guards,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        Connection transaction = delivery.connection();
        if (!ledger.stillFirst(transaction, drop)) {
            delivery.rollback();
            leaveToTheFirst(drop);
            return;
        }
        entries.settle(transaction, drop, outcome);
        // First, because files that it makes are recorded, too.
        for (Outcome.AtCommit work : outcome.atCommit()) {
            work.run(transaction);
        }
        List<Tally> tallies = outcome.tallies(plan);
        entries.enter(transaction, drop, outcome, tallies, guards);
        State state = plan.isEmpty() ? State.UNCHANGED : State.DELIVERED;
        outcome.rowLog().write(transaction, state);
        drop.requireUnchanged();
        Replaced replaced =
                new Replaced(transaction, drop, outcome, state, plan.isEmpty() ? unchanged(outcome, tallies) : "");
        boolean accepted = Switches.mayOvertake(transaction, drop.number());
        List<WrittenRows> written = delivery.switchTables(accepted, replaced);
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
        if (!replaced.ended) {
            replaced.end();
        }
        crashPoints.reach("before-commit");
        delivery.commit();
        crashPoints.reach("after-commit");
        if (replaced.keysUnvalidated) {
            keyValidation.validate();
        }
        statistics.renewAfter(outcome.rejects());
        rejectFolders.publish(drop.number());
    }

    /** What the waybill says of its end, and of tables that were replaced. */
    private final class Replaced implements TableSwitch.Entries {
        private final Connection transaction;
        private final Drop drop;
        private final Outcome outcome;
        private final State state;
        private final String message;
        private boolean keysUnvalidated;
        private boolean ended;

        private Replaced(Connection transaction, Drop drop, Outcome outcome, State state, String message) {
            this.transaction = transaction;
            this.drop = drop;
            this.outcome = outcome;
            this.state = state;
            this.message = message;
        }

        @Override
        public void end() throws SQLException {
            entries.describe(transaction, drop, outcome);
            ledger.finish(transaction, drop.number(), state, message);
            ended = true;
        }

        @Override
        public void write() throws SQLException {
            notices(Switches.of(transaction, drop.number()).map(ConclusionSteps::replaced).stream()
                    .toList());
        }

        @Override
        public void writeUnvalidated(List<UnvalidatedKey> keys) throws SQLException {
            UnvalidatedKey.record(transaction, drop.number(), keys);
            keysUnvalidated = true;
        }

        @Override
        public void writeMeanwhile(List<WrittenRows> written) throws SQLException {
            notices(written.stream().map(ConclusionSteps::replacedToo).toList());
        }

        private void notices(List<Notice> notices) throws SQLException {
            ledger.results().notices(transaction, drop.number(), notices);
        }
    }

    private static Notice replaced(SwitchedTables switched) {
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
        String tables = written.size() == 1 ? "table " + written.get(0).table() : written.size() + " tables";
        String sentence = "Others have written to " + tables
                + " while the new tables were built, and would lose it. Approve it to replace that, too, with whatever"
                + " is written until the switch: the old tables keep it.";
        written.forEach(rows -> all.add(0, GuardResult.always("written-meanwhile", rows.table(), rows.sentence())));
        all.add(0, GuardResult.always("written-meanwhile", tables, sentence));
        rollBack(drop, delivery, plan, all, outcome, connection -> {
            Switches.overtaken(connection, drop.number());
            outcome.rowLog().write(connection, State.HELD);
            ledger.hold(connection, drop.number(), sentence + " Nothing has been changed.");
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
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.PLAN) Plan plan,
            @ExchangeProperty(DeliverySteps.GUARDS) List<GuardResult> guards,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
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
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.PLAN) Plan plan,
            @ExchangeProperty(DeliverySteps.GUARDS) List<GuardResult> guards,
            @ExchangeProperty(DeliverySteps.HELD) String reason,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
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
                entries.enter(connection, drop, outcome, outcome.tallies(plan), guards);
                entries.reject(connection, drop, outcome);
                entries.describe(connection, drop, outcome);
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
            @ExchangeProperty(Drop.PROPERTY) Drop drop, @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        boolean preview = drop.options().preview();
        if (preview) {
            discardFiles(outcome);
        }
        try (Connection connection = target.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            entries.enter(connection, drop, outcome, outcome.tallies(), List.of());
            drop.requireUnchanged();
            entries.describe(connection, drop, outcome);
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
