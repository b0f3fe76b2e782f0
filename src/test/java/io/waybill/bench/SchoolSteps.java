package io.waybill.bench;

import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What part of the time is spent on which step, from what the waybill itself tells: its states, and its notice of times. */
final class SchoolSteps {
    private static final Pattern TIMES = Pattern.compile(
            "Time needed: (\\d+) ms to parse the export, (\\d+) ms to bring it into working tables, (\\d+) ms to find .*");
    private static final double HUNDRED = 100;

    private final Map<String, Map<String, List<Long>>> steps = new LinkedHashMap<>();

    /** Adds a drop that was carried. */
    void add(Times times, TimedDrops.Carried carried, String run) {
        times.add(carried.nanos());
        Matcher told = carried.page().results().notices().stream()
                .map(notice -> TIMES.matcher(notice.sentence()))
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow();
        long whole = Duration.ofNanos(carried.nanos()).toMillis();
        long parse = Long.parseLong(told.group(1));
        long stage = Long.parseLong(told.group(2));
        long resolve = Long.parseLong(told.group(3));
        LedgerEntry page = carried.page();
        Instant planned = at(page, State.PLANNED);
        long plan = Math.max(0, between(at(page, State.READING), planned) - parse - stage - resolve);
        long apply = between(planned, page.times().finishedAt());
        note(run, "parse", parse);
        note(run, "stage", stage);
        note(run, "resolve", resolve);
        note(run, "plan", plan);
        note(run, "apply, commit", apply);
        note(run, "claim, archive", whole - parse - stage - resolve - plan - apply);
    }

    /** Prints the mean of each step of each kind of run, and its share. */
    void print() {
        steps.forEach((run, each) -> {
            double whole = each.values().stream().mapToDouble(SchoolSteps::mean).sum();
            System.out.println(run + ": "
                    + each.entrySet().stream()
                            .map(step -> String.format(
                                    Locale.ROOT,
                                    "%s %,.0f ms (%.0f %%)",
                                    step.getKey(),
                                    mean(step.getValue()),
                                    mean(step.getValue()) / whole * HUNDRED))
                            .collect(Collectors.joining(", ")));
        });
    }

    private static double mean(List<Long> each) {
        return each.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    private void note(String run, String step, long milliseconds) {
        steps.computeIfAbsent(run, none -> new LinkedHashMap<>())
                .computeIfAbsent(step, none -> new ArrayList<>())
                .add(milliseconds);
    }

    private static Instant at(LedgerEntry page, State state) {
        return page.times().steps().stream()
                .filter(step -> step.state() == state)
                .reduce((first, second) -> second)
                .orElseThrow()
                .at();
    }

    private static long between(Instant from, Instant until) {
        return Duration.between(from, until).toMillis();
    }
}
