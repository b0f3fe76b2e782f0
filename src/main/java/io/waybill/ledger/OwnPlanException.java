package io.waybill.ledger;

/** Thrown when somebody would approve a plan that they have asked for themselves, where four eyes are needed. */
public final class OwnPlanException extends RequestRefusedException {
    private static final long serialVersionUID = 1;

    private final long waybill;
    private final String by;

    OwnPlanException(long waybill, String by, String owner) {
        super("Waybill " + waybill + " was asked for by " + owner + ": somebody else has to approve it.");
        this.waybill = waybill;
        this.by = by;
    }

    /** Number of the waybill. */
    public long waybill() {
        return waybill;
    }

    /** Who would have approved it, as they gave their name. */
    public String by() {
        return by;
    }
}
