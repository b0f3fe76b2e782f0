package io.waybill.ledger;

import io.waybill.model.State;
import java.time.Instant;

/**
 * Which waybills a list shows; null means any.
 *
 * @param system name of a system
 * @param feed name of a feed, without its system
 * @param state their state
 * @param by text contained in the name of the person who dropped or requested them; case does not matter
 * @param since only those dropped at this instant or later
 * @param before only those dropped before this instant
 * @param text text contained in their file name, their message or the name of the person who dropped them; case does not matter
 * @param below only numbers below this one; for the next page, the last number of the previous page
 */
public record WaybillFilter(
        String system, String feed, State state, String by, Instant since, Instant before, String text, Long below) {
    /** Every waybill. */
    public static final WaybillFilter ALL = of(null, null, null);

    /** A filter by feed and state, from the latest waybill on. */
    public static WaybillFilter of(String system, String feed, State state) {
        return new WaybillFilter(system, feed, state, null, null, null, null, null);
    }
}
