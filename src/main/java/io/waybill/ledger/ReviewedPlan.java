package io.waybill.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A waybill's plan as the ledger keeps it, with what guards and people said about it.
 *
 * @param tables what changes, one line per table; empty when the waybill has no plan
 * @param guards the limits that the plan was measured against
 * @param verdicts what people decided while it was held, oldest first
 */
public record ReviewedPlan(List<TableLine> tables, List<GuardLine> guards, List<Verdict> verdicts) {
    /**
     * One table's part of the plan.
     *
     * @param table its name, with the schema unless that is {@code public}
     * @param rowsBefore how many rows it had when the plan was made
     */
    public record TableLine(
            String table,
            String model,
            long rowsBefore,
            long inserted,
            long updated,
            long retired,
            long deleted,
            long unchanged,
            String fingerprint) {
        /** How many rows differ. */
        public long changes() {
            return inserted + updated + retired + deleted;
        }
    }

    /**
     * A limit on the plan, and what was measured.
     *
     * @param guard its name: {@code deletes}
     * @param subject what was measured: a table, a model, a kind of row
     * @param measured how many
     * @param ofAll out of how many; 0 where there is nothing to compare with
     * @param most the limit in words
     * @param tripped whether the limit was exceeded
     * @param sentence what was found, with figures
     */
    public record GuardLine(
            String guard, String subject, long measured, long ofAll, String most, boolean tripped, String sentence) {}

    /**
     * A person's decision on a held plan.
     *
     * @param approved otherwise it was declined
     * @param fingerprint of the plan that the person saw
     * @param by name of the person
     * @param reason why; may be empty
     */
    public record Verdict(boolean approved, String fingerprint, String by, String reason, Instant at) {}

    /** Whether there is no plan. */
    public boolean isEmpty() {
        return tables.isEmpty();
    }

    /** Tells this plan from any other. Empty when there is no plan. */
    public String fingerprint() {
        return isEmpty()
                ? ""
                : PlanFingerprint.of(tables.stream().map(TableLine::fingerprint).toList());
    }

    /** The latest decision, which may be about an earlier plan. */
    public Optional<Verdict> latestVerdict() {
        return verdicts.isEmpty() ? Optional.empty() : Optional.of(verdicts.get(verdicts.size() - 1));
    }

    /** Whether the latest decision is about this very plan. */
    public boolean decided() {
        return latestVerdict()
                .filter(verdict -> verdict.fingerprint().equals(fingerprint()))
                .isPresent();
    }

    /** Whether it exceeds a limit. */
    public boolean wouldBeHeld() {
        return guards.stream().anyMatch(GuardLine::tripped);
    }

    /** How many rows differ in all tables. */
    public long changes() {
        return tables.stream().mapToLong(TableLine::changes).sum();
    }

    /** The tables in which a row differs. */
    public List<TableLine> changing() {
        return tables.stream().filter(table -> table.changes() > 0).toList();
    }

    /** How many tables the feed delivers into that stay as they are, beside {@link #changing()}. */
    public int others() {
        return tables.size() - changing().size();
    }
}
