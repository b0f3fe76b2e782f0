package io.waybill.desk.page;

import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Results;
import io.waybill.ledger.ReviewedPlan;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of a drop, and what somebody has to do now: the first thing that people read on its page.
 *
 * @param sentence what became of it, with the reason where it was refused or failed; empty while it is under way or waits for approval, which the
 *     page says in its own way
 * @param tone the class that colours it
 * @param open rows that were rejected and wait to be mended
 * @param lost rows that could not be delivered and cannot be mended either; of a preview, all that would be rejected
 * @param lostWhat what those rows are, such as {@code calendar entry}; empty when there are none
 * @param before the sentence that says of rows that were rejected again where they wait; empty for none
 * @param warnings checks that found something and did not stop the delivery
 * @param planned whether nothing of it was done: it is a preview
 */
record WaybillAnswer(
        String sentence,
        String tone,
        long open,
        long lost,
        String lostWhat,
        String before,
        long warnings,
        boolean planned) {
    private static final String OPEN = "open";
    private static final String REPORTED = "reported";

    /** Reads it from the waybill. */
    static WaybillAnswer of(LedgerEntry page, PageFormat words) {
        List<Results.RejectCount> lost = page.results().rejects().stream()
                .filter(reject -> reject.state().equals(REPORTED))
                .toList();
        return new WaybillAnswer(
                sentence(page, words),
                words.tone(page.state()),
                count(page, OPEN),
                count(page, REPORTED),
                lost.stream()
                        .map(reject -> words.spaced(reject.kind()))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                page.results().notices().stream()
                        .filter(WaybillAnswer::tellsOfRejectsBefore)
                        .map(Notice::sentence)
                        .collect(Collectors.joining(" ")),
                page.results().checks().stream()
                        .filter(check -> !check.passed() && !check.error())
                        .count(),
                page.onlyPlanned());
    }

    /** Whether the page says it beside the number of rejects, not among the other notices. */
    static boolean tellsOfRejectsBefore(Notice notice) {
        return notice.rule().equals(Notice.REJECTED_BEFORE);
    }

    /** Whether there is anything to say. */
    boolean isEmpty() {
        return sentence.isEmpty() && open == 0 && lost == 0 && before.isEmpty() && warnings == 0;
    }

    private static long count(LedgerEntry page, String state) {
        return page.results().rejects().stream()
                .filter(reject -> reject.state().equals(state))
                .mapToLong(Results.RejectCount::count)
                .sum();
    }

    private static String sentence(LedgerEntry page, PageFormat words) {
        return switch (page.state()) {
            case DELIVERED -> done(page, words);
            case PREVIEWED -> previewed(page, words);
            case UNCHANGED ->
                page.message().isEmpty() ? "Nothing was changed: the target had all of it already." : page.message();
            case REFUSED -> declined(page) ? "Declined: nothing was changed." : page.message();
            case FAILED -> page.message();
            case UNDONE -> "Undone: what it had changed was taken back.";
            case HELD, CLAIMED, READING, STAGED, PLANNED, APPLYING -> "";
        };
    }

    private static String previewed(LedgerEntry page, PageFormat words) {
        if (page.plan().isEmpty()) {
            return "Nothing has been changed or written: this was a preview.";
        }
        String would = page.plan().changes() == 0
                ? "There is nothing to change: the target has all of it already."
                : "It would " + changes(page, words, List.of("insert", "update", "retire", "delete")) + ".";
        return "Nothing has been changed. " + would
                + (page.plan().wouldBeHeld() ? " It would be held until somebody approves:" : "");
    }

    /** Whether somebody has declined its plan, which the page says beside the answer, with who, when and why. */
    private static boolean declined(LedgerEntry page) {
        return page.cancellation() == null
                && page.plan()
                        .latestVerdict()
                        .filter(verdict -> !verdict.approved())
                        .isPresent();
    }

    private static String done(LedgerEntry page, PageFormat words) {
        String what = page.kind() == WaybillKind.UNDO
                ? "Waybill " + page.links().refersTo() + " is undone"
                : page.kind() == WaybillKind.RESTORE ? "Restored" : "Delivered";
        return page.plan().changes() == 0
                ? what + "."
                : what + ": " + changes(page, words, List.of("inserted", "updated", "retired", "deleted")) + ".";
    }

    /** {@code insert 3 rows, update 4} or {@code 3 rows inserted, 4 updated}. */
    private static String changes(LedgerEntry page, PageFormat words, List<String> verbs) {
        List<ReviewedPlan.TableLine> tables = page.plan().tables();
        long[] counts = {
            tables.stream().mapToLong(ReviewedPlan.TableLine::inserted).sum(),
            tables.stream().mapToLong(ReviewedPlan.TableLine::updated).sum(),
            tables.stream().mapToLong(ReviewedPlan.TableLine::retired).sum(),
            tables.stream().mapToLong(ReviewedPlan.TableLine::deleted).sum()
        };
        boolean planned = page.state() == State.PREVIEWED;
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                String rows = parts.isEmpty() ? words.count(counts[i], "row", "rows") : words.number(counts[i]);
                parts.add(planned ? verbs.get(i) + " " + rows : rows + " " + verbs.get(i));
            }
        }
        return String.join(", ", parts);
    }
}
