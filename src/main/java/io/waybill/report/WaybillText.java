package io.waybill.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.Results;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A waybill's page as people read it on a terminal. Safe for use by several threads. */
public final class WaybillText {
    /** How many of the rows that a check found are shown. */
    private static final int SHOWN = 5;
    /** Where the values of the fields at the top of the page begin. */
    private static final String FIELD = "  %-13s %s%n";

    private final DateTimeFormatter time;
    private final PlanText plan;
    private final Emphasis emphasis;

    /**
     * With states as they are.
     *
     * @param zone that people read times in
     */
    public WaybillText(ZoneId zone) {
        this(zone, Emphasis.NONE);
    }

    /**
     * @param zone that people read times in
     * @param emphasis how the state is shown
     */
    public WaybillText(ZoneId zone, Emphasis emphasis) {
        this.emphasis = requireNonNull(emphasis, "emphasis");
        this.time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(requireNonNull(zone, "zone"));
        this.plan = new PlanText(zone);
    }

    /**
     * The outcome in one phrase: {@code delivered, 120 read, 3 inserted, 117 unchanged}, and what has changed of rows that were carried over:
     * {@code ; of rows carried over 5 updated}. What has only been planned is said to be that:
     * {@code previewed: nothing was changed, 120 read, 3 to be inserted}; the plan of a refused file is left out.
     */
    public String outcome(LedgerEntry page) {
        State state = page.state();
        boolean planned = state.changedNothing() && state != State.UNCHANGED;
        List<String> parts = new ArrayList<>(List.of(planned ? state.word() + ": nothing was changed" : state.word()));
        boolean refused = state == State.REFUSED || state == State.FAILED;
        counts(page, Tally.Origin.DROP).forEach((word, count) -> {
            if (!(refused && Tally.CHANGES.contains(word))) {
                parts.add(counted(word, count, planned));
            }
        });
        if (page.links().sameAs() != null) {
            parts.add("same bytes as waybill " + page.links().sameAs());
        }
        List<String> carriedOver = new ArrayList<>();
        counts(page, Tally.Origin.TARGET).forEach((word, count) -> {
            if (!refused && Tally.CHANGES.contains(word)) {
                carriedOver.add(counted(word, count, planned));
            }
        });
        return String.join(", ", parts)
                + (carriedOver.isEmpty() ? "" : "; of rows carried over " + String.join(", ", carriedOver));
    }

    /** What is not 0 of an origin's counts, by word. */
    private static Map<String, Long> counts(LedgerEntry page, Tally.Origin origin) {
        List<Tally> tallies = page.results().counts(origin);
        Map<String, Long> counts = new LinkedHashMap<>();
        if (!tallies.isEmpty()) {
            counts.putAll(Tally.sum(tallies).byWord());
            counts.values().removeIf(count -> count == 0);
        }
        return counts;
    }

    private static String counted(String word, long count, boolean planned) {
        return TerminalText.number(count) + (planned && Tally.CHANGES.contains(word) ? " to be " : " ") + word;
    }

    /** The page as plain text, several lines. */
    public String page(LedgerEntry page) {
        return "Waybill " + page.number() + ": "
                + emphasis.of(page.state(), page.state().word())
                + (page.request().preview() ? " (preview: nothing was changed)" : "")
                + "\n"
                + TerminalText.printable(below(page));
    }

    /** The page below its first line. */
    private StringBuilder below(LedgerEntry page) {
        StringBuilder text = new StringBuilder();
        field(text, "feed", page.feed().toString());
        if (page.kind() == WaybillKind.DROP) {
            field(
                    text,
                    "file",
                    String.format(
                            Locale.ROOT,
                            "%s (%,d bytes)",
                            page.file().name(),
                            page.file().size()));
            field(text, "sha256", page.file().sha256());
        } else {
            field(text, "request", page.file().name());
        }
        field(
                text,
                "claimed",
                time.format(page.times().claimedAt()) + " by " + page.run().account() + ", Waybill "
                        + page.run().version());
        if (page.times().finishedAt() != null) {
            field(text, "finished", time.format(page.times().finishedAt()));
        } else if (page.state() != State.HELD) {
            field(text, "progress", page.run().progress() + " %");
        }
        if (page.run().attempts() > 1) {
            field(text, "attempts", Integer.toString(page.run().attempts()));
        }
        if (!page.request().options().isEmpty()) {
            field(
                    text,
                    "options",
                    page.request().options().entrySet().stream()
                            .map(option -> option.getKey() + "=" + option.getValue())
                            .collect(Collectors.joining(", ")));
        }
        if (page.links().sameAs() != null) {
            field(text, "same bytes as", "waybill " + page.links().sameAs());
        }
        if (page.links().refersTo() != null) {
            field(text, "undoes", "waybill " + page.links().refersTo());
        }
        if (!page.request().by().isEmpty()) {
            field(text, "requested by", page.request().by());
        }
        if (page.links().undoneBy() != null) {
            field(text, "undone by", "waybill " + page.links().undoneBy());
        }
        if (!page.message().isEmpty()) {
            text.append('\n').append(page.message()).append('\n');
        }
        steps(text, page);
        counts(text, page);
        plan.appendBriefly(text, page.plan());
        comparison(text, page.results().comparison());
        notices(text, page);
        rejects(text, page);
        checks(text, page);
        backups(text, page);
        if (!page.results().files().isEmpty()) {
            text.append("\nFiles\n");
            page.results()
                    .files()
                    .forEach(file -> text.append(String.format(
                            Locale.ROOT, "  %-9s %s (%,d bytes)%n", file.role().word(), file.path(), file.size())));
        }
        return text;
    }

