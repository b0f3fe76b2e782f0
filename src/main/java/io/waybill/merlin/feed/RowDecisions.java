package io.waybill.merlin.feed;

import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvRow;
import io.waybill.match.Decision;
import io.waybill.match.Decisions;
import io.waybill.match.RuleUse;
import io.waybill.match.RuleUses;
import io.waybill.merlin.MerlinFeed;
import io.waybill.reject.ReturnedRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies what people decided about rows, either in a reject that comes back or earlier about the same row. The chosen value replaces the
 * one that was not found; then the row is handled like any other.
 */
final class RowDecisions {
    /** No earlier decisions. */
    static final RowDecisions NONE = new RowDecisions(Map.of());

    /** The rule of a new user who may be one of the target with a new address. The answer is the user who gets it, or the address itself. */
    static final String EMAIL_CHANGED = "email-changed";

    /** The rule of a new user whose address is somebody's login name. The answer is the address of the user whom the row is about. */
    static final String EMAIL_TAKEN = "email-taken";

    private static final String NOT_FOUND = "-not-found";
    private static final String AMBIGUOUS = "-ambiguous";
    private static final String BETWEEN = "\u001F";

    private final Map<MerlinFeed, Decisions> before;
    private final RuleUses uses = new RuleUses();

    /** @param before earlier decisions, by feed */
    RowDecisions(Map<MerlinFeed, Decisions> before) {
        this.before = new EnumMap<>(MerlinFeed.class);
        this.before.putAll(before);
    }

    /**
     * A row with its decision applied.
     *
     * @param decision to be kept for later drops; null for none
     * @param dropped whether the row is left out
     * @param fault of the decision; null for none
     * @param former address of the user as a person gave it; null for none
     */
    record Decided(CsvRow row, Decision decision, boolean dropped, Fault fault, String former) {
        private Decided(CsvRow row, Decision decision, boolean dropped, Fault fault) {
            this(row, decision, dropped, fault, null);
        }

        /** Values that a person gave instead of those of the row, by column. */
        Map<String, String> answers() {
            return former == null ? Map.of() : Map.of(MerlinFeed.FORMER_EMAIL, former);
        }
    }

    /**
     * Applies the decision about a row.
     *
     * @param returned the row as it came back; null when it does not come from an error folder
     * @param counted whether the use of earlier decisions is counted; to be true once for each row
     */
    Decided of(BatchFile file, CsvRow row, ReturnedRow returned, boolean counted) {
        return returned == null || returned.decision() == null
                ? remembered(file, row, counted)
                : decided(file, row, returned.rule(), returned.decision().strip());
    }

    private Decided decided(BatchFile file, CsvRow row, String rule, String answer) {
        if (Decision.isDrop(answer)) {
            return new Decided(row, new Decision(whole(file, row), answer), true, null);
        }
        if (rule.equals(EMAIL_CHANGED) && file.feed() == MerlinFeed.USERS) {
            Decision decision = new Decision(about(file, row, MerlinFeed.FORMER_EMAIL), answer);
            return new Decided(row, decision, false, null, answer);
        }
        Optional<String> column = column(file, rule);
        if (column.isEmpty()) {
            return new Decided(
                    row,
                    null,
                    false,
                    new Fault(
                            Position.ofLine(file.name(), row.line()),
                            null,
                            "decision",
                            "decision-not-understood",
                            answer,
                            Decision.DROP + ", or nothing: only what was not found can be chosen here",
                            "Correct the row itself."));
        }
        Decision decision = new Decision(about(file, row, column.get()), answer);
        return new Decided(file.columns().with(row, column.get(), answer), decision, false, null);
    }

    /** Which earlier decisions have been used, and for how many rows. */
    List<RuleUse> uses() {
        return uses.all();
    }

    private void use(BatchFile file, List<String> key, boolean counted) {
        if (counted) {
            uses.answer(file.feed().word(), key);
        }
    }

    private Decided remembered(BatchFile file, CsvRow row, boolean counted) {
        Decisions decisions = before.getOrDefault(file.feed(), Decisions.NONE);
        if (decisions.isEmpty()) {
            return new Decided(row, null, false, null);
        }
        if (decisions.answer(whole(file, row)).filter(Decision::isDrop).isPresent()) {
            use(file, whole(file, row), counted);
            return new Decided(row, null, true, null);
        }
        CsvRow read = row;
        for (String column : file.feed().columns()) {
            if (!file.columns().cell(row, column).isEmpty()) {
                Optional<String> answer = decisions.answer(about(file, row, column));
                if (answer.isPresent()) {
                    read = file.columns().with(read, column, answer.get());
                    use(file, about(file, row, column), counted);
                }
            }
        }
        String former = former(file, row, decisions);
        if (former != null) {
            use(file, about(file, row, MerlinFeed.FORMER_EMAIL), counted);
        }
        return new Decided(read, null, false, null, former);
    }

    private static String former(BatchFile file, CsvRow row, Decisions decisions) {
        return file.feed() == MerlinFeed.USERS
                        && file.columns().cell(row, MerlinFeed.FORMER_EMAIL).isEmpty()
                ? decisions.answer(about(file, row, MerlinFeed.FORMER_EMAIL)).orElse(null)
                : null;
    }

    /** The rule of a reject with a reference in a column that finds nothing, or several things. */
    static String rule(String column, boolean ambiguous) {
        return column.replace('_', '-') + (ambiguous ? AMBIGUOUS : NOT_FOUND);
    }

    private static Optional<String> column(BatchFile file, String rule) {
        if (rule.equals(EMAIL_TAKEN) && file.feed() == MerlinFeed.USERS) {
            return Optional.of("email");
        }
        return file.feed().columns().stream()
                .filter(column -> file.columns().has(column)
                        && (rule.equals(rule(column, false)) || rule.equals(rule(column, true))))
                .findFirst();
    }

    private static List<String> about(BatchFile file, CsvRow row, String column) {
        List<String> key = new ArrayList<>(file.key(row));
        key.add(column);
        key.add(LedgerKey.cell(file.columns().cell(row, column)));
        return key;
    }

    private static List<String> whole(BatchFile file, CsvRow row) {
        List<String> key = new ArrayList<>(file.key(row));
        key.add("");
        key.add(content(file, row));
        return key;
    }

    /** All cells of a row as one text. */
    static String content(BatchFile file, CsvRow row) {
        return LedgerKey.row(String.join(
                BETWEEN,
                file.feed().columns().stream()
                        // Younger than the decisions that people have made: a row without it is what it was.
                        .filter(column -> !column.equals(MerlinFeed.FORMER_EMAIL)
                                || !file.columns().cell(row, column).isEmpty())
                        .map(column -> file.columns().cell(row, column))
                        .toList()));
    }
}
