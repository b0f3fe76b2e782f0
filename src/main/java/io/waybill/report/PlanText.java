package io.waybill.report;

import static java.util.Objects.requireNonNull;

import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.ReviewedPlan;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A waybill's plan, table by table, as people read it on a terminal. Safe for use by several threads. */
public final class PlanText {
    private final DateTimeFormatter time;

    /** @param zone that people read times in */
    public PlanText(ZoneId zone) {
        this.time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(requireNonNull(zone, "zone"));
    }

    /** What the waybill would change, or has changed, with all guards and decisions. */
    public String of(LedgerEntry page) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "Waybill %d (%s, %s): %s%n",
                page.number(), page.feed(), page.file().name(), page.state().word()));
        if (!page.message().isEmpty()) {
            text.append('\n').append(page.message()).append('\n');
        }
        append(text, page.plan(), page.plan().guards());
        return TerminalText.printable(text);
    }

    /** Adds the plan to a longer text, with only those guards that tripped. */
    void appendBriefly(StringBuilder text, ReviewedPlan plan) {
        append(
                text,
                plan,
                plan.guards().stream().filter(ReviewedPlan.GuardLine::tripped).toList());
    }

    private void append(StringBuilder text, ReviewedPlan plan, List<ReviewedPlan.GuardLine> guards) {
        tables(text, plan);
        guards(text, guards);
        decisions(text, plan.verdicts());
    }

    private static void tables(StringBuilder text, ReviewedPlan plan) {
        if (plan.isEmpty()) {
            return;
        }
        text.append("\nPlan ").append(plan.fingerprint()).append('\n');
        List<ReviewedPlan.TableLine> changing = plan.changing();
        if (changing.isEmpty()) {
            text.append("  no row changes in any of its tables\n");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "rows before", "inserts", "updates", "retirements", "deletes", "unchanged"));
        changing.forEach(table -> rows.add(TerminalText.row(
                table.table(),
                List.of(
                        table.rowsBefore(),
                        table.inserted(),
                        table.updated(),
                        table.retired(),
                        table.deleted(),
                        table.unchanged()))));
        TerminalText.addTable(text, rows);
        if (plan.others() > 0) {
            text.append("  and ")
                    .append(plan.others())
                    .append(plan.others() == 1 ? " table that stays as it is\n" : " tables that stay as they are\n");
        }
    }

    private static void guards(StringBuilder text, List<ReviewedPlan.GuardLine> guards) {
        if (!guards.isEmpty()) {
            text.append("\nGuards\n");
            guards.forEach(guard -> text.append(guard.tripped() ? "  tripped  " : "  passed   ")
                    .append(guard.guard())
                    .append(": ")
                    .append(guard.sentence())
                    .append('\n'));
        }
    }

    private void decisions(StringBuilder text, List<ReviewedPlan.Verdict> verdicts) {
        if (!verdicts.isEmpty()) {
            text.append("\nReview\n");
            verdicts.forEach(verdict -> text.append("  ")
                    .append(verdict.approved() ? "approved" : "declined")
                    .append(" by ")
                    .append(verdict.by())
                    .append(", ")
                    .append(time.format(verdict.at()))
                    .append(verdict.reason().isEmpty() ? "" : ": " + verdict.reason())
                    .append('\n'));
        }
    }
}
