package io.waybill.model;

/** Thrown when work ends because the process is stopping. Nothing is wrong with the drop; it is taken up again at the next start. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException() {
        super("Waybill is stopping.");
    }
}
