package io.waybill.ledger.audit;

import static java.util.Objects.requireNonNull;

/**
 * What was done to what. Nothing of it is a personal value: names of files, accounts and feeds, numbers, counts.
 *
 * @param subject what it was done to, such as a feed; may be empty
 * @param note more about it; may be empty
 * @param waybill number of the waybill that it is about; null for none
 * @param dropToken by which the waybill that a drop gets afterwards is found; empty for none
 */
public record Deed(Act act, String subject, String note, Long waybill, String dropToken) {
    public Deed {
        requireNonNull(act, "act");
        requireNonNull(subject, "subject");
        requireNonNull(note, "note");
        requireNonNull(dropToken, "dropToken");
    }

    public Deed(Act act, String subject, String note) {
        this(act, subject, note, null, "");
    }

    /** Says that it could not be done after all. */
    public Deed failed() {
        return new Deed(
                act, subject, note + (note.isEmpty() ? "" : ", ") + "which could not be done", waybill, dropToken);
    }

    /** A plan that somebody would have approved, and may not because they asked for it themselves. */
    public static Deed ownPlan(long number) {
        return refused("approve-waybill", "their own", number);
    }

    /**
     * What somebody has no right to do.
     *
     * @param operation as the table of addresses names it
     * @param note to what it would have been done, or why not; may be empty
     * @param waybill number of the waybill that it is about; null for none
     */
    public static Deed refused(String operation, String note, Long waybill) {
        return new Deed(Act.REFUSED, operation, note, waybill, "");
    }

    /** One about a waybill. */
    public static Deed onWaybill(Act act, long number, String note) {
        return new Deed(act, "waybill " + number, note, number, "");
    }
}
