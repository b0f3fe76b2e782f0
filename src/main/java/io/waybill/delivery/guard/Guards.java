package io.waybill.delivery.guard;

import io.waybill.delivery.guard.GuardLimits.TableLimits;
import io.waybill.delivery.naming.Plurals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a plan with the limits of its feed, so that a mass change waits for a person while an everyday one does not.
 */
public final class Guards {
    private static final String RETIREMENTS = "retirements";

    private final GuardLimits limits;
    private final Plurals plurals;

    /**
     * @param limits complete, see {@link GuardLimits#complete}
     * @param plurals what is measured, in words
     */
    public Guards(GuardLimits limits, Plurals plurals) {
        this.limits = limits;
        this.plurals = plurals;
    }

    /** Results for all limits that had something to measure. Those that tripped come first, the worst at the top. */
    public List<GuardResult> results(Measures measures) {
        return results(measures, List.of());
    }

    /**
     * The same where a plan by keys says too little, because the file may number its records differently: a table trips only if its rows,
     * recognised by their contents, pass a limit, too. What people read is the plan, with its own words and figures.
     *
     * @param contents what the plan would do to some of the tables, rows recognised by their contents
     */
    public List<GuardResult> results(Measures measures, List<Measures.Table> contents) {
        Map<String, Measures.Table> byContent = new HashMap<>();
        contents.forEach(table -> byContent.put(table.name(), table));
        List<GuardResult> results = new ArrayList<>();
        for (Measures.Table table : measures.tables()) {
            List<GuardResult> planned = new ArrayList<>();
            tables(table, planned);
            Measures.Table recognised = byContent.get(table.name());
            results.addAll(recognised == null ? planned : confirmed(table, planned, recognised));
        }
        for (Measures.Records records : measures.records()) {
            add(
                    results,
                    new GuardCase("rejects", records.kind(), records.rejected(), enough(records.read(), limits.few())),
                    limits.rejects(),
                    count(records.rejected()) + " of " + count(records.read()) + " "
                            + plurals.records(records.kind(), records.read()) + " would be rejected");
            shrinkage(records, measures.lastDelivered(), results);
        }
        for (Measures.References references : measures.references()) {
            add(
                    results,
                    new GuardCase(
                            "unmatched",
                            references.kind(),
                            references.unmatched(),
                            enough(references.all(), limits.few())),
                    limits.unmatched(),
                    count(references.unmatched()) + " of " + count(references.all()) + " "
                            + plurals.references(references.kind(), references.all())
                            + (references.unmatched() == 1 ? " finds nothing" : " find nothing"));
        }
        results.sort(Comparator.comparing(GuardResult::tripped)
                .thenComparing(GuardResult::excess)
                .reversed());
        return results;
    }

    /**
     * Why a waybill is held: the worst that tripped, and how many others.
     *
     * @param results as returned by {@link #results}
     * @return empty when nothing tripped
     */
    public static Optional<String> reason(List<GuardResult> results) {
        List<GuardResult> tripped =
                results.stream().filter(GuardResult::tripped).toList();
        if (tripped.isEmpty()) {
            return Optional.empty();
        }
        String first = tripped.get(0).sentence();
        int others = tripped.size() - 1;
        return Optional.of(
                others == 0
                        ? first
                        : first + " " + others + (others == 1 ? " other guard has" : " other guards have")
                                + " tripped, too.");
    }

    private void tables(Measures.Table table, List<GuardResult> results) {
        TableLimits own = limits.of(table.name());
        long all = enough(table.rowsBefore(), limits.smallTable());
        add(
                results,
                new GuardCase("inserts", table.name(), table.inserted(), all),
                own.inserts(),
                "This would insert " + count(table.inserted()) + " " + plurals.rows(table.name(), table.inserted())
                        + whereThereAre(table));
        add(
                results,
                new GuardCase("updates", table.name(), table.updated(), all),
                own.updates(),
                ofTable("update", table.updated(), table));
        add(
                results,
                new GuardCase(RETIREMENTS, table.name(), table.retired(), all),
                own.retirements(),
                ofTable("retire", table.retired(), table));
        add(
                results,
                new GuardCase("deletes", table.name(), table.deleted(), all),
                own.deletes(),
                ofTable("delete", table.deleted(), table));
    }

