package io.waybill.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.LedgerEntry;
import io.waybill.ledger.LedgerLine;
import io.waybill.ledger.Results;
import io.waybill.ledger.ReviewedPlan;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A waybill's page, and lists of waybills, as people read them on a terminal. Safe for use by several threads. */
public final class WaybillText {
    /** Offenders of a check on a page that people read. */
    private static final int SHOWN = 5;

    private final DateTimeFormatter time;

    /** @param zone that people read times in */
    public WaybillText(ZoneId zone) {
        this.time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(requireNonNull(zone, "zone"));
    }

    /** In one phrase: {@code delivered, 120 read, 3 inserted, 117 unchanged}. */
    public String outcome(LedgerEntry page) {
        List<String> parts = new ArrayList<>(List.of(page.state().word()));
        List<Tally> tallies = page.results().counts(Tally.Origin.DROP);
        if (!tallies.isEmpty()) {
            Tally.sum(tallies).byWord().forEach((word, count) -> {
                if (count != 0) {
                    parts.add(number(count) + " " + word);
                }
            });
        }
        if (page.links().sameAs() != null) {
            parts.add("same bytes as waybill " + page.links().sameAs());
        }
        return String.join(", ", parts);
    }

    /** The page as plain text, several lines. */
    public String page(LedgerEntry page) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "Waybill %d: %s%s%n",
                page.number(), page.state().word(), page.request().preview() ? " (preview: nothing was changed)" : ""));
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
            field(text, "for", page.file().name());
        }
        field(
                text,
                "claimed",
                time.format(page.times().claimedAt()) + " by " + page.run().account() + ", Waybill "
                        + page.run().version());
        if (page.times().finishedAt() != null) {
            field(text, "finished", time.format(page.times().finishedAt()));
        } else {
            field(text, "progress", page.run().progress() + " % read");
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
            field(text, "same as", "waybill " + page.links().sameAs());
        }
        if (page.links().refersTo() != null) {
            field(text, "undoes", "waybill " + page.links().refersTo());
        }
        if (!page.request().by().isEmpty()) {
            field(text, "asked by", page.request().by());
        }
        if (page.links().undoneBy() != null) {
            field(text, "undone by", "waybill " + page.links().undoneBy());
        }
        if (!page.message().isEmpty()) {
            text.append('\n').append(page.message()).append('\n');
        }
        steps(text, page);
        counts(text, page);
        plan(text, page);
        guards(text, page, true);
        verdicts(text, page);
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
        // A file name may hold what a terminal would obey.
        return text.toString().replace(System.lineSeparator(), "\n").replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
    }

    /** What it would change, or has changed, table by table, as plain text. */
    public String plan(LedgerEntry page) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "Waybill %d (%s, %s): %s%n",
                page.number(), page.feed(), page.file().name(), page.state().word()));
        if (!page.message().isEmpty()) {
            text.append('\n').append(page.message()).append('\n');
        }
        plan(text, page);
        guards(text, page, false);
        verdicts(text, page);
        return text.toString().replace(System.lineSeparator(), "\n").replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
    }

    /** A list of waybills as a table; says so when there is none. */
    public String table(List<LedgerLine> lines) {
        if (lines.isEmpty()) {
            return "No waybills.\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("number", "feed", "state", "claimed", "read", "changed", "rejected", "file"));
        for (LedgerLine line : lines) {
            String state = line.state().word() + (line.state().terminal() ? "" : " " + line.progress() + " %");
            rows.add(List.of(
                    Long.toString(line.number()),
                    line.feed().toString() + (line.preview() ? " (preview)" : ""),
                    state,
                    time.format(line.claimedAt()),
                    number(line.read()),
                    number(line.changed()),
                    number(line.rejected()),
                    line.fileName()));
        }
        return TextTable.of(rows, List.of(0, 4, 5, 6));
    }

    private void steps(StringBuilder text, LedgerEntry page) {
        text.append("\nSteps\n");
        page.times()
                .steps()
                .forEach(step -> text.append(
                        String.format(Locale.ROOT, "  %-10s %s%n", step.state().word(), time.format(step.at()))));
    }

    private static void counts(StringBuilder text, LedgerEntry page) {
        for (Tally.Origin origin : Tally.Origin.values()) {
            List<Tally> tallies = page.results().counts(origin);
            if (tallies.isEmpty()) {
                continue;
            }
            text.append(
                    origin == Tally.Origin.DROP
                            ? "\nRecords of the drop\n"
                            : "\nRows of the target that were carried over\n");
            List<List<String>> rows = new ArrayList<>();
            rows.add(row("", tallies.get(0).byWord().keySet()));
            tallies.forEach(tally -> rows.add(row(tally)));
            if (tallies.size() > 1) {
                rows.add(row(Tally.sum(tallies)));
            }
            List<Integer> right = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
            TextTable.of(rows, right)
                    .lines()
                    .forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    private static void plan(StringBuilder text, LedgerEntry page) {
        if (page.plan().isEmpty()) {
            return;
        }
        text.append("\nPlan ").append(page.plan().fingerprint()).append('\n');
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "rows before", "inserts", "updates", "retirements", "deletes", "unchanged"));
        page.plan()
                .tables()
                .forEach(table -> rows.add(row(
                        table.table(),
                        numbers(List.of(
                                table.rowsBefore(),
                                table.inserted(),
                                table.updated(),
                                table.retired(),
                                table.deleted(),
                                table.unchanged())))));
        TextTable.of(rows, List.of(1, 2, 3, 4, 5, 6))
                .lines()
                .forEach(line -> text.append("  ").append(line).append('\n'));
    }

    private static void guards(StringBuilder text, LedgerEntry page, boolean trippedOnly) {
        List<ReviewedPlan.GuardLine> guards = page.plan().guards().stream()
                .filter(guard -> guard.tripped() || !trippedOnly)
                .toList();
        if (!guards.isEmpty()) {
            text.append("\nGuards\n");
            guards.forEach(guard -> text.append(guard.tripped() ? "  tripped  " : "  passed   ")
                    .append(guard.guard())
                    .append(": ")
                    .append(guard.sentence())
                    .append('\n'));
        }
    }

    private void verdicts(StringBuilder text, LedgerEntry page) {
        if (!page.plan().verdicts().isEmpty()) {
            text.append("\nReviewed\n");
            page.plan()
                    .verdicts()
                    .forEach(verdict -> text.append("  ")
                            .append(verdict.approved() ? "approved" : "declined")
                            .append(" by ")
                            .append(verdict.by())
                            .append(", ")
                            .append(time.format(verdict.at()))
                            .append(verdict.note().isEmpty() ? "" : ": " + verdict.note())
                            .append('\n'));
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
                ? number(value.longValue())
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
                            .append(number(notice.count()))
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
                            .append(number(reject.count()))
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
            text.append("\nBackup of the tables before it\n");
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
                                    : "thrown away " + time.format(backup.removedAt()))));
        }
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-9s %s%n", name, value));
    }

    private static List<String> row(Tally tally) {
        return row(tally.subject(), numbers(tally.byWord().values()));
    }

    private static List<String> row(String first, Collection<String> rest) {
        List<String> row = new ArrayList<>(List.of(first));
        row.addAll(rest);
        return row;
    }

    private static List<String> numbers(Collection<Long> values) {
        return values.stream().map(WaybillText::number).toList();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
