package io.waybill.lino.record;

import static java.util.Objects.requireNonNull;

import io.waybill.lino.config.ValueRules;

/**
 * How the values of a dump become values of a target.
 *
 * @param values what becomes of values that cannot be taken as they are
 * @param times which points in time the dump means
 * @param contentTypes the numbers that the target has for models; null when no column of the dump has models as its values
 * @param adjustments counts values that were not taken as they are
 */
public record TargetRules(ValueRules values, SourceTimes times, ContentTypes contentTypes, Adjustments adjustments) {
    public TargetRules {
        requireNonNull(values, "values");
        requireNonNull(times, "times");
        requireNonNull(adjustments, "adjustments");
    }
}