    private void steps(StringBuilder text, LedgerEntry page) {
        text.append("\nSteps\n");
        List<LedgerEntry.Step> steps = page.times().steps();
        for (int i = 0; i < steps.size(); i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-10s %s%n",
                    page.times().word(i),
                    time.format(steps.get(i).at())));
        }
    }

    private static void counts(StringBuilder text, LedgerEntry page) {
        for (Tally.Origin origin : Tally.Origin.values()) {
            List<Tally> tallies = page.results().counts(origin);
            if (tallies.isEmpty()) {
                continue;
            }
            text.append(
                            origin == Tally.Origin.DROP
                                    ? "\nRecords of the drop"
                                    : "\nRows of the target that were carried over")
                    .append(page.onlyPlanned() ? ", as planned: nothing was changed\n" : "\n");
            List<List<String>> rows = new ArrayList<>();
            List<String> headings = new ArrayList<>(List.of(""));
            headings.addAll(tallies.get(0).byWord().keySet());
            rows.add(headings);
            List<Tally> counting = Tally.counting(tallies);
            counting.forEach(tally -> rows.add(row(tally)));
            if (counting.size() > 1) {
                rows.add(row(Tally.sum(tallies)));
            }
            TerminalText.addTable(text, rows);
        }
    }

    private static void comparison(StringBuilder text, JsonNode comparison) {
        if (comparison == null || comparison.isNull()) {
            return;
        }
        text.append("\nThe target before and after\n");
        if (comparison.isObject()) {
            comparison
                    .properties()
                    .forEach(entry -> text.append("  ")
                            .append(entry.getKey())
                            .append(": ")
                            .append(inWords(entry.getValue()))
                            .append('\n'));
        } else {
            text.append("  ").append(inWords(comparison)).append('\n');
        }
    }

    private static String inWords(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> entry.getKey() + " " + inWords(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value.isIntegralNumber()
                ? TerminalText.number(value.longValue())
                : value.isTextual() ? value.textValue() : value.toString();
    }

    private static void notices(StringBuilder text, LedgerEntry page) {
        if (!page.results().notices().isEmpty()) {
            text.append("\nNotices\n");
            page.results()
                    .notices()
                    .forEach(notice -> text.append("  ")
                            .append(notice.rule())
                            .append(" (")
                            .append(TerminalText.number(notice.count()))
                            .append("): ")
                            .append(notice.sentence())
                            .append('\n'));
        }
    }

    private static void rejects(StringBuilder text, LedgerEntry page) {
        if (!page.results().rejects().isEmpty()) {
            text.append("\nRejects\n");
            page.results()
                    .rejects()
                    .forEach(reject -> text.append("  ")
                            .append(reject.kind())
                            .append(", ")
                            .append(reject.rule())
                            .append(": ")
                            .append(TerminalText.number(reject.count()))
                            .append(' ')
                            .append(reject.state())
                            .append('\n'));
        }
    }

    private static void checks(StringBuilder text, LedgerEntry page) {
        if (!page.results().checks().isEmpty()) {
            text.append("\nChecks\n");
            page.results().checks().forEach(check -> text.append(check(check)));
        }
    }

    private static String check(Results.CheckLine check) {
        if (check.passed()) {
            return String.format(Locale.ROOT, "  passed   %s (%,d ms)%n", check.name(), check.milliseconds());
        }
        String found = check.failure().isEmpty()
                ? check.sentence()
                        + String.format(Locale.ROOT, " %,d %s: ", check.rows(), check.rows() == 1 ? "row" : "rows")
                        + check.examples().stream().limit(SHOWN).collect(Collectors.joining("; "))
                        + (check.rows() > SHOWN ? "; …" : "")
                : "could not be run. " + check.failure();
        return String.format("  %-8s %s: %s%n", check.error() ? "failed" : "warning", check.name(), found);
    }

    private void backups(StringBuilder text, LedgerEntry page) {
        if (!page.recovery().backups().isEmpty()) {
            text.append("\nBackup taken before the change\n");
            page.recovery()
                    .backups()
                    .forEach(backup -> text.append(String.format(
                            Locale.ROOT,
                            "  %s, %,d rows, %,d bytes, %s%n",
                            backup.id(),
                            backup.rows(),
                            backup.size(),
                            backup.removedAt() == null
                                    ? backup.path()
                                    : "deleted " + time.format(backup.removedAt()))));
        }
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, FIELD, name, value));
    }

    private static List<String> row(Tally tally) {
        return TerminalText.row(tally.subject(), tally.byWord().values());
    }
}
