package io.waybill.delivery.check;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a check has found.
 *
 * @param rows how many rows it found
 * @param examples first column of the first of these rows
 * @param milliseconds how long it took
 * @param failure why it could not be run, as a sentence; empty when it was run
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

    /** Whether it ran and found nothing. */
    public boolean passed() {
        return rows == 0 && failure.isEmpty();
    }

    /**
     * The result without what the target has in any case: a warning, when nothing else was found.
     *
     * @param known how many of the rows that is
     * @param others first column of the first of the other rows
     */
    CheckResult without(long known, List<String> others) {
        if (known == 0) {
            return this;
        }
        if (known == rows) {
            return new CheckResult(
                    name,
                    Severity.WARNING,
                    sentence + " It was so before this drop.",
                    rows,
                    examples,
                    milliseconds,
                    failure);
        }
        String besides = String.format(
                Locale.ROOT,
                known == 1
                        ? " Besides %,d that was so before this drop."
                        : " Besides %,d that were so before this drop.",
                known);
        return new CheckResult(name, severity, sentence + besides, rows - known, others, milliseconds, failure);
    }

    /** Whether the delivery is rolled back because of it. */
    boolean refuses() {
        return severity == Severity.ERROR && !passed();
    }

    /** The result for people, with figures, in sentences. */
    String message() {
        if (!failure.isEmpty()) {
            return "The check " + name + " could not be run: " + failure;
        }
        return "The check " + name + " failed: " + sentence + " " + String.format(Locale.ROOT, "%,d", rows)
                + (rows == 1 ? " row: " : rows <= SHOWN ? " rows: " : " rows, the first: ")
                + examples.stream().limit(SHOWN).collect(Collectors.joining("; ")) + ".";
    }
}
