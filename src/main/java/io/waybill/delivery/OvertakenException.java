package io.waybill.delivery;

/** Somebody has written to the target's tables while a delivery was compared with them: it has to be compared again. */
public final class OvertakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param target the database, for people */
    public OvertakenException(String target) {
        this(target, null);
    }

    /** @param refusal by the target, which showed it; null when it was found otherwise */
    /** @param target the database, for people */
    public OvertakenException(String target, Throwable refusal) {
        super(
                "The tables of the database " + target
                        + " have changed while this was compared with them. Nothing was changed; try again.",
                refusal);
    }
}