    /** The results of a table's plan, as far as its contents confirm them. */
    private List<GuardResult> confirmed(Measures.Table plan, List<GuardResult> planned, Measures.Table contents) {
        List<GuardResult> recognised = byContent(plan, contents);
        boolean differs = recognised.stream().anyMatch(GuardResult::tripped);
        boolean trips = planned.stream().anyMatch(GuardResult::tripped);
        List<GuardResult> confirmed = new ArrayList<>();
        for (GuardResult each : planned) {
            // Contents say nothing of rows that are ended or flagged.
            if (!each.tripped() || each.guard().equals(RETIREMENTS)) {
                confirmed.add(each);
            } else if (differs) {
                confirmed.add(sameFigures(plan, contents) ? each : each.with(" " + inContents(contents)));
            }
        }
        if (trips != differs) {
            confirmed.addAll(recognised);
        }
        return confirmed;
    }

    private List<GuardResult> byContent(Measures.Table plan, Measures.Table contents) {
        TableLimits own = limits.of(plan.name());
        long all = enough(contents.rowsBefore(), limits.smallTable());
        String what = inPlan(plan) + "; by their contents ";
        List<GuardResult> results = new ArrayList<>();
        add(
                results,
                new GuardCase("inserts-by-content", plan.name(), contents.inserted(), all),
                own.inserts(),
                what + count(contents.inserted()) + (contents.inserted() == 1 ? " row" : " rows") + " would be new");
        add(
                results,
                new GuardCase("updates-by-content", plan.name(), contents.updated(), all),
                own.updates(),
                what + count(contents.updated()) + " of those would differ");
        add(
                results,
                new GuardCase("deletes-by-content", plan.name(), contents.deleted(), all),
                own.deletes(),
                what + count(contents.deleted()) + " of those would go");
        return results;
    }

    private static boolean sameFigures(Measures.Table plan, Measures.Table contents) {
        return plan.inserted() == contents.inserted()
                && plan.updated() == contents.updated()
                && plan.deleted() == contents.deleted();
    }

    /** The whole plan of a table, in the words that the page of the waybill has for it. */
    private String inPlan(Measures.Table table) {
        List<String> parts = new ArrayList<>();
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("insert", table.inserted());
        figures.put("update", table.updated());
        figures.put("retire", table.retired());
        figures.put("delete", table.deleted());
        figures.forEach((word, rows) -> {
            if (rows > 0) {
                parts.add(word + " " + count(rows));
            }
        });
        String plan = parts.isEmpty() ? "change no" : String.join(", ", parts);
        long all = figures.values().stream().mapToLong(Long::longValue).sum();
        return "This would " + plan + " " + plurals.rows(table.name(), all) + whereThereAre(table);
    }

    private static String inContents(Measures.Table table) {
        return "By their contents " + count(table.deleted()) + " of them would go, " + count(table.inserted())
                + " would be new and " + count(table.updated()) + " would differ.";
    }

    private String ofTable(String what, long rows, Measures.Table table) {
        return "This would " + what + " " + count(rows) + " of " + count(table.rowsBefore()) + " "
                + plurals.rows(table.name(), table.rowsBefore());
    }

    private static String whereThereAre(Measures.Table table) {
        return (table.rowsBefore() == 1 ? ", where there is " : ", where there are ") + count(table.rowsBefore())
                + " now";
    }

    private void shrinkage(Measures.Records records, long lastDelivered, List<GuardResult> results) {
        long fewer = records.readLast() - records.read();
        if (fewer > 0) {
            add(
                    results,
                    new GuardCase("shrinkage", records.kind(), fewer, enough(records.readLast(), limits.smallTable())),
                    limits.shrinkage(),
                    "The file has " + count(records.read()) + " " + plurals.records(records.kind(), records.read())
                            + ", "
                            + count(fewer) + " fewer than the one of waybill " + lastDelivered
                            + ", which was delivered last and had " + count(records.readLast()));
        }
    }

    /** What is measured, and out of how many. */
    private record GuardCase(String guard, String subject, long measured, long ofAll) {}

    private static void add(List<GuardResult> results, GuardCase found, Limit limit, String what) {
        if (found.measured == 0 || limit.isOff()) {
            return;
        }
        String share = found.ofAll == 0 ? "" : " (" + Limit.percent((double) found.measured / found.ofAll) + ")";
        results.add(new GuardResult(
                found.guard,
                found.subject,
                found.measured,
                found.ofAll,
                limit,
                limit.passedBy(found.measured, found.ofAll),
                what + share + "; the limit is " + limit + "."));
    }

    /** The number itself, or 0 when it is too small for a share to mean anything. */
    private static long enough(long all, long least) {
        return all < least ? 0 : all;
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
