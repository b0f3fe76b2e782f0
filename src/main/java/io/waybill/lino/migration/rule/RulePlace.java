package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Position;

/**
 * Where a rule stands.
 *
 * @param at its place in the step file
 * @param rule as people find it there: {@code rule 3 (change-table)}
 */
public record RulePlace(Position at, String rule) {
    public RulePlace {
        requireNonNull(at, "at");
        requireNonNull(rule, "rule");
    }
}
