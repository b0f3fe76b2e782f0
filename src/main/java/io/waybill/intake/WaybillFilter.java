package io.waybill.intake;

/**
 * Which waybills a list shows; null means any.
 *
 * @param system name of a system
 * @param feed name of a feed, without its system
 * @param state where they stand
 */
public record WaybillFilter(String system, String feed, State state) {
    public static final WaybillFilter ALL = new WaybillFilter(null, null, null);
}
