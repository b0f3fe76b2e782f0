package io.waybill.delivery;

import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.delivery.guard.GuardResult;
import io.waybill.folder.DataFolder;
import io.waybill.format.ShortList;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.ReviewedPlan.GuardLine;
import io.waybill.match.DecisionStore;
import io.waybill.model.Drop;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.Tally;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.Rejects;
import io.waybill.reject.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Enters what came of a drop into the ledger and into the stores of rejects and decisions, in the transaction that decides it. */
public final class ResultEntries {
    private static final int MOST_PLACES = 10;

    private final Ledger ledger;
    private final DataFolder data;
    private final Rejects rejects;
    private final DecisionStore decisions;

    public ResultEntries(Ledger ledger, DataFolder data, Rejects rejects, DecisionStore decisions) {
        this.ledger = ledger;
        this.data = data;
        this.rejects = rejects;
        this.decisions = decisions;
    }

    /**
     * Enters counts, guards, notices and files of a drop into the ledger, and the rejects that nobody can mend.
     *
     * @param tallies its counts
     */
    void enter(Connection transaction, Drop drop, Outcome outcome, List<Tally> tallies, List<GuardResult> guards)
            throws SQLException {
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

    /**
     * Enters what the drop consists of, and what the target had before and after. From then on this transaction keeps the waybill locked:
     * so it comes last, right before the waybill ends or is held.
     */
    void describe(Connection transaction, Drop drop, Outcome outcome) throws SQLException {
        ledger.results().contents(transaction, drop.number(), outcome.contents());
        if (outcome.comparison() != null) {
            ledger.results().comparison(transaction, drop.number(), outcome.comparison());
        }
    }

    /**
     * Enters rejects that people can mend, and what they have decided; rows that a mended file has answered since are no longer rejects,
     * and the outcome is corrected.
     */
    void settle(Connection transaction, Drop drop, Outcome outcome) throws SQLException {
        String system = drop.feed().system();
        Map<Long, Long> kept = new TreeMap<>();
        for (Map.Entry<String, MendableRows> kind : outcome.mendable().entrySet()) {
            MendableRows rows = kind.getValue();
            Settlement settled =
                    rejects.settle(transaction, drop.number(), system, kind.getKey(), rows.answered(), rows.rejected());
            // Rows that a mended rejects.csv has answered since, or another row of this drop, are no longer rejects.
            long answered = settled.answeredBefore() + settled.answeredBeside();
            outcome.count(rows.subject(), rows.origin(), 0, answered, -answered);
            if (settled.answeredBefore() > 0) {
                outcome.notice(answeredBefore(settled.answeredBefore()));
            }
            if (settled.answeredBeside() > 0) {
                outcome.notice(answeredBeside(settled.answeredBeside()));
            }
            if (!settled.beside().isEmpty()) {
                outcome.notice(beside(settled.beside()));
            }
            settled.kept().forEach((waybill, count) -> kept.merge(waybill, count, Long::sum));
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
        kept.remove(drop.number());
        if (!kept.isEmpty()) {
            outcome.notice(rejectedBefore(kept));
        }
        decisions.used(transaction, drop.number(), system, outcome.uses());
    }

    /**
     * @param kept how many rejects, for each earlier waybill
     */
    private static Notice rejectedBefore(Map<Long, Long> kept) {
        long rows = kept.values().stream().mapToLong(Long::longValue).sum();
        String waybills = ShortList.of(
                kept.entrySet().stream()
                        .map(each -> String.format(Locale.ROOT, "%,d at waybill %d", each.getValue(), each.getKey()))
                        .toList(),
                MOST_PLACES);
        return new Notice(
                Notice.REJECTED_BEFORE,
                (rows == 1
                                ? "1 rejected row was rejected before, and is listed where it was then: "
                                : String.format(
                                        Locale.ROOT,
                                        "%,d rejected rows were rejected before, and are listed where they were then: ",
                                        rows))
                        + waybills + ".",
                rows);
    }

    private static Notice answeredBefore(long rows) {
        return new Notice(
                "answered-before",
                rows + (rows == 1 ? " row is" : " rows are")
                        + " left out and not rejected again: since this file was made, a mended rejects.csv has answered "
                        + (rows == 1 ? "it." : "them."),
                rows);
    }

    private static Notice answeredBeside(long rows) {
        return new Notice(
                "answered-beside",
                rows + (rows == 1 ? " row is" : " rows are")
                        + " left out and not rejected again: another row of this file has the same key, and answers what was"
                        + " rejected under it.",
                rows);
    }

    private static Notice beside(List<RejectedRow> rows) {
        String places = ShortList.ofPhrases(
                rows.stream().map(row -> row.at().toString()).toList(), MOST_PLACES);
        return new Notice(
                "rejects-of-one-key",
                (rows.size() == 1 ? "1 rejected row has" : rows.size() + " rejected rows have")
                        + " the key of another rejected row, and only that one is listed: " + places
                        + ". Look at them before you mend it: what is delivered"
                        + " under a key answers all of them.",
                rows.size());
    }

    /** Enters the rejects of a delivery that changes nothing; those who mend them need not wait for it. */
    void reject(Connection transaction, Drop drop, Outcome outcome) throws SQLException {
        for (MendableRows rows : outcome.mendable().values()) {
            rejects.report(transaction, drop.number(), drop.feed().system(), rows.rejected());
        }
    }
}
