package io.waybill.lino.repair.plan;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.PlacedWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A condition as a plan writes it. Everything that stands in one clause has to hold; what does not stand there is null. Beside
 * {@code column} stands exactly one of {@code is}, {@code in}, {@code between}, {@code is-null}, {@code matches} and {@code in-target}.
 *
 * @param all clauses that all have to hold
 * @param any clauses, one of which has to hold
 * @param not a clause that must not hold
 * @param keys the keys of the rows
 * @param keysBetween the least and the greatest key
 * @param column what the next six are about
 * @param is its value
 * @param in its possible values
 * @param between its least and its greatest value
 * @param isNull whether it is NULL
 * @param matches the form of its text, with {@code %} and {@code _}
 * @param inTarget the rows that it refers to
 * @param missingInTarget whether the target has no row with the same key
 * @param presentIn a dump that has a row with the same key
 * @param missingIn a dump that has no row with the same key
 */
public record SelectClause(
        List<SelectClause> all,
        List<SelectClause> any,
        SelectClause not,
        List<PlacedWord> keys,
        List<PlacedWord> keysBetween,
        PlacedWord column,
        PlacedWord is,
        List<PlacedWord> in,
        List<PlacedWord> between,
        Boolean isNull,
        PlacedWord matches,
        Referred inTarget,
        Boolean missingInTarget,
        PlacedWord presentIn,
        PlacedWord missingIn) {
    private static final String FORMS = "exactly one of is, in, between, is-null, matches and in-target beside column";

    public SelectClause {
        require(any == null || !any.isEmpty(), "at least one clause in any");
        requireWords(keys, "keys");
        requireWords(in, "in");
        requirePair(keysBetween, "keys-between");
        requirePair(between, "between");
        long forms = Stream.of(is, in, between, isNull, matches, inTarget)
                .filter(Objects::nonNull)
                .count();
        require(forms == (column == null ? 0 : 1), FORMS);
    }

    /**
     * Rows of the target that a column may refer to.
     *
     * @param table whose they are
     * @param without a table and its column, {@code debts_entry.budget_id}, to leave out rows that this column refers to; null for none
     */
    public record Referred(PlacedWord table, PlacedWord without) {
        public Referred {
            requireNonNull(table, "table");
            require(
                    without == null || without.text().matches("[^.]+\\.[^.]+"),
                    "without: a table and its column, such as debts_entry.budget_id");
        }
    }

    private static void requireWords(List<PlacedWord> words, String name) {
        require(
                words == null || words.stream().noneMatch(Objects::isNull),
                name + ": values; rows without a value are found by is-null");
    }

    private static void requirePair(List<PlacedWord> words, String name) {
        requireWords(words, name);
        require(words == null || words.size() == 2, name + ": two values, [from, to]");
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(expected);
        }
    }

    /** What it means. */
    public Condition condition() {
        List<Condition> each = new ArrayList<>();
        if (all != null) {
            all.forEach(clause -> each.add(clause.condition()));
        }
        if (any != null) {
            each.add(new Condition.Any(any.stream().map(SelectClause::condition).toList()));
        }
        if (not != null) {
            each.add(new Condition.Not(not.condition()));
        }
        if (keys != null) {
            each.add(new Condition.Keys(keys));
        }
        if (keysBetween != null) {
            each.add(new Condition.KeysBetween(keysBetween.get(0), keysBetween.get(1)));
        }
        if (column != null) {
            each.add(ofColumn());
        }
        if (missingInTarget != null) {
            each.add(new Condition.MissingInTarget(missingInTarget));
        }
        if (presentIn != null) {
            each.add(new Condition.InDump(presentIn, true));
        }
        if (missingIn != null) {
            each.add(new Condition.InDump(missingIn, false));
        }
        return each.size() == 1 ? each.get(0) : new Condition.All(each);
    }

    private Condition ofColumn() {
        if (is != null) {
            return new Condition.OneOf(column, List.of(is));
        }
        if (in != null) {
            return new Condition.OneOf(column, in);
        }
        if (between != null) {
            return new Condition.Between(column, between.get(0), between.get(1));
        }
        if (isNull != null) {
            return new Condition.IsNull(column, isNull);
        }
        if (matches != null) {
            return new Condition.Matches(column, matches);
        }
        return new Condition.InTarget(column, inTarget.table, inTarget.without);
    }
}
