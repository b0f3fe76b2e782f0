package io.waybill.delivery;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.guard.GuardLimits;
import java.util.List;

/**
 * What a feed delivers, and what it is held to.
 *
 * @param tables one per table
 * @param guards limits on its plans, complete
 */
public record FeedSpec(List<TableSpec> tables, GuardLimits guards) {
    public FeedSpec {
        tables = List.copyOf(tables);
        requireNonNull(guards, "guards");
    }
}
