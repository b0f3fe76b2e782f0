package io.waybill.ledger;

import io.waybill.model.State;

/**
 * Which waybills a list shows; null means any.
 *
 * @param system name of a system
 * @param feed name of a feed, without its system
 * @param state where they stand
 * @param text what their file name, their message or the name of who dropped them contains, in whatever case
 * @param below only numbers below this one: where a page ends, the next one begins
 */
public record WaybillFilter(String system, String feed, State state, String text, Long below) {
    public static final WaybillFilter ALL = new WaybillFilter(null, null, null, null, null);

    /** As the others, without a text and from the latest on. */
    public static WaybillFilter of(String system, String feed, State state) {
        return new WaybillFilter(system, feed, state, null, null);
    }
}
