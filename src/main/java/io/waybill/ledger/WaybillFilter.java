package io.waybill.ledger;

import io.waybill.model.State;

/**
 * Which waybills a list shows; null means any.
 *
 * @param system name of a system
 * @param feed name of a feed, without its system
 * @param state their state
 * @param text text contained in their file name, their message or the name of the person who dropped them; case does not matter
 * @param below only numbers below this one; for the next page, the last number of the previous page
 */
public record WaybillFilter(String system, String feed, State state, String text, Long below) {
    /** Every waybill. */
    public static final WaybillFilter ALL = new WaybillFilter(null, null, null, null, null);

    /** A filter without text, from the latest waybill on. */
    public static WaybillFilter of(String system, String feed, State state) {
        return new WaybillFilter(system, feed, state, null, null);
    }
}
