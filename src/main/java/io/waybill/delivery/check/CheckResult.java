package io.waybill.delivery.check;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a check has found.
 *
 * @param rows how many offenders
 * @param examples what the first of them show
 * @param milliseconds that it took
 * @param failure why it could not be run, as a sentence; empty when it was
 */
public record CheckResult(
        String name,
        Severity severity,
        String sentence,
        long rows,
        List<String> examples,
        long milliseconds,
        String failure) {
    private static final int SHOWN = 5;

    public CheckResult {
        requireNonNull(name, "name");
        requireNonNull(severity, "severity");
        requireNonNull(sentence, "sentence");
        examples = List.copyOf(examples);
        requireNonNull(failure, "failure");
    }

    /** Whether there is nothing to say. */
    public boolean passed() {
        return rows == 0 && failure.isEmpty();
    }

    /** Whether the delivery is rolled back because of it. */
    boolean refuses() {
        return severity == Severity.ERROR && !passed();
    }

    /** What it says, with figures, in sentences. */
    String told() {
        if (!failure.isEmpty()) {
            return "The check " + name + " could not be run: " + failure;
        }
        return "The check " + name + " failed: " + sentence + " " + String.format(Locale.ROOT, "%,d", rows)
                + (rows == 1 ? " row: " : rows <= SHOWN ? " rows: " : " rows, the first: ")
                + examples.stream().limit(SHOWN).collect(Collectors.joining("; ")) + ".";
    }
}
