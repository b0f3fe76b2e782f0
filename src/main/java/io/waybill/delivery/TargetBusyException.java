package io.waybill.delivery;

/** Somebody else holds the target's tables for too long; the delivery can be tried again. */
public final class TargetBusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TargetBusyException(String target, Throwable cause) {
        super(
                "The tables of the database " + target
                        + " are held by another session, so that nothing could be delivered:"
                        + " let it finish, then try again.",
                cause);
    }
}
