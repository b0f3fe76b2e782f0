package io.waybill.delivery;

/** Another session locks the target's tables for too long; the delivery can be tried again. */
public final class TargetBusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TargetBusyException(String target, Throwable cause) {
        super(
                "The tables of the database " + target
                        + " are locked by another session, so that nothing could be delivered:"
                        + " let that session finish, then try again.",
                cause);
    }
}
